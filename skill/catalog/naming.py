"""The short name of a product for the ear."""

from __future__ import annotations

import re

from skill.catalog.language import Language, language

_MOST_WORDS = 7
_ENOUGH_WORDS = 3
_TAG = re.compile(r"<[^<>]*>")
_OPENING_BRACKET = re.compile(r"^\s*(?:\([^()]*\)|\[[^\[\]]*\])")
# Titles of feeds put what is worth hearing first, and part the rest off like this.
_CUT = re.compile(
    r"(?:^|(?<=\s))[(\[]|[|;]|,(?=\s|$)|\s[-\u2013\u2014/]\s|(?<=[^\W\d]{3})/(?=[^\W\d]{3})"
)
_ARTICLE_NUMBER = re.compile(r"(?=.*\d)[\w#./+-]{6,}")
# "3-piece", "2-in-1", "iPhone11": a digit, and yet a word.
_WORD_WITH_DIGITS = re.compile(r"\d+(?:-[^\W\d]+)+(?:-\d+)?|[^\W\d]{4,}\d{1,3}")
_NUMBER_AND_UNIT = re.compile(r"(?=.*\d)([\d.,/]+)-?(\D*)")
_INCHES = frozenset('"\u2033\u201d')


def spoken_title(title: str, brand: str = "", code: str = "en") -> str:
    """The title up to its first comma, bracket or later measure, without article numbers.

    Seven words at most; empty only if the title is.
    """
    speech = language(code)
    plain = " ".join(_TAG.sub(" ", title).split()) or title
    said: list[str] = []
    for part in _CUT.split(_OPENING_BRACKET.sub("", plain)):
        said += _worth_saying(part.split(), speech)
        if _is_name(said, brand):
            break
    name = _tidy(said, speech)
    return name if _is_name(name.split(), brand) else _tidy(plain.split(), speech) or plain


def _is_name(said: list[str], brand: str) -> bool:
    return " ".join(said).lower() not in ("", brand.lower())


def _worth_saying(words: list[str], speech: Language) -> list[str]:
    said: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if len(said) >= _ENOUGH_WORDS and _is_measure(word, following, speech):
            break
        if _WORD_WITH_DIGITS.fullmatch(word) or not _ARTICLE_NUMBER.fullmatch(word):
            said.append(word)
    return said


def _is_measure(word: str, following: str, speech: Language) -> bool:
    match = _NUMBER_AND_UNIT.fullmatch(word)
    if not match:
        return False
    unit = (match[2] or following).lower()
    return unit in speech.units or unit in _INCHES


def _tidy(said: list[str], speech: Language) -> str:
    words = [bare for word in said[:_MOST_WORDS] if (bare := word.replace('"', "").strip("()[]"))]
    while words and (words[-1].lower() in speech.dangling or not re.search(r"\w", words[-1])):
        words.pop()
    return " ".join(words).rstrip(",;:-&/ ")
