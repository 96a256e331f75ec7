"""Utterance -> intent and slots, by a locale's interaction model. hassil does the matching."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hassil.intents import Intent as Templates
from hassil.intents import IntentData, Intents, SlotList, WildcardSlotList
from hassil.models import MatchEntity
from hassil.parse_expression import parse_sentence
from hassil.recognize import RecognizeResult, recognize_all

from skill.echo.model import (
    Intent,
    custom_types,
    intents,
    invocation_name,
    pieces,
    read_model,
)
from skill.echo.slot_values import Words, date_list, slot_lists, telephone

FALLBACK = "AMAZON.FallbackIntent"


@dataclass(frozen=True, slots=True)
class Understood:
    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    """Only the slots that were said, with the values that Alexa sends."""


class Understanding:
    """Alexa's recogniser, as far as an interaction model's samples describe it."""

    def __init__(self, model: Mapping[str, Any], words: Words, *, language: str) -> None:
        self._words = words
        self._intents = {intent.name: intent for intent in intents(model)}
        self._order = {name: place for place, name in enumerate(self._intents)}
        own = custom_types(model)
        self._lists = slot_lists(words, own)
        _check_types(self._intents.values(), {*self._lists, "AMAZON.DATE"})
        self._dates: tuple[date, SlotList] | None = None
        self._skill = Intents(
            language=language,
            intents={
                intent.name: _templates(intent, words["phrases"].get(intent.name, []), own)
                for intent in self._intents.values()
            },
            skip_words=list(words["ignore"]),
        )
        self._opening = _opening(invocation_name(model), words, language)
        # hassil parses templates and spells numbers when they are first used.
        self.understand("one", date.min)

    @classmethod
    def of(cls, locale: str) -> Understanding:
        """Understand a locale by its interaction model and the words of its language."""
        language = locale.partition("-")[0]
        return cls(read_model(locale), read_words(language), language=language)

    def understand(self, utterance: str, today: date) -> Understood:
        """The intent that fits best; AMAZON.FallbackIntent when none does."""
        lists = self._lists | {"AMAZON.DATE": self._dates_from(today)}
        fitting = [
            result
            for result in recognize_all(utterance, self._skill, slot_lists=lists)
            if self._telephones_in(result)
        ]
        if not fitting:
            return Understood(FALLBACK)
        best = min(fitting, key=self._loose)
        return Understood(best.intent.name, self._values(best))

    def opening(self, utterance: str) -> str | None:
        """What the skill is asked to do by "ask <invocation name> to ...".

        The result is "" when it is only opened, and None when it is not called by name.
        """
        results = recognize_all(utterance, self._opening)
        asked = [_wild_text(result) for result in results]
        return min(asked, key=len, default=None)

    def slots_of(self, intent: str) -> tuple[str, ...]:
        """Names of all slots that Alexa sends with the intent, said or not."""
        declared = self._intents.get(intent)
        return tuple(name for name, _ in declared.slots) if declared else ()

    def _dates_from(self, today: date) -> SlotList:
        if self._dates is None or self._dates[0] != today:
            self._dates = today, date_list(self._words, today)
        return self._dates[1]

    def _telephones_in(self, result: RecognizeResult) -> bool:
        """Whether each telephone number is one: hassil takes any words for it."""
        return all(
            telephone(entity.text, self._words)
            for name, entity in result.entities.items()
            if self._type(result, name) == "AMAZON.PhoneNumber"
        )

    def _loose(self, result: RecognizeResult) -> tuple[int, int, int]:
        place = self._order[result.intent.name]
        return len(_wild_text(result)), -result.text_chunks_matched, place

    def _values(self, result: RecognizeResult) -> dict[str, str]:
        return {
            name: self._value(self._type(result, name), entity)
            for name, entity in result.entities.items()
        }

    def _value(self, slot_type: str | None, entity: MatchEntity) -> str:
        match slot_type:
            case "AMAZON.PhoneNumber":
                return telephone(entity.text_clean, self._words) or ""
            case "AMAZON.NUMBER":
                return str(int(entity.value))
        return entity.text_clean.lower() if entity.is_wildcard else str(entity.value)

    def _type(self, result: RecognizeResult, slot: str) -> str | None:
        return self._intents[result.intent.name].type_of(slot)


def read_words(language: str) -> Words:
    """The words of a language such as "en".

    Raises LookupError when the pretend Echo does not speak it.
    """
    path = Path(__file__).with_name(f"{language}.toml")
    if not path.is_file():
        raise LookupError(f"The pretend Echo does not speak {language!r}; write {path.name}.")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _check_types(declared: Iterable[Intent], known: set[str]) -> None:
    for intent in declared:
        for slot, kind in intent.slots:
            if kind not in known:
                raise LookupError(
                    f"The pretend Echo does not know the slot type {kind} of {slot} in "
                    f"{intent.name}; declare it in the model, or add it to slot_values.py."
                )


def _opening(name: str, words: Words, language: str) -> Intents:
    sentences = [*words["launch"], *words["one_shot"]]
    return Intents(
        language=language,
        intents={"opening": Templates("opening", [IntentData(sentence_texts=sentences)])},
        slot_lists={"phrase": WildcardSlotList(name=None)},
        expansion_rules={"invocation": parse_sentence(_escaped(name))},
        skip_words=list(words["ignore"]),
    )


def _wild_text(result: RecognizeResult) -> str:
    return "".join(entity.text_clean for entity in result.entities_list if entity.is_wildcard)


def _templates(intent: Intent, phrases: list[str], own: Container[str | None]) -> Templates:
    samples = [_template(intent, text, own) for text in intent.samples]
    return Templates(intent.name, [IntentData(sentence_texts=[*map(_escaped, phrases), *samples])])


def _template(intent: Intent, sample: str, own: Container[str | None]) -> str:
    parts = [_escaped(part) for part in pieces(sample)]
    parts[1::2] = [_choice(slot, intent.type_of(slot), own) for slot in pieces(sample)[1::2]]
    return "".join(parts)


def _choice(slot: str, kind: str | None, own: Container[str | None]) -> str:
    """A value of the slot's type. Alexa takes others too where the type is the model's own."""
    listed = f"{{{kind}:{slot}}}"
    return f"({listed}|{{AMAZON.SearchQuery:{slot}}})" if kind in own else listed


def _escaped(text: str) -> str:
    return re.sub(r"([()\[\]{}<>|;\\])", r"\\\1", text)
