"""SSML -> what a person hears, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

# Amazon's "Speech Synthesis Markup Language (SSML) Reference"; Alexa refuses anything else.
_KNOWN = {
    *("speak", "p", "s", "w", "break", "emphasis", "lang", "phoneme", "prosody", "say-as"),
    *("sub", "voice", "audio", "amazon:effect", "amazon:domain", "amazon:emotion", "alexa:name"),
}
_PAUSES = {"p", "s", "break", "audio"}
_SPELT = {"characters", "spell-out", "digits", "telephone"}
_VENDOR_TAG = re.compile(r"(</?)(amazon|alexa):")
_BEFORE_MARK = re.compile(r"\s+(?=[.,;:!?])")


class InvalidSpeech(ValueError):
    """SSML that Alexa would refuse, so that the shopper would hear nothing of it."""


def plain_text(ssml: str) -> str:
    """The words of a <speak> document, letters that are spelt out set apart by spaces.

    Raises InvalidSpeech when Alexa would refuse it.
    """
    try:
        # Amazon never declares its prefixes, which an XML parser does not forgive.
        root = ElementTree.fromstring(_VENDOR_TAG.sub(r"\1\2..", ssml))
    except ElementTree.ParseError as error:
        raise InvalidSpeech(f"This is not well-formed SSML ({error}), escape it: {ssml}") from None
    if root.tag != "speak":
        raise InvalidSpeech(f"SSML has to be inside one <speak> element: {ssml}")
    return _BEFORE_MARK.sub("", " ".join("".join(_heard(root)).split()))


def _heard(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.replace("..", ":")
    if name not in _KNOWN:
        raise InvalidSpeech(f"Alexa does not know the SSML element <{name}>; leave it out.")
    pause = " " if name in _PAUSES else ""
    yield pause
    yield element.get("alias", "") if name == "sub" else _words(element)
    yield pause


def _words(element: ElementTree.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += [*_heard(child), child.tail or ""]
    words = "".join(parts)
    spelt = element.get("interpret-as") in _SPELT
    return " ".join("".join(words.split())) if spelt else words
