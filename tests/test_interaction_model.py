"""The interaction models, the linter that guards them, and what they make of an utterance."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from skill.echo.lint import LARGEST_MODEL, lint
from skill.echo.model import intents, language_model, locales, read_model, slots_in
from skill.echo.understanding import Understanding, Understood, read_words
from skill.talk import routes

TODAY = date(2026, 11, 25)
"""A Wednesday."""

# What is said for a slot of a type, and what Alexa sends.
SAID = {
    "AMAZON.SearchQuery": ("waterproof jackets", "waterproof jackets"),
    "AMAZON.NUMBER": ("three", "3"),
    "AMAZON.Ordinal": ("second", "2"),
    "AMAZON.PhoneNumber": ("two oh six five five five oh one two three", "2065550123"),
    "AMAZON.DATE": ("tomorrow", "2026-11-26"),
    "AMAZON.TIME": ("half past nine", "09:30"),
}


@cache
def understanding(locale: str = "en-US") -> Understanding:
    return Understanding.of(locale)


def understood(utterance: str) -> tuple[str, dict[str, str]]:
    result = understanding().understand(utterance, TODAY)
    return result.intent, dict(result.slots)


def samples(locale: str) -> list[tuple[str, str, dict[str, str]]]:
    return [
        (intent.name, sample, dict(intent.slots))
        for intent in intents(read_model(locale))
        for sample in intent.samples
    ]


@pytest.mark.parametrize("locale", locales())
def test_every_model_passes_the_linter(locale: str) -> None:
    assert [str(problem) for problem in lint(read_model(locale))] == []


@pytest.mark.parametrize("locale", locales())
def test_every_model_has_the_intents_that_the_skill_answers(locale: str) -> None:
    spoken = set(routes.INTENTS) - {routes.LAUNCH, routes.TOUCH}
    assert {intent.name for intent in intents(read_model(locale))} == spoken


@pytest.mark.parametrize("locale", locales())
def test_every_custom_intent_has_eight_to_forty_samples(locale: str) -> None:
    counts = {
        intent.name: len(intent.samples)
        for intent in intents(read_model(locale))
        if not intent.name.startswith("AMAZON.")
    }
    assert {name: count for name, count in counts.items() if not 8 <= count <= 60} == {}


def test_every_sample_is_understood_as_its_own_intent() -> None:
    strays = []
    for intent, sample, types in samples("en-US"):
        mentioned = slots_in(sample)
        utterance = sample.format(**{slot: SAID[types[slot]][0] for slot in mentioned})
        expected = intent, {slot: SAID[types[slot]][1] for slot in mentioned}
        if understood(utterance) != expected:
            strays.append((utterance, understood(utterance), expected))
    assert strays == []


@pytest.mark.parametrize(
    ("utterance", "intent", "slots"),
    [
        ("Find waterproof jackets.", "SearchIntent", {"query": "waterproof jackets"}),
        ("show me a jacket under $50", "SearchIntent", {"query": "a jacket under $50"}),
        ("find me something cheaper", "CheaperIntent", {}),
        ("the second one", "ChooseIntent", {"ordinal": "2"}),
        ("the 2nd one, please", "ChooseIntent", {"ordinal": "2"}),
        ("number three", "ChooseIntent", {"number": "3"}),
        ("twenty-one", "ChooseIntent", {"number": "21"}),
        ("tell me more", "DetailsIntent", {}),
        ("tell me more about the first one", "DetailsIntent", {"ordinal": "1"}),
        ("how much is it?", "PriceIntent", {}),
        ("is it in stock?", "StockIntent", {}),
        ("add two of those", "AddIntent", {"quantity": "2"}),
        ("Add 2 of those to my cart", "AddIntent", {"quantity": "2"}),
        ("put the first one in my basket", "AddIntent", {"ordinal": "1"}),
        ("I'll take it", "AddIntent", {}),
        ("add a red kettle to my basket", "AddProductIntent", {"product": "red kettle"}),
        ("add two kettles", "AddProductIntent", {"product": "two kettles"}),
        ("what\u2019s in my cart", "ShowBasketIntent", {}),
        ("remove the second one", "RemoveIntent", {"ordinal": "2"}),
        ("remove it", "RemoveIntent", {}),
        ("remove the kettle", "RemoveProductIntent", {"product": "kettle"}),
        ("take the kettle out of my basket", "RemoveProductIntent", {"product": "kettle"}),
        ("make it three", "ChangeQuantityIntent", {"quantity": "3"}),
        ("empty my basket", "EmptyBasketIntent", {}),
        ("check out", "CheckoutIntent", {}),
        ("buy it", "CheckoutIntent", {}),
        ("place my order", "CheckoutIntent", {}),
        ("where is my order", "OrderStatusIntent", {}),
        ("where's my kettle", "OrderStatusIntent", {"product": "kettle"}),
        ("has my kettle shipped?", "OrderStatusIntent", {"product": "kettle"}),
        ("track my order", "OrderStatusIntent", {}),
        ("reorder my last order", "ReorderIntent", {}),
        ("order my coffee again", "ReorderIntent", {"product": "coffee"}),
        ("buy coffee again", "ReorderIntent", {"product": "coffee"}),
        ("I want to talk to a person", "CallbackIntent", {}),
        ("can someone call me", "CallbackIntent", {}),
        ("This is useless, give me a human!", "CallbackIntent", {}),
        ("representative please", "CallbackIntent", {}),
        ("when will you call me", "CallbackStatusIntent", {}),
        ("cancel the callback", "CancelCallbackIntent", {}),
        ("my number is 206-555-0123", "PhoneNumberIntent", {"phone": "2065550123"}),
        ("tomorrow at six", "CallTimeIntent", {"day": "2026-11-26", "time": "06:00"}),
        ("tomorrow morning", "CallTimeIntent", {"day": "2026-11-26", "time": "MO"}),
        ("after six pm", "CallTimeIntent", {"time": "18:00"}),
        ("next friday", "CallTimeIntent", {"day": "2026-12-04"}),
        ("as soon as possible", "AnyTimeIntent", {}),
        ("any time", "AnyTimeIntent", {}),
        ("what do you sell?", "DepartmentsIntent", {}),
        ("what can I say", "AMAZON.HelpIntent", {}),
        ("say that again", "AMAZON.RepeatIntent", {}),
        ("go back", "AMAZON.PreviousIntent", {}),
        ("what else do you have", "AMAZON.NextIntent", {}),
        ("sure", "AMAZON.YesIntent", {}),
        ("that's right", "AMAZON.YesIntent", {}),
        ("no thanks", "AMAZON.NoIntent", {}),
        ("start over", "AMAZON.StartOverIntent", {}),
        ("stop", "AMAZON.StopIntent", {}),
        ("blue elephants dance", "AMAZON.FallbackIntent", {}),
        ("my number is a secret", "AMAZON.FallbackIntent", {}),
        ("", "AMAZON.FallbackIntent", {}),
    ],
)
def test_what_shoppers_say_is_understood(
    utterance: str, intent: str, slots: dict[str, str]
) -> None:
    assert understood(utterance) == (intent, slots)


def test_a_number_is_a_number_before_it_is_an_hour() -> None:
    assert understood("six") == ("ChooseIntent", {"number": "6"})
    assert understood("at six") == ("CallTimeIntent", {"time": "06:00"})


@pytest.mark.parametrize(
    ("spoken", "sent"),
    [
        ("today", "2026-11-25"),
        ("wednesday", "2026-12-02"),
        ("friday", "2026-11-27"),
        ("next monday", "2026-11-30"),
        ("this weekend", "2026-W48-WE"),
        ("next week", "2026-W49"),
        ("january second", "2027-01-02"),
        ("the third of december", "2026-12-03"),
        ("december 3", "2026-12-03"),
    ],
)
def test_a_day_is_sent_as_alexa_sends_it(spoken: str, sent: str) -> None:
    assert understood(f"on {spoken}") == ("CallTimeIntent", {"day": sent})


@pytest.mark.parametrize(
    ("spoken", "sent"),
    [
        ("half past nine", "09:30"),
        ("nine thirty", "09:30"),
        ("quarter to seven in the evening", "18:45"),
        ("twelve", "12:00"),
        ("twelve a.m.", "00:00"),
        ("12:30 pm", "12:30"),
        ("quarter to one pm", "12:45"),
        ("6pm", "18:00"),
        ("18:00", "18:00"),
        ("noon", "12:00"),
        ("night", "NI"),
    ],
)
def test_a_time_is_sent_as_alexa_sends_it(spoken: str, sent: str) -> None:
    assert understood(f"at {spoken}") == ("CallTimeIntent", {"time": sent})


@pytest.mark.parametrize(
    ("spoken", "sent"),
    [
        ("two oh six five five five oh one two three", "2065550123"),
        ("two oh six double five five oh one twenty three", "2065550123"),
        ("eight hundred five five five twelve twelve", "8005551212"),
        ("+1 (206) 555-0123", "12065550123"),
        ("plus four nine thirty twelve thirty four", "49301234"),
    ],
)
def test_a_telephone_number_is_sent_as_digits(spoken: str, sent: str) -> None:
    assert understood(f"call me at {spoken}") == ("PhoneNumberIntent", {"phone": sent})


def test_days_are_told_afresh_after_midnight() -> None:
    understood("tomorrow")
    later = understanding().understand("tomorrow", date(2026, 12, 31))
    assert later == Understood("CallTimeIntent", {"day": "2027-01-01"})


def test_a_sample_that_looks_like_a_template_is_taken_as_it_is_written() -> None:
    model = a_model()
    language_model(model)["intents"][0]["samples"] = ["find (it|that) [now] <x> {query}"]
    understand = Understanding(model, read_words("en"), language="en").understand
    assert understand("find it red kettle", TODAY).intent == "AMAZON.FallbackIntent"
    assert understand("find (it|that) [now] <x> red kettle", TODAY).slots == {"query": "red kettle"}


def test_a_word_of_a_custom_type_is_sent_as_the_value_it_stands_for() -> None:
    understand = Understanding(a_model(), read_words("en"), language="en").understand
    assert understand("the big one", TODAY) == Understood("ChooseIntent", {"size": "large"})


def test_a_custom_type_takes_words_that_are_not_listed_too() -> None:
    understand = Understanding(a_model(), read_words("en"), language="en").understand
    assert understand("the Tiny one", TODAY) == Understood("ChooseIntent", {"size": "tiny"})


def test_a_slot_type_the_echo_does_not_know_is_named() -> None:
    model = a_model()
    search(language_model(model))["slots"][0]["type"] = "AMAZON.Festival"
    with pytest.raises(LookupError, match=r"does not know the slot type AMAZON\.Festival"):
        Understanding(model, read_words("en"), language="en")


def test_a_turn_is_understood_quickly() -> None:
    understood("warm up")
    utterances = [sample.replace("{", "").replace("}", "") for _, sample, _ in samples("en-US")]
    start = time.process_time()
    for utterance in utterances[::10]:
        understood(utterance)
    assert (time.process_time() - start) / len(utterances[::10]) < 0.020


def test_a_locale_without_a_model_is_named_with_those_that_have_one() -> None:
    with pytest.raises(LookupError, match=r"no interaction model for 'xx-XX'.*en-US"):
        Understanding.of("xx-XX")


def test_a_language_without_words_is_named_with_the_file_it_needs() -> None:
    with pytest.raises(LookupError, match=r"does not speak 'xx'; write xx\.toml"):
        read_words("xx")


GOOD_MODEL: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "juniper pine",
            "intents": [
                {
                    "name": "SearchIntent",
                    "slots": [{"name": "query", "type": "AMAZON.SearchQuery"}],
                    "samples": ["find {query}"],
                },
                {
                    "name": "ChooseIntent",
                    "slots": [
                        {"name": "number", "type": "AMAZON.NUMBER"},
                        {"name": "size", "type": "Size", "samples": ["{size} please"]},
                    ],
                    "samples": ["number {number}", "the {size} one"],
                },
                *(
                    {"name": f"AMAZON.{name}Intent", "samples": []}
                    for name in ("Help", "Stop", "Cancel", "NavigateHome", "Fallback")
                ),
            ],
            "types": [
                {"name": "Size", "values": [{"name": {"value": "large", "synonyms": ["big"]}}]}
            ],
        }
    }
}


def a_model() -> dict[str, Any]:
    return copy.deepcopy(GOOD_MODEL)


Change = Callable[[Any], Any]


def search(language: Any) -> Any:
    return language["intents"][0]


def choose(language: Any) -> Any:
    return language["intents"][1]


BAD_MODELS: dict[str, tuple[Change, str]] = {
    "a phrase slot alone": (
        lambda m: search(m)["samples"].append("{query}"),
        "SearchIntent, '{query}': a phrase slot stands alone; put a carrier phrase round it.",
    ),
    "a phrase slot alone in a slot's own samples": (
        lambda m: search(m)["slots"][0].update(samples=["{query}"]),
        "SearchIntent, '{query}': a phrase slot stands alone; put a carrier phrase round it.",
    ),
    "a phrase slot beside another": (
        lambda m: (
            search(m)["slots"].append({"name": "number", "type": "AMAZON.NUMBER"}),
            search(m)["samples"].append("find {number} {query}"),
        ),
        "SearchIntent, 'find {number} {query}': a phrase slot has another slot beside it; "
        "keep one phrase slot only.",
    ),
    "a sample twice": (
        lambda m: choose(m)["samples"].append("the  {size} one"),
        "ChooseIntent, 'the  {size} one': sounds like 'the {size} one' of ChooseIntent; "
        "keep one of them.",
    ),
    "a sample of another intent under another slot name": (
        lambda m: (
            choose(m)["slots"].append({"name": "text", "type": "AMAZON.SearchQuery"}),
            choose(m)["samples"].append("find {text}"),
        ),
        "ChooseIntent, 'find {text}': sounds like 'find {query}' of SearchIntent; "
        "keep one of them.",
    ),
    "a slot that is not declared": (
        lambda m: choose(m)["samples"].append("the {color} one"),
        "ChooseIntent, 'the {color} one': slot 'color' is not declared; "
        "declare it in the intent's slots.",
    ),
    "a slot that is not used": (
        lambda m: choose(m)["slots"].append({"name": "day", "type": "AMAZON.DATE"}),
        "ChooseIntent: slot day is in no sample; use it in one or remove it.",
    ),
    "a slot declared twice": (
        lambda m: search(m)["slots"].extend(search(m)["slots"][:1]),
        "SearchIntent: slot query is declared twice; remove one.",
    ),
    "an unknown slot type": (
        lambda m: m.update(types=[]),
        "ChooseIntent: slot size has the unknown type 'Size'; declare it.",
    ),
    "a missing built-in": (
        lambda m: m["intents"].pop(),
        "AMAZON.FallbackIntent: is missing; add it, samples are not needed.",
    ),
    "an intent twice": (
        lambda m: m["intents"].append({"name": "AMAZON.StopIntent", "samples": []}),
        "AMAZON.StopIntent: is declared twice; join the two.",
    ),
    "an intent without samples": (
        lambda m: m["intents"].append({"name": "ShrugIntent", "samples": []}),
        "ShrugIntent: has no samples; write what a shopper would say.",
    ),
    "a digit in an intent's name": (
        lambda m: search(m).update(name="Search2"),
        "Search2: is not a good intent name; use ASCII letters and underscores only.",
    ),
    "a hyphen in a slot's name": (
        lambda m: (
            choose(m)["slots"].append({"name": "shoe-size", "type": "AMAZON.NUMBER"}),
            choose(m)["samples"].append("size {shoe-size}"),
        ),
        "ChooseIntent: slot 'shoe-size' has a bad name; use ASCII letters, underscores.",
    ),
    "a digit in a sample": (
        lambda m: search(m)["samples"].append("find 2 {query}"),
        "SearchIntent, 'find 2 {query}': has more than lower-case letters, spaces, apostrophes, "
        "periods and hyphens; write it as it is said, numbers in words.",
    ),
    "a capital in a sample": (
        lambda m: search(m)["samples"].append("Seek {query}"),
        "SearchIntent, 'Seek {query}': has more than lower-case letters, spaces, apostrophes, "
        "periods and hyphens; write it as it is said, numbers in words.",
    ),
    "an open brace": (
        lambda m: choose(m)["samples"].append("the {size one"),
        "ChooseIntent, 'the {size one': has more than lower-case letters, spaces, apostrophes, "
        "periods and hyphens; write it as it is said, numbers in words.",
    ),
    "an empty sample": (
        lambda m: search(m)["samples"].append(" "),
        "SearchIntent, ' ': is empty; remove it.",
    ),
    "a long sample": (
        lambda m: search(m)["samples"].append("a" * 201),
        f"SearchIntent, '{'a' * 201}': is 201 characters long; keep to 200.",
    ),
    "a long value": (
        lambda m: m["types"][0]["values"].append({"name": {"value": "b" * 141}}),
        f"The model: type Size has a value of 141 characters: '{'b' * 30}'; keep to 140.",
    ),
    "a name of one word": (
        lambda m: m.update(invocationName="juniper"),
        "The model: the invocation name 'juniper' is one word; "
        "use two or more, unless it is your registered brand.",
    ),
    "an article and a word": (
        lambda m: m.update(invocationName="the juniper"),
        "The model: the invocation name 'the juniper' is 'the' and one word; add a word.",
    ),
    "a digit in the name": (
        lambda m: m.update(invocationName="juniper 2 pines"),
        "The model: the invocation name 'juniper 2 pines' has more than lower-case letters, "
        "spaces, apostrophes and periods; write it as it is said, numbers in words.",
    ),
    "a wake word in the name": (
        lambda m: m.update(invocationName="amazon's pine shop"),
        "The model: the invocation name \"amazon's pine shop\" holds 'amazon'; "
        "leave out words that Alexa itself listens for.",
    ),
    "a launch word in the name": (
        lambda m: m.update(invocationName="open pine shop"),
        "The model: the invocation name 'open pine shop' holds 'open'; "
        "leave out words that Alexa itself listens for.",
    ),
    "a connecting word in the name": (
        lambda m: m.update(invocationName="pine for people"),
        "The model: the invocation name 'pine for people' holds 'for'; "
        "leave out words that Alexa itself listens for.",
    ),
}


def test_a_good_model_has_no_problems() -> None:
    assert lint(a_model()) == []


@pytest.mark.parametrize("case", BAD_MODELS)
def test_the_linter_finds(case: str) -> None:
    change, expected = BAD_MODELS[case]
    model = a_model()
    change(model["interactionModel"]["languageModel"])
    assert [str(problem) for problem in lint(model)] == [expected]


def test_the_linter_counts_intents() -> None:
    model = a_model()
    # Lower-case letters in base 26, since a name takes no digits.
    names = (chr(97 + number // 26) + chr(97 + number % 26) for number in range(244))
    model["interactionModel"]["languageModel"]["intents"] += [
        {"name": name, "samples": [f"do {name}"]} for name in names
    ]
    assert [problem.what for problem in lint(model)] == ["has 251 intents"]


def test_the_linter_weighs_the_model() -> None:
    model = a_model()
    model["interactionModel"]["prompts"] = ["x" * LARGEST_MODEL]
    (problem,) = lint(model)
    assert "bytes of JSON" in problem.what


def test_the_linter_takes_other_scripts_as_letters() -> None:
    model = a_model()
    search(model["interactionModel"]["languageModel"])["samples"] = [
        "{query} दिखाओ",
        "süße {query}",
    ]
    assert lint(model) == []


def test_the_linter_survives_an_empty_model() -> None:
    assert "is missing" in {problem.what for problem in lint({})}
