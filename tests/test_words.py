"""Every locale says every act and asks every question, and says values as people do."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date, datetime, time
from enum import Enum
from importlib.resources import files
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from skill.shop.callbacks import CallbackReason
from skill.shop.money import Money
from skill.talk import routes
from skill.talk.act import Act
from skill.talk.basket import Item
from skill.talk.browsing import NothingFound, Offer, Offers
from skill.talk.buying import Code, OverDailyLimit, Placed
from skill.talk.callbacks import Span
from skill.talk.choosing import Chosen
from skill.talk.conversation import AnythingElse, ConfirmNumber, Question, WhatNext, WhichOne
from skill.talk.quoting import Arrives, Days
from skill.talk.turn import Reply
from skill.words.grammar import said
from skill.words.speaker import Speaker, plain

TODAY = date(2026, 11, 22)
HERE = ZoneInfo("America/Los_Angeles")
LOCALES = [path.name[:-4] for path in files("skill.words").iterdir() if path.name.endswith(".ftl")]

# Importing the table of contents imports every topic, and with it every act. A slotted dataclass
# leaves a second class of its name behind; the module knows which is the real one.
ACTS = sorted(
    {
        getattr(sys.modules[kind.__module__], kind.__name__)
        for kind in Act.__subclasses__()
        if kind.__module__.startswith(routes.__package__)
    },
    key=lambda kind: str(kind.__name__),
)


@pytest.fixture(params=LOCALES)
def speaker(request: pytest.FixtureRequest) -> Speaker:
    return Speaker(request.param, lambda: TODAY)


@pytest.fixture
def english() -> Speaker:
    return Speaker("en-US", lambda: TODAY)


@pytest.mark.parametrize("act", ACTS, ids=lambda kind: kind.__name__)
def test_every_act_is_said_in_every_locale_for_every_kind_of_value(
    speaker: Speaker, act: Any
) -> None:
    for sample in samples(act):
        speech = speaker.act(sample)
        assert speech
        assert "{" not in speech
        ET.fromstring(f"<speak>{speech}</speak>")


@pytest.mark.parametrize("kind", get_args(Question), ids=lambda kind: kind.__name__)
def test_every_question_and_its_reprompt_end_in_a_question_mark(
    speaker: Speaker, kind: Any
) -> None:
    for sample in samples(kind):
        question, reprompt = speaker.act(sample), speaker.act(sample, "reprompt")
        assert question.endswith("?")
        assert reprompt.endswith("?")
        assert question != reprompt, "a reprompt helps instead of repeating"


def test_no_message_is_left_over_from_an_act_that_is_gone() -> None:
    spoken = {
        re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
        for kind in (*ACTS, *get_args(Question))
    }
    for locale in LOCALES:
        source = files("skill.words").joinpath(f"{locale}.ftl").read_text(encoding="utf-8")
        written = {
            entry.id.name
            for entry in FluentParser().parse(source).body
            if isinstance(entry, ast.Message)
        }
        values = {"today", "tomorrow", "yesterday", "noon"} | {
            id for id in written if id.startswith("money-")
        }
        assert written - values == spoken - (spoken - written)
        assert locale != "en" or spoken <= written


@pytest.mark.parametrize(
    ("amount", "spoken"),
    [
        (12999, "129 dollars and 99 cents"),
        (3900, "39 dollars"),
        (100, "1 dollar"),
        (101, "1 dollar and 1 cent"),
        (50, "50 cents"),
        (0, "0 dollars"),
        (129999, "1,299 dollars and 99 cents"),
    ],
)
def test_a_price_is_said_as_people_say_it(english: Speaker, amount: int, spoken: str) -> None:
    assert english.act(Chosen("Lamp", Money(amount, "USD"))) == f"The Lamp, for {spoken}."


@pytest.mark.parametrize(
    ("amount", "currency", "spoken"),
    [
        (500, "JPY", "500 Japanese yen"),
        (1500, "KWD", "1.500 Kuwaiti dinars"),
        (250, "GBP", "2 pounds 50"),
    ],
)
def test_a_price_in_another_currency_has_its_name_and_its_places(
    english: Speaker, amount: int, currency: str, spoken: str
) -> None:
    assert spoken in english.act(OverDailyLimit(Money(amount, currency)))


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 26), "Thursday"),
        (date(2026, 12, 2), "Wednesday, December 2"),
    ],
)
def test_a_day_is_named_as_near_as_it_is(english: Speaker, day: date, spoken: str) -> None:
    assert english.act(Days(day, day, one_day=True)) == spoken


def test_a_span_of_time_has_its_day_and_drops_empty_minutes(english: Speaker) -> None:
    nine = datetime(2026, 11, 23, 9, tzinfo=HERE)
    assert (
        english.act(Span(nine, nine.replace(hour=11, minute=30)))
        == "tomorrow between 9 AM and 11:30 AM"
    )


def test_offers_are_read_one_sentence_each(english: Speaker) -> None:
    offers = Offers(
        "mugs", 2, (Offer(1, "Mug", Money(800, "USD")), Offer(2, "Lamp", Money(100, "USD")))
    )
    assert english.say(Reply((offers,), WhichOne())).ssml == (
        "For mugs, I found two. Number 1, the Mug, for 8 dollars. "
        "Number 2, the Lamp, for 1 dollar. Which one would you like?"
    )


def test_a_reply_without_a_question_says_none(english: Speaker) -> None:
    speech = english.say(Reply((NothingFound("a unicorn"),)))
    assert (speech.ssml, speech.reprompt) == ("I couldn't find anything for a unicorn.", "")


def test_what_was_asked_already_is_not_asked_twice(english: Speaker) -> None:
    assert english.say(Reply((), AnythingElse(), asked=True)).ssml == ""


def test_a_hostile_title_is_said_and_not_obeyed(english: Speaker) -> None:
    speech = english.act(Chosen('Tom & Jerry <b>"Deluxe"</b>', Money(100, "USD")))
    assert speech.startswith('The Tom &amp; Jerry &lt;b&gt;"Deluxe"&lt;/b&gt;, for')
    assert plain(speech).startswith('The Tom & Jerry <b>"Deluxe"</b>, for')


def test_an_order_code_is_spelled_out(english: Speaker) -> None:
    assert english.act(Code("K7Q2")) == '<say-as interpret-as="spell-out">K7Q2</say-as>'


def test_a_phone_number_is_read_back_in_its_groups(english: Speaker) -> None:
    question = ConfirmNumber("+12065550123", CallbackReason.OTHER)
    assert plain(english.act(question)) == "I heard 206, 555, 0123. Is that right?"


def test_a_card_writes_its_amounts_in_figures(english: Speaker) -> None:
    days = Days(date(2026, 11, 24), date(2026, 11, 26), one_day=False)
    placed = Placed(
        Code("K7Q2"), Money(4508, "USD"), "Juniper Pine", (Item(2, "Mug"),), Arrives(days)
    )
    assert english.card(placed) == (
        "Order K7Q2",
        "Juniper Pine\n2 of the Mug\nTotal $45.08\nIt should arrive between Tuesday and Thursday.",
    )


def test_a_locale_without_words_speaks_english_and_says_so_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert Speaker("tlh-QO", lambda: TODAY).act(WhatNext()) == "What are you looking for?"
    assert "no words for tlh-QO" in caplog.text


@pytest.mark.parametrize("locale", ["en-NZ", "en-ZZ"])
def test_a_region_without_words_of_its_own_speaks_its_language(
    locale: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert Speaker(locale, lambda: TODAY).act(WhatNext()) == "What are you looking for?"
    assert f"no words of {locale} alone" in caplog.text


def test_a_turn_loads_the_data_of_its_own_locale_only() -> None:
    code = (
        "from datetime import date; from babel import localedata;"
        "from skill.shop.money import Money; from skill.talk.quoting import Arrives, Days;"
        "from skill.words.speaker import Speaker;"
        "day = date(2026, 12, 24);"
        "Speaker('en-US', lambda: date(2026, 11, 22)).act(Arrives(Days(day, day, True)));"
        "print(sorted(localedata._cache))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "['en', 'en_US', 'root']"


@given(st.text())
def test_any_text_becomes_valid_xml_without_markup(text: str) -> None:
    element = ET.fromstring(f"<speak>{said(text)}</speak>")
    assert not list(element)
    assert all(letter.isprintable() or letter == " " for letter in element.text or "")


def samples(kind: Any) -> Iterator[Any]:
    """One instance for each value a message may choose by, and each small number."""
    hints = get_type_hints(kind)
    plain_values = {name: next(values(hints[name])) for name in kind.__match_args__}
    yield kind(**plain_values)
    for name in kind.__match_args__:
        for value in values(hints[name]):
            yield kind(**{**plain_values, name: value})


def values(hint: Any) -> Iterator[Any]:
    """Sample values of a field's type."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif get_origin(hint) is tuple:
        one = next(values(get_args(hint)[0]))
        yield from ((one, one), (one,))
    elif hint is Act:
        yield NothingFound("a lamp")
    elif isinstance(hint, UnionType):
        yield from values(get_args(hint)[0])
    elif isinstance(hint, type) and issubclass(hint, Enum):
        yield from hint
    elif (is_dataclass(hint) and hint is not Money) or hint in ACTS:
        yield from samples(hint)
    else:
        yield from {
            int: (2, 0, 1, 3),
            bool: (True, False),
            str: ("+12065550123",),
            Money: (Money(1250, "USD"), Money(0, "USD")),
            date: (TODAY, date(2027, 1, 2)),
            datetime: (datetime(2026, 11, 23, 9, tzinfo=HERE),),
            time: (time(9),),
        }[hint]
