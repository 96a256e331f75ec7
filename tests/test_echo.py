"""The pretend Echo, talking to small skills that a test can see through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import count
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.services.api_client_request import ApiClientRequest
from ask_sdk_model.services.api_configuration import ApiConfiguration
from ask_sdk_model.services.ups.ups_service_client import UpsServiceClient

from skill.echo.echo import Echo
from skill.echo.heard import InvalidResponse
from skill.echo.services import CustomerServices
from skill.echo.speech import InvalidSpeech, plain_text
from skill.echo.understanding import Understanding

SKILL_ID = "amzn1.ask.skill.test"
NUMBER = "https://api.echo.invalid/v2/accounts/~current/settings/Profile.mobileNumber"
# Sunday evening in the west of North America, Monday in UTC.
SUNDAY_EVENING = datetime(2026, 11, 22, 18, 0, tzinfo=timezone(timedelta(hours=-8)))


@cache
def understanding() -> Understanding:
    return Understanding.of("en-US")


class Recorder:
    """A skill that keeps what it is sent and answers what the test lays out."""

    def __init__(self, *responses: dict[str, Any]) -> None:
        self.events: list[dict[str, Any]] = []
        self._responses = list(responses)

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        self.events.append(event)
        if event["request"]["type"] == "SessionEndedRequest":
            return {"version": "1.0", "response": {}}
        return self._responses.pop(0) if self._responses else says("Anything else?")

    @property
    def last(self) -> dict[str, Any]:
        return self.events[-1]

    def requests(self) -> list[str]:
        return [event["request"]["type"] for event in self.events]


def says(text: str, *, ends: bool | None = False, **more: Any) -> dict[str, Any]:
    response: dict[str, Any] = {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"}}
    if ends is not None:
        response["shouldEndSession"] = ends
    if ends is False:
        again = {"type": "SSML", "ssml": "<speak>Still there?</speak>"}
        response["reprompt"] = {"outputSpeech": again}
    attributes = more.pop("attributes", {})
    return {
        "version": "1.0",
        "sessionAttributes": attributes,
        "response": {**response, **more},
    }


def shows(*rows: str) -> dict[str, Any]:
    listed = [
        {"id": f"p{place}", "name": row, "price": "$5", "image": "https://shop.example/p.jpg"}
        for place, row in enumerate(rows, start=1)
    ]
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": "list",
        "document": {"type": "APL", "version": "1.4"},
        "datasources": {"list": {"title": "Salt &amp; pepper", "rows": listed}},
    }


def an_echo(answer: Callable[[dict[str, Any]], dict[str, Any]], **more: Any) -> Echo:
    numbers: Iterator[int] = count(1)
    return Echo(
        answer,
        understanding(),
        skill_id=SKILL_ID,
        clock=lambda: SUNDAY_EVENING,
        new_id=lambda: f"id-{next(numbers)}",
        **more,
    )


def test_opening_sends_a_launch_request_of_a_new_session() -> None:
    skill = Recorder()
    heard = an_echo(skill).open()
    assert (heard.user, heard.speech, heard.intent) == ("", "Anything else?", "")
    assert skill.last["request"] == {
        "type": "LaunchRequest",
        "requestId": "amzn1.echo-api.request.id-2",
        "timestamp": "2026-11-23T02:00:00Z",
        "locale": "en-US",
    }
    assert skill.last["session"] == {
        "new": True,
        "sessionId": "amzn1.echo-api.session.id-1",
        "application": {"applicationId": SKILL_ID},
        "attributes": {},
        "user": {"userId": "amzn1.ask.account.ECHO"},
    }


@pytest.mark.parametrize(
    "utterance", ["open juniper pine", "Alexa, launch Juniper Pine.", "juniper pine"]
)
def test_the_skill_opens_by_its_name(utterance: str) -> None:
    skill = Recorder()
    assert an_echo(skill).hear(utterance).user == utterance
    assert skill.requests() == ["LaunchRequest"]


@pytest.mark.parametrize(
    ("utterance", "intent", "slots"),
    [
        ("ask juniper pine to find red kettles", "SearchIntent", {"query": "red kettles"}),
        ("Alexa, ask juniper pine for kettles", "SearchIntent", {"query": "kettles"}),
        ("ask juniper pine where my order is", "OrderStatusIntent", {}),
        ("alexa, find kettles at juniper pine", "SearchIntent", {"query": "kettles"}),
        ("open juniper pine and check out", "CheckoutIntent", {}),
    ],
)
def test_one_sentence_opens_and_asks(utterance: str, intent: str, slots: dict[str, str]) -> None:
    skill = Recorder()
    heard = an_echo(skill).hear(utterance)
    assert (heard.user, heard.intent, heard.slots) == (utterance, intent, slots)
    assert (skill.requests(), skill.last["session"]["new"]) == (["IntentRequest"], True)


def test_an_intent_names_all_its_slots_and_fills_those_that_were_said() -> None:
    skill = Recorder()
    an_echo(skill).hear("add two of those")
    assert skill.last["request"]["intent"] == {
        "name": "AddIntent",
        "confirmationStatus": "NONE",
        "slots": {
            "quantity": {
                "name": "quantity",
                "confirmationStatus": "NONE",
                "source": "USER",
                "value": "2",
                "slotValue": {"type": "Simple", "value": "2"},
            },
            "ordinal": {"name": "ordinal", "confirmationStatus": "NONE", "source": "USER"},
            "number": {"name": "number", "confirmationStatus": "NONE", "source": "USER"},
        },
    }


def test_an_intent_without_slots_has_no_slots_in_its_request() -> None:
    skill = Recorder()
    an_echo(skill).hear("yes")
    assert "slots" not in skill.last["request"]["intent"]


def test_tomorrow_is_the_day_after_the_devices_own_today() -> None:
    skill = Recorder()
    assert an_echo(skill).hear("tomorrow").slots == {"day": "2026-11-23"}


def test_a_session_goes_on_and_carries_its_attributes_as_json() -> None:
    skill = Recorder(says("Which?", attributes={"shelf": ("a", "b"), 1: None}), says("Done."))
    echo = an_echo(skill)
    echo.open()
    echo.hear("the second one")
    echo.hear("yes")
    first, second, third = (event["session"] for event in skill.events)
    assert (first["new"], second["new"], third["new"]) == (True, False, False)
    assert first["sessionId"] == second["sessionId"] == third["sessionId"]
    assert second["attributes"] == {"shelf": ["a", "b"], "1": None}
    assert third["attributes"] == {}


def test_a_skill_that_changes_its_request_changes_its_own_copy_only() -> None:
    def meddling(event: dict[str, Any]) -> dict[str, Any]:
        event["session"]["attributes"]["mine"] = True
        return says("Well?")

    echo = an_echo(meddling)
    echo.open()
    assert echo.hear("yes").request["session"]["attributes"] == {}


def test_attributes_that_are_not_json_are_refused() -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        an_echo(Recorder(says("Hi?", attributes={"when": SUNDAY_EVENING}))).open()


def test_after_the_end_the_next_sentence_opens_another_session() -> None:
    skill = Recorder(says("Bye.", ends=True, attributes={"old": 1}), says("Hello?"))
    echo = an_echo(skill)
    assert echo.hear("stop").ends
    assert not echo.hear("yes").ends
    first, second = (event["session"] for event in skill.events)
    assert (second["new"], second["attributes"]) == (True, {})
    assert first["sessionId"] != second["sessionId"]


def test_opening_again_leaves_the_open_session_first() -> None:
    skill = Recorder()
    echo = an_echo(skill)
    echo.open()
    echo.hear("open juniper pine")
    assert skill.requests() == ["LaunchRequest", "SessionEndedRequest", "LaunchRequest"]
    assert [event["session"]["new"] for event in skill.events] == [True, False, True]


def test_leaving_tells_the_skill_once() -> None:
    skill = Recorder()
    echo = an_echo(skill)
    echo.leave()
    echo.open()
    echo.leave()
    echo.leave()
    assert skill.requests() == ["LaunchRequest", "SessionEndedRequest"]
    assert skill.last["request"]["reason"] == "USER_INITIATED"


def test_silence_is_met_with_the_reprompt_and_then_with_the_end() -> None:
    skill = Recorder()
    echo = an_echo(skill)
    echo.open()
    first = echo.stay_silent()
    assert (first.speech, first.ends) == ("Still there?", False)
    assert skill.requests() == ["LaunchRequest"]
    second = echo.stay_silent()
    assert (second.speech, second.ends) == ("", True)
    assert skill.last["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert echo.stay_silent().ends
    assert len(skill.events) == 2


def test_whoever_speaks_after_the_reprompt_is_still_in_the_session() -> None:
    skill = Recorder()
    echo = an_echo(skill)
    echo.open()
    echo.stay_silent()
    echo.hear("yes")
    assert not skill.last["session"]["new"]
    assert echo.stay_silent().speech == "Still there?"


def test_without_a_screen_a_reply_that_does_not_say_so_ends_the_session() -> None:
    assert an_echo(Recorder(says("Hm.", ends=None))).open().ends


def test_a_screen_keeps_the_session_open_without_listening() -> None:
    skill = Recorder(says("Look.", ends=None, directives=[shows("Kettle", "Pan")]))
    echo = an_echo(skill, screen=True)
    heard = echo.open()
    assert not heard.ends
    assert heard.screen == {"title": "Salt & pepper", "rows": ["Kettle, $5", "Pan, $5"]}
    echo.touch(["choose", "p2"], "list")
    assert (skill.last["session"]["new"], skill.last["request"]["arguments"]) == (
        False,
        ["choose", "p2"],
    )
    assert skill.last["context"]["Alexa.Presentation.APL"] == {"token": "list"}


def test_silence_before_a_screen_ends_the_session_without_a_reprompt() -> None:
    skill = Recorder(says("Look.", ends=None, directives=[shows("Kettle")]))
    echo = an_echo(skill, screen=True)
    echo.open()
    assert echo.stay_silent().speech == ""
    assert skill.requests() == ["LaunchRequest", "SessionEndedRequest"]


def test_only_a_device_with_a_screen_says_that_it_has_one() -> None:
    for screen in (True, False):
        skill = Recorder()
        an_echo(skill, screen=screen).open()
        interfaces = skill.last["context"]["System"]["device"]["supportedInterfaces"]
        assert ("Alexa.Presentation.APL" in interfaces) is screen
        assert ("Viewport" in skill.last["context"]) is screen


def test_a_linked_account_shows_in_session_and_context() -> None:
    skill = Recorder()
    an_echo(skill, access_token="linked", user_id="someone").open()
    user = {"userId": "someone", "accessToken": "linked"}
    assert skill.last["session"]["user"] == skill.last["context"]["System"]["user"] == user


def test_the_sdk_reads_every_request_the_echo_sends() -> None:
    skill = Recorder(says("Look?", directives=[shows("Kettle")]))
    echo = an_echo(skill, screen=True, access_token="linked")
    echo.open()
    echo.hear("add two of those")
    echo.touch(["choose", "p1"], "list")
    echo.leave()
    serializer = DefaultSerializer()
    read = [serializer.deserialize(json.dumps(event), RequestEnvelope) for event in skill.events]
    assert [one.request.object_type for one in read] == skill.requests()
    assert read[1].request.intent.slots["quantity"].value == "2"
    assert read[1].request.timestamp == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert read[2].context.viewport.pixel_width == 1280


def test_a_turn_as_json_has_exactly_what_is_promised() -> None:
    card = {"type": "Simple", "title": "Basket", "content": "A kettle"}
    heard = an_echo(Recorder(says("One &amp; only?", card=card))).hear("what's in my basket")
    assert heard.as_json() == {
        "user": "what's in my basket",
        "speech": "One & only?",
        "reprompt": "Still there?",
        "ends": False,
        "card": card,
        "screen": None,
        "directives": [],
    }
    assert (heard.intent, heard.ssml) == ("ShowBasketIntent", "<speak>One &amp; only?</speak>")


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (says("x" * 8001), "The speech has 8,016 characters; keep to 8,000."),
        (
            says("Hi?", card={"title": "a", "content": "b" * 8000}),
            "The card has 8,001 characters; keep to 8,000.",
        ),
        (says("Hi?", attributes={"a": "b" * 120_000}), "bytes; keep to 120,000."),
        (says("Hi?", directives=[shows("Kettle")]), "to a device without a screen"),
    ],
)
def test_what_alexa_would_refuse_is_refused(response: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidResponse, match=reason):
        an_echo(Recorder(response)).open()


def test_nothing_may_be_answered_to_the_end_of_a_session() -> None:
    echo = an_echo(lambda event: says("And another thing?"))
    echo.open()
    with pytest.raises(InvalidResponse, match="SessionEndedRequest"):
        echo.leave()


def test_an_empty_response_says_nothing_and_ends() -> None:
    heard = an_echo(Recorder({"version": "1.0", "response": {}})).open()
    assert (heard.speech, heard.ends) == ("", True)


@pytest.mark.parametrize(
    ("ssml", "heard"),
    [
        ("<speak>Salt &amp; pepper</speak>", "Salt & pepper"),
        ("<speak>One<break time='1s'/>two</speak>", "One two"),
        ("<speak><p>One.</p><p>Two.</p></speak>", "One. Two."),
        (
            '<speak>Order <say-as interpret-as="characters">K7Q2</say-as>.</speak>',
            "Order K 7 Q 2.",
        ),
        ('<speak>Ends in <say-as interpret-as="digits">23</say-as></speak>', "Ends in 2 3"),
        ('<speak>The <say-as interpret-as="ordinal">2</say-as> one</speak>', "The 2 one"),
        ('<speak><sub alias="aluminium">Al</sub> pan</speak>', "aluminium pan"),
        ('<speak><amazon:effect name="whispered">Psst</amazon:effect></speak>', "Psst"),
        ('<speak><audio src="soundbank://ding"/> Ready</speak>', "Ready"),
        ("<speak>very<emphasis>  good </emphasis>, thanks</speak>", "very good, thanks"),
        ("<speak></speak>", ""),
    ],
)
def test_speech_is_written_as_it_is_heard(ssml: str, heard: str) -> None:
    assert plain_text(ssml) == heard


@pytest.mark.parametrize(
    ("ssml", "reason"),
    [
        ("<speak>Ben & Jerry's</speak>", "not well-formed SSML"),
        ("<speak>a < b</speak>", "not well-formed SSML"),
        ("<speak>a&nbsp;b</speak>", "not well-formed SSML"),
        ("<speak><b>bold</b></speak>", "does not know the SSML element <b>"),
        ("<speak><amazon:joke>ha</amazon:joke></speak>", "<amazon:joke>"),
        ("hello", "not well-formed SSML"),
        ("<p>hello</p>", "inside one <speak> element"),
    ],
)
def test_speech_that_alexa_would_refuse_is_refused(ssml: str, reason: str) -> None:
    with pytest.raises(InvalidSpeech, match=reason):
        plain_text(ssml)


def profile(services: CustomerServices) -> UpsServiceClient:
    configuration = ApiConfiguration(
        serializer=DefaultSerializer(),
        api_client=services,
        authorization_value="token",
        api_endpoint="https://api.echo.invalid",
    )
    return UpsServiceClient(configuration)


def test_the_sdk_reads_the_mobile_number_and_the_time_zone() -> None:
    client = profile(CustomerServices("2065550123", time_zone="Europe/Berlin"))
    number: Any = client.get_profile_mobile_number()
    assert (number.country_code, number.phone_number) == ("+1", "2065550123")
    assert client.get_system_time_zone("amzn1.ask.device.ECHO") == "Europe/Berlin"


def test_without_permission_the_number_is_forbidden() -> None:
    answer = CustomerServices(permitted=False).invoke(ApiClientRequest(method="GET", url=NUMBER))
    assert answer.status_code == 403
    assert json.loads(answer.body)["code"] == "ACCESS_DENIED"


def test_an_account_without_a_number_has_none() -> None:
    assert profile(CustomerServices(None)).get_profile_mobile_number() is None


def test_services_answer_nothing_else() -> None:
    services = CustomerServices()
    email = ApiClientRequest(method="GET", url=NUMBER.replace("mobileNumber", "email"))
    assert services.invoke(email).status_code == 404
    assert services.invoke(ApiClientRequest(method="POST", url=NUMBER)).status_code == 405
