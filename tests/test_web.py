"""What is served over HTTP: Alexa's endpoint, the page's turns, health; and to whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.alexa.verifier import Verifier
from skill.app import open_shop
from skill.echo.understanding import Understanding
from skill.settings import Settings
from skill.shop.shop import Shop
from skill.stores.errors import StoreBusy
from skill.web import echo_sessions, health
from skill.web.examples import topics
from skill.web.site import MOST_BYTES, create_app
from tests import letters
from tests.chains import CHAINS, NOON, root
from tests.letters import FORGERIES, GENUINE, Letter, signed
from tests.plays import SAM, SKILL_ID

SESSION = "a-browser-tab"
TUNNEL = {"X-Forwarded-For": "203.0.113.9"}


class Fetch:
    """What the address in the letter that is delivered holds."""

    file: bytes | Exception = b""

    def __call__(self, url: str) -> bytes:
        if isinstance(self.file, Exception):
            raise self.file
        return self.file


@pytest.fixture
def fetch() -> Fetch:
    return Fetch()


def settings(home: Path, ids: str = SKILL_ID) -> Settings:
    return Settings.read({"HAWKER_HOME": str(home), "HAWKER_SKILL_ID": ids})


def a_site(home: Path, fetch: Fetch, *, ids: str = SKILL_ID, page: bool = True) -> Flask:
    door = Verifier(clock=lambda: NOON, fetch=fetch, roots=[root().certificate])
    return create_app(settings(home, ids), echo_page=page, clock=lambda: NOON, verifier=door)


@pytest.fixture
def client(home: Path, fetch: Fetch) -> FlaskClient:
    return a_site(home, fetch).test_client()


def envelope(kind: str = "LaunchRequest", skill_id: str = SKILL_ID, **request: Any) -> bytes:
    application = {"application": {"applicationId": skill_id}, "user": {"userId": "amzn1.x"}}
    event = {
        "version": "1.0",
        "session": {"new": True, "sessionId": "s1", **application},
        "context": {"System": application},
        "request": {"type": kind, "requestId": "r1", "timestamp": NOON.isoformat(), **request},
    }
    return json.dumps(event, ensure_ascii=False).encode()


@pytest.fixture
def whole_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters hold requests that our skill would answer, so that only the doorkeeper objects."""

    def request(at: datetime = NOON, kind: str = "LaunchRequest", **more: str) -> bytes:
        return envelope(kind, **{"timestamp": at.isoformat(), **more})

    monkeypatch.setattr(letters, "request", request)


def deliver(client: FlaskClient, fetch: Fetch, letter: Letter) -> TestResponse:
    fetch.file = letter.file
    # As a server hands them on: the client itself would refuse to send some of what is forged.
    headers: dict[str, str] = {}
    for name, value in letter.headers.items():
        key = f"HTTP_{name.upper().replace('-', '_')}"
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return client.post("/alexa", data=letter.body, environ_overrides=headers)


# Alexa's endpoint


def test_alexa_is_answered(client: FlaskClient, fetch: Fetch) -> None:
    answer = deliver(client, fetch, signed(envelope()))
    assert answer.status_code == 200
    assert "Welcome to Juniper Pine" in answer.json["response"]["outputSpeech"]["ssml"]  # type: ignore[index]


def test_words_beyond_ascii_are_heard(client: FlaskClient, fetch: Fetch) -> None:
    intent = {"name": "SearchIntent", "slots": {"query": {"name": "query", "value": "bär 🐻"}}}
    answer = deliver(client, fetch, signed(envelope("IntentRequest", intent=intent)))
    assert "bär 🐻" in answer.json["response"]["outputSpeech"]["ssml"]  # type: ignore[index]


@pytest.mark.parametrize(
    "kind", ["SessionEndedRequest", "AlexaSkillEvent.SkillEnabled", "System.ExceptionEncountered"]
)
def test_what_needs_no_answer_gets_an_empty_one(
    client: FlaskClient, fetch: Fetch, kind: str
) -> None:
    answer = deliver(client, fetch, signed(envelope(kind)))
    assert (answer.status_code, answer.json) == (200, {"version": "1.0", "response": {}})


def assert_refused(answer: TestResponse) -> None:
    assert (answer.status_code, answer.text) == (400, "400 Bad Request\n")


@pytest.mark.usefixtures("whole_requests")
@pytest.mark.parametrize("write", GENUINE.values(), ids=GENUINE.keys())
def test_what_alexa_signed_is_answered(
    client: FlaskClient, fetch: Fetch, write: Callable[[bytes], Letter]
) -> None:
    answer = deliver(client, fetch, write(CHAINS["leaf and intermediate"]()))
    assert answer.status_code == 200


@pytest.mark.usefixtures("whole_requests")
@pytest.mark.parametrize("write", [write for _, write in FORGERIES.values()], ids=FORGERIES.keys())
def test_a_forgery_is_refused(
    client: FlaskClient, fetch: Fetch, write: Callable[[], Letter]
) -> None:
    letter = write()
    answer = deliver(client, fetch, letter)
    if len(letter.body) > MOST_BYTES:
        assert (answer.status_code, answer.text) == (413, "413 Request Entity Too Large\n")
    else:
        assert_refused(answer)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(envelope(skill_id="amzn1.ask.skill.other"), id="another skill"),
        pytest.param(envelope("Display.NewThing"), id="a type that is not known"),
        pytest.param(envelope("IntentRequest"), id="an intent request without an intent"),
        pytest.param(envelope(type=7), id="a type that is a number"),
        pytest.param(envelope()[:-1], id="JSON cut off"),
        pytest.param(b"\xff" + envelope(), id="bytes that are not UTF-8"),
        pytest.param(b"[" * 50_000, id="lists in lists in lists"),
        pytest.param(b"null", id="null"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_signed_but_no_request_of_ours_is_refused(
    client: FlaskClient, fetch: Fetch, body: bytes
) -> None:
    assert_refused(deliver(client, fetch, signed(body)))


def test_without_a_skill_id_everything_is_refused(home: Path, fetch: Fetch) -> None:
    client = a_site(home, fetch, ids="").test_client()
    assert_refused(deliver(client, fetch, signed(envelope())))


def test_nothing_is_parsed_before_the_signature_is_proven(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert_refused(client.post("/alexa", data=b"{ no JSON"))
    assert "SignatureCertChainUrl" in caplog.text


def test_a_body_in_a_form_is_refused(client: FlaskClient, fetch: Fetch) -> None:
    letter = signed(envelope())
    fetch.file = letter.file
    form = "application/x-www-form-urlencoded"
    answer = client.post("/alexa", data=letter.body, headers=letter.headers, content_type=form)
    assert_refused(answer)


def test_a_refusal_is_one_line_of_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/alexa", data=b"{}", headers={"SignatureCertChainUrl": "https://evil.example/"})
    assert [record.exc_info for record in caplog.records] == [None]
    assert "evil.example" in caplog.text


def test_a_flood_is_refused(client: FlaskClient) -> None:
    assert client.post("/alexa", data=b"x" * (MOST_BYTES + 1)).status_code == 413


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_only_post_is_known(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/alexa").status_code == 405


# All of it


@pytest.mark.parametrize("path", ["/", "/health", "/alexa", "/nowhere", "/echo/static/echo.js"])
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_health_names_the_catalog(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "catalog": "20261124-180000"}


class LockedStock:
    def on_hand(self, product_ids: Iterable[str], /) -> dict[str, int]:
        raise StoreBusy("locked")

    def load(self, counts: Iterable[tuple[str, int]], /) -> None:
        raise StoreBusy("locked")


def test_health_is_bad_when_the_store_cannot_be_read(home: Path) -> None:
    shop = replace(open_shop(settings(home)), stock=LockedStock())
    site = Flask("skill.web")
    site.register_blueprint(health.blueprint(shop))
    answer = site.test_client().get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})


# The pretend Echo's page


def turn(client: FlaskClient, session: str = SESSION, **said: Any) -> dict[str, Any]:
    answer = client.post("/echo/turn", json={"session": session, **said})
    assert answer.status_code == 200, answer.text
    heard: dict[str, Any] = json.loads(answer.text)
    return heard


@pytest.fixture
def sam(home: Path) -> str:
    open_shop(settings(home)).shoppers.add(SAM)
    return SAM.email


def test_the_page_is_our_own_and_runs_no_inline_script(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Juniper Pine" in page
    assert "https:" not in page
    assert page.count("<script") == page.count('<script type="module" src="/echo/static/') == 1


def test_shoppers_are_written_as_text(home: Path, fetch: Fetch) -> None:
    hostile = replace(SAM, name="<script>alert(1)</script>")
    open_shop(settings(home)).shoppers.add(hostile)
    page = a_site(home, fetch).test_client().get("/").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page


def test_a_turn_is_heard(client: FlaskClient) -> None:
    heard = turn(client, utterance="find a leather backpack")
    assert "Leather" in heard["speech"]
    assert heard["listening"]
    assert not heard["ends"]
    assert heard["intent"] == "SearchIntent"
    assert heard["slots"] == {"query": "a leather backpack"}
    assert heard["request"]["request"]["type"] == "IntentRequest"
    assert heard["drawing"] is None


def test_a_conversation_goes_on_and_ends(client: FlaskClient) -> None:
    turn(client, utterance="find a kettle")
    assert "Kettle" in turn(client, utterance="the second one")["speech"]
    assert not turn(client, utterance="stop")["listening"]


def test_two_tabs_hold_two_conversations(client: FlaskClient) -> None:
    turn(client, utterance="find a kettle")
    elsewhere = turn(client, session="another-tab", utterance="the second one")
    assert "haven't looked at anything" in elsewhere["speech"]


def test_silence_brings_the_reprompt_and_then_the_end(client: FlaskClient) -> None:
    asked = turn(client, utterance="open juniper pine")
    again = turn(client, silence=True)
    assert again["speech"] == asked["reprompt"]
    assert again["listening"]
    assert not turn(client, silence=True)["listening"]


def test_a_reset_forgets_the_conversation(client: FlaskClient) -> None:
    turn(client, utterance="find a kettle")
    turn(client, reset=True)
    assert "haven't looked at anything" in turn(client, utterance="the second one")["speech"]


def test_a_row_on_the_screen_can_be_touched(client: FlaskClient) -> None:
    rows = turn(client, utterance="find a kettle", screen=True)["drawing"]["rows"]
    assert rows[1]["price"].startswith("$")
    touched = turn(client, touch=rows[1]["touch"], screen=True)
    assert rows[1]["name"] in touched["speech"]
    assert touched["drawing"]["rows"][0]["description"]


def test_the_sample_shopper_can_buy(client: FlaskClient, home: Path, sam: str) -> None:
    for words in ("find a kettle", "the second one", "yes", "check out"):
        turn(client, utterance=words, shopper=sam)
    placed = turn(client, utterance="yes", shopper=sam)
    (order,) = open_shop(settings(home)).orders.newest(limit=9)
    assert " ".join(order.code) in placed["speech"]
    assert order.shopper_id == SAM.id
    assert placed["card"]["title"] == f"Order {order.code}"


def test_a_guest_is_asked_to_link_an_account(client: FlaskClient) -> None:
    for words in ("find a kettle", "the second one", "yes"):
        turn(client, utterance=words)
    assert turn(client, utterance="check out")["card"] == {"type": "LinkAccount"}


def test_another_speaker_begins_another_conversation(client: FlaskClient, sam: str) -> None:
    turn(client, utterance="find a kettle")
    heard = turn(client, utterance="the second one", shopper=sam)
    assert "haven't looked at anything" in heard["speech"]


def test_only_so_many_conversations_are_kept(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(echo_sessions, "MOST", 2)
    turn(client, session="tab-number-1", utterance="find a kettle")
    turn(client, session="tab-number-2", utterance="find a kettle")
    turn(client, session="tab-number-1", utterance="the second one")
    turn(client, session="tab-number-3", utterance="find a kettle")
    second = turn(client, session="tab-number-2", utterance="the second one")
    assert "haven't looked at anything" in second["speech"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"session": SESSION}, "exactly one"),
        ({"session": SESSION, "utterance": "hello", "silence": True}, "exactly one"),
        ({"session": "x", "silence": True}, "session"),
        ({"session": SESSION, "utterance": ""}, "utterance"),
        ({"session": SESSION, "utterance": "x" * 501}, "utterance"),
        ({"session": SESSION, "silence": True, "admin": True}, "admin"),
        ({"session": SESSION, "silence": True, "locale": "xx-XX"}, "xx-XX"),
        ({"session": SESSION, "silence": True, "locale": "../../etc"}, "etc"),
        (
            {"session": SESSION, "utterance": "hi", "shopper": "no@one"},
            "hawker shoppers add no@one",
        ),
        ([], "the turn"),
    ],
)
def test_a_turn_that_cannot_be_is_explained(client: FlaskClient, body: Any, told: str) -> None:
    answer = client.post("/echo/turn", json=body)
    assert answer.status_code == 400
    assert told in answer.json["error"]  # type: ignore[index]


@pytest.mark.parametrize("path", ["/", "/echo/static/echo.js"])
@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}, id="from elsewhere"),
        pytest.param({"base_url": "http://evil.example:8080"}, id="by a name that was rebound"),
        pytest.param({"headers": TUNNEL}, id="through a tunnel"),
        pytest.param({"headers": {"Host": "[::1"}}, id="by no name at all"),
    ],
)
def test_the_page_is_for_this_machine_only(client: FlaskClient, path: str, how: Any) -> None:
    assert client.get(path, **how).status_code in (400, 403)


@pytest.mark.parametrize("base", ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:80"])
def test_this_machine_has_several_names(client: FlaskClient, base: str) -> None:
    assert client.get("/", base_url=base).status_code == 200
    body = {"session": SESSION, "silence": True}
    headers = {"Origin": base.removesuffix(":80")}
    answer = client.post("/echo/turn", json=body, base_url=base, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9999"])
def test_another_sites_page_cannot_take_a_turn(client: FlaskClient, origin: str) -> None:
    body = {"session": SESSION, "utterance": "open juniper pine"}
    answer = client.post("/echo/turn", json=body, headers={"Origin": origin})
    assert answer.status_code == 403


def test_without_the_page_there_is_nothing_of_it(home: Path, fetch: Fetch) -> None:
    client = a_site(home, fetch, page=False).test_client()
    for path in ("/", "/echo/static/echo.js", "/echo/static/echo.css"):
        assert client.get(path).status_code == 404
    assert client.post("/echo/turn", json={}).status_code == 404
    assert client.get("/health").status_code == 200


def test_tunnelled_requests_of_alexa_are_answered(client: FlaskClient, fetch: Fetch) -> None:
    letter = signed(envelope())
    fetch.file = letter.file
    answer = client.post("/alexa", data=letter.body, headers={**letter.headers, **TUNNEL})
    assert answer.status_code == 200


def test_every_example_is_understood(home: Path, understanding: Understanding) -> None:
    shop = open_shop(settings(home))
    for topic in topics(shop, "juniper pine"):
        for words in topic.utterances:
            opens = understanding.opening(words) == ""
            intent = understanding.understand(words, NOON.date()).intent
            assert opens or intent != "AMAZON.FallbackIntent", words


def test_the_examples_name_what_is_for_sale(home: Path) -> None:
    shop: Shop = open_shop(settings(home))
    finds = [words for words in topics(shop, "x")[1].utterances if words.startswith("find ")]
    assert len(finds) == 3
    for words in finds:
        found = shop.catalog.search(shop.catalog.understand(words.removeprefix("find ")), limit=1)
        assert found.products
        assert not found.relaxed
