"""Rules of interaction models that no schema holds and Alexa reports only when it builds them.

Sources: Amazon's pages "Choose the Invocation Name for a Custom Skill", "Create Intents,
Utterances, and Slots" and "Slot Type Reference".
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from skill.echo.model import Intent, intents, invocation_name, language_model, pieces, slots_in

PHRASE_SLOTS = frozenset({"AMAZON.SearchQuery"})
REQUIRED_INTENTS = tuple(
    f"AMAZON.{name}Intent" for name in ("Help", "Stop", "Cancel", "NavigateHome", "Fallback")
)
MOST_INTENTS = 250
LARGEST_MODEL = 1_500_000
"""In bytes of JSON."""
LONGEST_SAMPLE = 200
LONGEST_VALUE = 140

_WAKE_WORDS = {"alexa", "amazon", "echo", "computer", "skill", "app"}
_LAUNCH_WORDS = {
    *("run", "start", "play", "resume", "use", "launch"),
    *("ask", "open", "tell", "load", "begin", "enable"),
}
_CONNECTING_WORDS = {
    *("to", "from", "in", "using", "with", "about"),
    *("for", "that", "by", "if", "and", "whether"),
}
_LITTLE_WORDS = {
    *("the", "a", "an", "for", "to", "of"),
    *("about", "up", "by", "at", "off", "with"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that Alexa would refuse or misunderstand, and what to do about it."""

    intent: str
    """The intent's name, or "" for the model as a whole."""
    sample: str
    """The sample utterance, or "" when it is not about one."""
    what: str
    remedy: str

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.intent, self.sample and repr(self.sample))))
        return f"{place or 'The model'}: {self.what}; {self.remedy}."


def lint(model: Mapping[str, Any]) -> list[Problem]:
    """Every problem of an interaction model, in the order of the file."""
    declared = list(intents(model))
    return [
        *_about_the_model(model, declared),
        *_about_the_invocation_name(invocation_name(model)),
        *_about_types(model, declared),
        *(problem for intent in declared for problem in _about_an_intent(intent)),
        *_about_repeats(declared),
    ]


def _about_the_model(model: Mapping[str, Any], declared: list[Intent]) -> Iterator[Problem]:
    names = [intent.name for intent in declared]
    for missing in REQUIRED_INTENTS:
        if missing not in names:
            yield Problem(missing, "", "is missing", "add it, samples are not needed")
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(name, "", "is declared twice", "join the two")
    if len(names) > MOST_INTENTS:
        yield _whole(f"has {len(names)} intents", f"keep to {MOST_INTENTS}")
    size = len(json.dumps(model, ensure_ascii=False).encode())
    if size > LARGEST_MODEL:
        yield _whole(f"is {size:,} bytes of JSON", f"keep to {LARGEST_MODEL:,}")


def _about_the_invocation_name(name: str) -> Iterator[Problem]:
    def problem(what: str, remedy: str) -> Problem:
        return _whole(f"the invocation name {name!r} {what}", remedy)

    words = name.replace("'s", "").split()
    if name != name.lower() or not _is_spoken(name, " '."):
        yield problem(
            "has more than lower-case letters, spaces, apostrophes and periods",
            "write it as it is said, numbers in words",
        )
    if len(words) < 2:
        yield problem("is one word", "use two or more, unless it is your registered brand")
    if len(words) == 2 and (little := _LITTLE_WORDS.intersection(words)):
        yield problem(f"is {_listed(little)} and one word", "add a word")
    if taken := (_WAKE_WORDS | _LAUNCH_WORDS | _CONNECTING_WORDS).intersection(words):
        yield problem(f"holds {_listed(taken)}", "leave out words that Alexa itself listens for")


def _about_types(model: Mapping[str, Any], declared: list[Intent]) -> Iterator[Problem]:
    types = language_model(model).get("types", [])
    known = {slot_type.get("name") for slot_type in types}
    for intent in declared:
        for slot, kind in intent.slots:
            if kind not in known and not kind.startswith("AMAZON."):
                yield Problem(
                    intent.name, "", f"slot {slot} has the unknown type {kind!r}", "declare it"
                )
    for slot_type in types:
        for value in slot_type.get("values", []):
            name = value.get("name", {})
            for text in (name.get("value", ""), *name.get("synonyms", [])):
                if len(text) > LONGEST_VALUE:
                    what = f"type {slot_type.get('name')} has a value of {len(text)} characters"
                    yield _whole(f"{what}: {text[:30]!r}", f"keep to {LONGEST_VALUE}")


def _about_an_intent(intent: Intent) -> Iterator[Problem]:
    builtin = intent.name.startswith("AMAZON.")
    if not builtin and not _is_name(intent.name):
        yield Problem(
            intent.name, "", "is not a good intent name", "use ASCII letters and underscores only"
        )
    if not builtin and not intent.samples:
        yield Problem(intent.name, "", "has no samples", "write what a shopper would say")
    used = {slot for sample in intent.samples for slot in slots_in(sample)}
    names = [slot for slot, _ in intent.slots]
    for slot in dict.fromkeys(names):
        if not _is_name(slot):
            yield Problem(
                intent.name, "", f"slot {slot!r} has a bad name", "use ASCII letters, underscores"
            )
        if names.count(slot) > 1:
            yield Problem(intent.name, "", f"slot {slot} is declared twice", "remove one")
        if slot not in used:
            yield Problem(
                intent.name, "", f"slot {slot} is in no sample", "use it in one or remove it"
            )
    for sample in (*intent.samples, *intent.slot_samples):
        yield from _about_a_sample(intent, sample)


def _about_a_sample(intent: Intent, sample: str) -> Iterator[Problem]:
    def problem(what: str, remedy: str) -> Problem:
        return Problem(intent.name, sample, what, remedy)

    mentioned, text = slots_in(sample), "".join(pieces(sample)[::2])
    for slot in mentioned:
        if intent.type_of(slot) is None:
            yield problem(f"slot {slot!r} is not declared", "declare it in the intent's slots")
    phrases = [slot for slot in mentioned if intent.type_of(slot) in PHRASE_SLOTS]
    if phrases and not text.strip():
        yield problem("a phrase slot stands alone", "put a carrier phrase round it")
    if phrases and len(mentioned) > 1:
        yield problem("a phrase slot has another slot beside it", "keep one phrase slot only")
    if not sample.strip():
        yield problem("is empty", "remove it")
    if len(sample) > LONGEST_SAMPLE:
        yield problem(f"is {len(sample)} characters long", f"keep to {LONGEST_SAMPLE}")
    if text != text.lower() or not _is_spoken(text, " '.-"):
        yield problem(
            "has more than lower-case letters, spaces, apostrophes, periods and hyphens",
            "write it as it is said, numbers in words",
        )


def _about_repeats(declared: list[Intent]) -> Iterator[Problem]:
    """Samples of one wording: slots of one type sound alike, whatever their names."""
    seen: dict[str, tuple[str, str]] = {}
    for intent in declared:
        for sample in intent.samples:
            wording = _wording(intent, sample)
            if wording in seen:
                owner, twin = seen[wording]
                yield Problem(
                    intent.name, sample, f"sounds like {twin!r} of {owner}", "keep one of them"
                )
            seen.setdefault(wording, (intent.name, sample))


def _wording(intent: Intent, sample: str) -> str:
    parts = pieces(sample)
    parts[1::2] = [f"{{{intent.type_of(slot)}}}" for slot in parts[1::2]]
    return " ".join("".join(parts).lower().split())


def _whole(what: str, remedy: str) -> Problem:
    return Problem("", "", what, remedy)


def _is_spoken(text: str, marks: str) -> bool:
    # Vowel signs of Devanagari and its like are marks (M), not letters (L).
    return all(char in marks or unicodedata.category(char)[0] in "LM" for char in text)


def _is_name(name: str) -> bool:
    return name.isascii() and name.replace("_", "").isalpha()


def _listed(words: set[str]) -> str:
    return ", ".join(repr(word) for word in sorted(words))
