"""The Alexa edge: whatever comes, Alexa gets back what it expects."""

from __future__ import annotations

import json
import logging
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa import request, response, session
from skill.alexa.response import MOST_BYTES, MOST_SPEECH
from skill.alexa.skill import Skill
from skill.shop.products import Query
from skill.talk import browsing
from skill.talk.conversation import Conversation, Question, Shelf, WhatNext
from skill.talk.turn import Reply, ShowProducts
from skill.words.speaker import Speaker
from tests.plays import SKILL_ID, Stage
from tests.test_words import TODAY, samples

EMPTY = {"version": "1.0", "response": {}}
Staged = Callable[..., Stage]


def envelope(kind: str = "LaunchRequest", **more: Any) -> dict[str, Any]:
    """A request as Alexa sends it; `intent` and `slots` make it an IntentRequest."""
    return {
        "version": "1.0",
        "session": {
            "new": True,
            "sessionId": "amzn1.echo-api.session.1",
            "application": {"applicationId": SKILL_ID},
            "attributes": more.pop("attributes", {}),
            "user": {"userId": "amzn1.ask.account.ONE"},
        },
        "context": {
            "System": {
                "application": {"applicationId": SKILL_ID},
                "user": {"userId": "amzn1.ask.account.ONE"},
                "device": {"deviceId": "d", "supportedInterfaces": more.pop("interfaces", {})},
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "secret",
            }
        },
        "request": {
            "type": kind,
            "requestId": "amzn1.echo-api.request.1",
            "timestamp": "2026-11-24T18:00:00Z",
            "locale": "en-US",
            **more,
        },
    }


def intent(name: str, **slots: str) -> dict[str, Any]:
    filled = {slot: {"name": slot, "value": value} for slot, value in slots.items()}
    return envelope(
        "IntentRequest", intent={"name": name, "confirmationStatus": "NONE", "slots": filled}
    )


@pytest.fixture
def skill(stage: Staged) -> Skill:
    return stage().skill


def without(event: Mapping[str, Any], *path: str) -> Any:
    """The envelope with one thing taken out of it."""
    first, *rest = path
    if not rest:
        return {name: value for name, value in event.items() if name != first}
    return {**event, first: without(event[first], *rest)}


def test_an_open_is_answered(skill: Skill) -> None:
    answer = skill.answer(envelope())
    assert answer["version"] == "1.0"
    assert answer["response"]["shouldEndSession"] is False
    assert answer["response"]["outputSpeech"]["ssml"].startswith("<speak>Welcome to ")


@pytest.mark.parametrize(
    "kind",
    [
        "SessionEndedRequest",
        "System.ExceptionEncountered",
        "AlexaSkillEvent.SkillEnabled",
        "AlexaSkillEvent.SkillDisabled",
        "AlexaSkillEvent.ProactiveSubscriptionChanged",
        "Reminders.ReminderCreated",
        "Messaging.MessageReceived",
    ],
)
def test_what_may_not_be_answered_gets_the_empty_response(skill: Skill, kind: str) -> None:
    assert skill.answer(envelope(kind)) == EMPTY


def test_a_skill_event_without_a_session_gets_the_empty_response(skill: Skill) -> None:
    assert skill.answer(without(envelope("AlexaSkillEvent.SkillDisabled"), "session")) == EMPTY


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "LaunchRequest",
        7,
        {},
        {"request": {}},
        {"request": "LaunchRequest"},
        envelope("Some.NewRequestType"),
        envelope("CanFulfillIntentRequest"),
        envelope(""),
        envelope(kind=None),  # type: ignore[arg-type]
        envelope("IntentRequest"),
        envelope("IntentRequest", intent={}),
        envelope("IntentRequest", intent={"name": 7}),
        without(envelope(), "request"),
        without(envelope(), "context", "System", "user") | {"session": None},
    ],
    ids=lambda broken: json.dumps(broken)[:60],
)
def test_what_is_not_a_request_never_reaches_the_conversation(skill: Skill, broken: object) -> None:
    deaf = replace(skill, reply=lambda turn: pytest.fail("a handler was reached"))
    assert deaf.answer(broken) == EMPTY


@pytest.mark.parametrize(
    ("system", "session_id"),
    [("amzn1.ask.skill.other", "amzn1.ask.skill.other"), (SKILL_ID, "amzn1.ask.skill.other"),
     ("amzn1.ask.skill.other", SKILL_ID), ("", ""), (None, None)],
)  # fmt: skip
def test_a_foreign_or_missing_skill_id_is_refused(
    skill: Skill, system: object, session_id: object, caplog: pytest.LogCaptureFixture
) -> None:
    event = envelope()
    event["context"]["System"]["application"]["applicationId"] = system
    event["session"]["application"]["applicationId"] = session_id
    with pytest.raises(request.Refused):
        skill.hear(event)
    assert skill.answer(event) == EMPTY
    assert "skill id" in caplog.text


def test_without_any_skill_id_nobody_is_answered(skill: Skill) -> None:
    assert replace(skill, skill_ids=frozenset()).answer(envelope()) == EMPTY


def test_unknown_properties_and_enumerations_do_no_harm(skill: Skill) -> None:
    event = intent("AMAZON.HelpIntent")
    event["request"] |= {"dialogState": "A_NEW_STATE", "timestamp": 1764007200000}
    event["surprise"] = {"deep": [1, 2, 3]}
    assert skill.answer(event)["response"]["shouldEndSession"] is False


def test_an_intent_of_another_version_is_not_understood_and_helped(skill: Skill) -> None:
    answer = skill.answer(intent("TeleportIntent"))
    assert answer["response"]["shouldEndSession"] is False
    assert answer["sessionAttributes"]["misses"] == 1


def test_a_resolved_slot_counts_more_than_the_words_heard(skill: Skill) -> None:
    event = intent("SearchIntent", query="kettel")
    event["request"]["intent"]["slots"]["query"]["resolutions"] = {
        "resolutionsPerAuthority": [
            {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"name": "kettle"}}]}
        ]
    }
    assert "kettle" in skill.answer(event)["sessionAttributes"]["shelf"]["heard"]


@pytest.mark.parametrize("value", ["?", "", "  ", None, 3, {"a": 1}, "\ud800"])
def test_a_slot_alexa_did_not_hear_is_no_slot(skill: Skill, value: object) -> None:
    event = intent("AddIntent", quantity="2")
    event["request"]["intent"]["slots"]["quantity"]["value"] = value
    assert skill.answer(event)["response"]["shouldEndSession"] is False


@pytest.mark.parametrize("locale", [None, 7, "", "../../etc", "en_US", "qq-QQ"])
def test_a_locale_that_is_none_is_answered_in_english(skill: Skill, locale: object) -> None:
    answer = skill.answer(envelope() | {"request": envelope()["request"] | {"locale": locale}})
    assert "Welcome to" in answer["response"]["outputSpeech"]["ssml"]


def test_half_a_character_is_no_trouble(skill: Skill) -> None:
    event = intent("SearchIntent", query="a \ud800 mug")
    event["context"]["System"]["user"]["userId"] = "\ud800"
    assert "For a ? mug" in skill.answer(event)["response"]["outputSpeech"]["ssml"]


def test_something_breaking_is_apologised_for_and_asked_again(
    skill: Skill, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(turn: object) -> Reply:
        raise RuntimeError("the disk is on fire")

    answer = replace(skill, reply=broken).answer(envelope())
    assert answer["response"]["outputSpeech"]["ssml"].startswith("<speak>Sorry")
    assert answer["response"]["shouldEndSession"] is False
    assert "the disk is on fire" in caplog.text


def test_no_log_line_holds_the_envelope_or_a_token(
    skill: Skill, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    skill.answer(intent("SearchIntent", query="a very private wish"))
    skill.answer(intent("CallbackIntent"))
    assert "secret" not in caplog.text
    assert "private wish" not in caplog.text
    assert "amzn1.ask.account" not in caplog.text


def test_a_screen_is_sent_only_to_a_device_with_one(skill: Skill) -> None:
    event = intent("SearchIntent", query="kettle")
    assert "directives" not in skill.answer(event)["response"]
    event["context"]["System"]["device"]["supportedInterfaces"] = {"Alexa.Presentation.APL": {}}
    [directive] = skill.answer(event)["response"]["directives"]
    assert directive["type"] == "Alexa.Presentation.APL.RenderDocument"


def test_a_screen_that_would_burst_the_response_is_left_out(stage: Staged) -> None:
    stand = stage()
    product = stand.shop.catalog.product("JP-0045")
    assert product
    long = replace(product, spoken_title="kettle " * 200, image_link="https://x/" + "y" * 20_000)
    found = ShowProducts("kettle", (long,) * 3)
    speaker = Speaker("en-US", lambda: TODAY)
    answer = response.envelope(Reply((), WhatNext(), show=found), speaker, screen=True)
    assert "directives" not in answer["response"]
    assert len(json.dumps(answer)) < MOST_BYTES


def test_what_is_too_long_to_be_said_becomes_an_apology(skill: Skill) -> None:
    flood = Reply(tuple(browsing.NothingFound("word " * 150) for _ in range(20)), WhatNext())
    answer = replace(skill, reply=lambda turn: flood).answer(envelope())
    assert answer["response"]["outputSpeech"]["ssml"].startswith("<speak>Sorry")


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_any_words_of_a_shopper_get_a_valid_answer(shared_skill: Skill, text: str) -> None:
    for name, slot in (("SearchIntent", "query"), ("RemoveProductIntent", "product")):
        valid(shared_skill.answer(intent(name, **{slot: text})))


def valid(answer: Mapping[str, Any]) -> None:
    """Alexa's rules for a response to an open session."""
    encoded = json.dumps(answer)
    assert len(encoded.encode()) < MOST_BYTES
    assert len(json.dumps(answer["sessionAttributes"]).encode()) < 6_000
    body = answer["response"]
    for speech in (body["outputSpeech"], body["reprompt"]["outputSpeech"]):
        assert len(speech["ssml"]) < MOST_SPEECH
        allowed = {"speak", "say-as"}
        assert {element.tag for element in ET.fromstring(speech["ssml"]).iter()} <= allowed
    assert body["shouldEndSession"] is False
    assert body["outputSpeech"]["ssml"].endswith("?</speak>")
    assert body["reprompt"]["outputSpeech"]["ssml"].endswith("?</speak>")
    assert DefaultSerializer().deserialize(encoded, ResponseEnvelope).version == "1.0"


@pytest.mark.parametrize("kind", get_args(Question), ids=lambda kind: kind.__name__)
def test_every_question_survives_the_session_attributes(kind: Any) -> None:
    for question in samples(kind):
        kept = Conversation(question=question, focus="p1", misses=2, empty_searches=1, said="Hi?")
        wire = json.loads(json.dumps(session.dump(kept), default=lambda moment: moment.isoformat()))
        assert session.load(wire) == kept


def test_the_shelf_survives_the_session_attributes(stage: Staged) -> None:
    catalog = stage().shop.catalog
    query = catalog.understand("a lamp under fifty dollars")
    kept = Conversation(shelf=Shelf("a lamp", query, ("a", "b"), 3))
    assert session.load(json.loads(json.dumps(session.dump(kept)))) == kept


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"version": 99},
        {"version": 1},
        {"version": 1, "question": {"kind": "NoSuchQuestion"}},
        {"version": 1, "question": {"kind": "ConfirmOrder"}},
        {"version": 1, "question": "ConfirmOrder"},
        session.dump(Conversation()) | {"shelf": {"query": 7}},
        session.dump(Conversation()) | {"misses": "many"},
        session.dump(Conversation()) | {"misses": float("inf")},
        *(
            session.dump(Conversation(shelf=shelf))
            for shelf in (
                Shelf("mug", Query("mug"), ("a",), 9_999_999_999),
                Shelf("mug", Query("mug"), ("a",), -3),
                Shelf("m" * 100_000, Query("mug"), ("a",)),
                Shelf("mug", Query("mug"), ("a" * 100_000,)),
                Shelf("mug", Query("mug"), ("a",) * 50_000),
            )
        ),
    ],
    ids=lambda attributes: str(attributes)[:80],
)
def test_unreadable_session_attributes_start_afresh(attributes: dict[str, Any]) -> None:
    assert session.load(attributes) == Conversation()


def test_session_attributes_stay_small_at_their_longest() -> None:
    words = "unspeakably " * 25
    longest = Conversation(
        question=next(samples(get_args(Question)[4])),
        shelf=Shelf(words[:300], Query(words[:300]), ("p" * 50,) * 3, 99),
        said="word " * 1_600,
    )
    assert len(json.dumps(session.dump(longest)).encode()) < 6_000
