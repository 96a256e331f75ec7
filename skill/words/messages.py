"""A locale's Fluent messages, each parsed when it is first said."""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path

from babel import localedata
from fluent.runtime import FluentBundle, FluentResource

_log = logging.getLogger(__name__)
_DEFAULT = "en"
_MESSAGE = re.compile(r"^([a-z][\w-]*) = .*\n(?:[ }].*\n|\n(?=[ }]))*", re.MULTILINE)
"""A message of a Fluent file with its attributes: its first line, and the indented ones after."""


class Words:
    """What one locale says. Parsing the whole file would be a tenth of a cold start.

    A message stands by itself: it does not refer to another.
    """

    def __init__(self, locale: str, sources: list[str]) -> None:
        self._sources = {
            message[1]: message[0] for source in sources for message in _MESSAGE.finditer(source)
        }
        language = locale.partition("-")[0]
        # Numbers and plurals follow the region where Babel knows it, and the language where not.
        known = [name for name in (locale, language) if localedata.exists(name.replace("-", "_"))]
        self.locale = known[0]
        self._bundle = FluentBundle(known, use_isolating=False)

    def message(self, id: str, attribute: str = "", /, **values: str | int) -> str:
        """The message with its values; "" when the locale has none of that name."""
        if not self._bundle.has_message(id):
            if id not in self._sources:
                return ""
            self._bundle.add_resource(FluentResource(self._sources[id]))
        message = self._bundle.get_message(id)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            return ""
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise LookupError(f"{id} in {self.locale}: {errors[0]}")
        return str(text)


@cache
def words_of(locale: str) -> Words:
    """The locale's words: the language's file, then its region's over it, else English."""
    language = locale.partition("-")[0]
    found = [name for name in dict.fromkeys((language, locale)) if _file(name).is_file()]
    if not found:
        _log.warning("There are no words for %s; %s is spoken instead.", locale, _DEFAULT)
        return words_of(_DEFAULT)
    if locale not in found:
        _log.info("There are no words of %s alone; %s is spoken.", locale, language)
    return Words(locale, [_file(name).read_text(encoding="utf-8") for name in found])


def _file(name: str) -> Path:
    return Path(__file__).with_name(f"{name}.ftl")
