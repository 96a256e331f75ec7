"""Interaction models, one JSON file per locale, and what is read from them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent of a language model."""

    name: str
    samples: tuple[str, ...] = ()
    slots: tuple[tuple[str, str], ...] = ()
    """Name and type of each slot, as declared."""
    slot_samples: tuple[str, ...] = ()
    """What a shopper may answer when Alexa itself asks for a slot."""

    def type_of(self, slot: str) -> str | None:
        """The declared type, such as "AMAZON.NUMBER"; None when there is no such slot."""
        return dict(self.slots).get(slot)


def read_model(locale: str) -> dict[str, Any]:
    """The interaction model of a locale such as "en-US".

    Raises LookupError when there is none.
    """
    path = _folder() / f"{locale}.json"
    if not path.is_file():
        raise LookupError(
            f"There is no interaction model for {locale!r}; add {path.name} to "
            f"interaction_models, or use one of: {', '.join(locales())}."
        )
    model: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return model


def locales() -> tuple[str, ...]:
    """The locales that have an interaction model, by name."""
    return tuple(sorted(path.stem for path in _folder().glob("*.json")))


def language_model(model: Mapping[str, Any]) -> Mapping[str, Any]:
    part: Mapping[str, Any] = model.get("interactionModel", {}).get("languageModel", {})
    return part


def invocation_name(model: Mapping[str, Any]) -> str:
    """What a shopper calls the skill; "" when the model does not say."""
    return str(language_model(model).get("invocationName", ""))


def intents(model: Mapping[str, Any]) -> Iterator[Intent]:
    for intent in language_model(model).get("intents", []):
        slots = intent.get("slots", [])
        yield Intent(
            name=intent.get("name", ""),
            samples=tuple(intent.get("samples", [])),
            slots=tuple((slot.get("name", ""), slot.get("type", "")) for slot in slots),
            slot_samples=tuple(sample for slot in slots for sample in slot.get("samples", [])),
        )


def custom_types(model: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """For each slot type of the model's own, what may be said and the value it stands for."""
    return {
        slot_type["name"]: {
            said: value["name"]["value"]
            for value in slot_type.get("values", [])
            for said in (value["name"]["value"], *value["name"].get("synonyms", []))
        }
        for slot_type in language_model(model).get("types", [])
    }


def slots_in(sample: str) -> list[str]:
    """Names of the slots a sample utterance mentions, in order."""
    return _SLOT.findall(sample)


def pieces(sample: str) -> list[str]:
    """A sample cut at its slots: text at even places, slot names at odd ones."""
    return _SLOT.split(sample)


def _folder() -> Path:
    # A wheel carries the models inside the package; a checkout keeps them at its root.
    package = Path(__file__).parents[1]
    installed = package / "interaction_models"
    return installed if installed.is_dir() else package.parent / "interaction_models"
