"""The pretend Echo's page in a real browser, at a real `hawker serve`."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Route,
    expect,
    sync_playwright,
)

from skill.app import open_shop
from skill.settings import Settings
from tests.plays import SAM
from tests.serving import Server, serving

CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--no-sandbox",
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
)
HOSTILE = """<img src=x onerror="document.title='caught'"> & "Tom's" <b>Lamp</b>"""

if CHROMIUM is None and os.environ.get("CI") != "true":
    # For the module as a whole, so that the reason stands in one line.
    pytest.skip("Chromium is not installed", allow_module_level=True)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample shop with Sam, and a product whose name is an attack."""
    home = tmp_path_factory.mktemp("page") / "home"
    shutil.copytree(published_home, home)
    shop = open_shop(Settings.read({"HAWKER_HOME": str(home)}))
    shop.shoppers.add(replace(SAM, name="Sam <i>Taylor</i>"))
    with serving(home) as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Open]:
    """Open the page; afterwards nothing may have gone wrong in the browser."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_(prepare: str = "", **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.extend(_complaint(message)))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.route(re.compile("^https://"), _picture)
        page.add_init_script(prepare)
        page.goto(server.url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def _complaint(message: ConsoleMessage) -> Iterator[str]:
    # A picture that is missing and a turn that fails are told by the browser too, as they should.
    expected = re.search(r"/images/|/echo/turn$", message.location.get("url", ""))
    if message.type in ("error", "warning") and not expected:
        yield message.text


def _picture(route: Route) -> None:
    """Of the shop's pictures only that of one product is there."""
    if route.request.url.endswith("jp-0049.jpg"):
        route.fulfill(body=PICTURE, content_type="image/svg+xml")
    else:
        route.fulfill(status=404)


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="What was said")


def answers(page: Page) -> Locator:
    return log(page).locator(".alexa")


def say(page: Page, *lines: str) -> Locator:
    """Type each line, press Enter and wait for the answer; the last one is returned."""
    for line in lines:
        before = answers(page).count()
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(answers(page)).to_have_count(before + 1)
    return answers(page).last


# Talking


def test_what_is_typed_is_answered_without_touching_the_mouse(open_page: Open) -> None:
    page = open_page()
    expect(page.get_by_label("What you say")).to_be_focused()
    answer = say(page, "find a leather backpack")
    expect(log(page)).to_contain_text("find a leather backpack")
    expect(answer).to_contain_text("Leather")
    expect(page.get_by_label("What you say")).to_be_focused()
    expect(page.get_by_label("What you say")).to_have_value("")
    expect(page.get_by_role("status")).to_contain_text("Listening")


def test_the_sample_shopper_buys(open_page: Open) -> None:
    page = open_page()
    page.get_by_label("Who is speaking").select_option("sam@example.com")
    page.get_by_label("What you say").focus()
    read_back = say(page, "find a desk lamp", "number one", "yes", "check out")
    expect(read_back).to_contain_text("12 Lawrence Street")
    placed = say(page, "yes")
    card = placed.get_by_role("region", name="Card in the Alexa app")
    expect(card).to_contain_text(re.compile(r"Order \w{4}"))
    expect(card).to_contain_text("Total $")
    expect(say(page, "where is my order")).to_contain_text("Lamp")


def test_a_guest_learns_where_to_get_an_account(open_page: Open) -> None:
    page = open_page()
    answer = say(page, "find a desk lamp", "number one", "yes", "check out")
    expect(answer).to_contain_text("hawker shoppers add EMAIL")


def test_examples_are_said_by_a_click(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="what do you sell").click()
    expect(answers(page)).to_have_count(1)
    page.get_by_role("button", name="I want to talk to a person").click()
    expect(answers(page)).to_have_count(2)
    expect(page.get_by_label("What you say")).to_be_focused()


def test_the_end_of_a_session_is_seen(open_page: Open) -> None:
    page = open_page()
    say(page, "find a kettle", "stop")
    expect(page.get_by_role("status")).to_contain_text("Not listening")
    expect(page.get_by_role("button", name="Stay silent")).to_be_disabled()
    expect(log(page)).to_contain_text("stopped listening")


def test_another_speaker_is_announced_and_begins_anew(open_page: Open) -> None:
    page = open_page()
    say(page, "find a kettle")
    page.get_by_label("Who is speaking").select_option("sam@example.com")
    expect(log(page)).to_contain_text("Sam <i>Taylor</i> (sam@example.com) is speaking now.")
    page.get_by_label("What you say").focus()
    expect(say(page, "the second one")).to_contain_text("haven't looked at anything")


# Silence


def test_who_stays_silent_is_asked_again_and_then_left_alone(open_page: Open) -> None:
    page = open_page()
    asked = say(page, "open juniper pine")
    expect(asked).to_contain_text("Welcome")
    page.get_by_role("button", name="Stay silent").click()
    expect(answers(page)).to_have_count(2)
    expect(answers(page).last).to_contain_text("You can say, for example")
    page.get_by_role("button", name="Stay silent").click()
    expect(page.get_by_role("status")).to_contain_text("Not listening")


def test_after_eight_seconds_silence_comes_by_itself(open_page: Open) -> None:
    page = open_page()
    page.clock.install()
    say(page, "open juniper pine")
    page.clock.run_for(7_900)
    expect(answers(page)).to_have_count(1)
    page.clock.run_for(200)
    expect(answers(page)).to_have_count(2)
    page.clock.run_for(8_100)
    expect(page.get_by_role("status")).to_contain_text("Not listening")


@pytest.mark.parametrize("stopped_by", ["typing", "the switch"])
def test_the_time_of_silence_can_be_stopped(open_page: Open, stopped_by: str) -> None:
    page = open_page()
    page.clock.install()
    say(page, "open juniper pine")
    if stopped_by == "typing":
        page.keyboard.type("find a")
    else:
        page.get_by_role("switch", name="Silence counts").uncheck()
    page.clock.run_for(60_000)
    expect(log(page)).not_to_contain_text("stays silent")


# The screen


def with_a_screen(page: Page) -> Page:
    page.get_by_role("switch", name="The Echo has a screen").check()
    page.get_by_label("What you say").focus()
    return page


def test_a_row_is_touched(open_page: Open) -> None:
    page = with_a_screen(open_page())
    rows = say(page, "find a kettle").get_by_role("button")
    expect(rows).to_have_count(3)
    name = rows.nth(1).locator(".name").text_content()
    assert name
    rows.nth(1).press("Enter")
    expect(answers(page)).to_have_count(2)
    expect(answers(page).last).to_contain_text(name)
    expect(answers(page).last.get_by_label("On the screen")).to_contain_text("$")
    for row in answers(page).first.get_by_role("button").all():
        expect(row).to_be_disabled()
    expect(page.get_by_label("What you say")).to_be_focused()


def test_a_picture_that_is_missing_leaves_a_letter(open_page: Open) -> None:
    page = with_a_screen(open_page())
    pictures = say(page, "find a kettle").locator(".picture")
    expect(pictures.locator("img")).to_have_count(1)
    letters = [text for text in pictures.all_text_contents() if text]
    assert letters
    assert all(len(text) == 1 for text in letters)


def test_titles_from_a_feed_are_text(open_page: Open, server: Server) -> None:
    page = with_a_screen(open_page())
    page.route("**/echo/turn", _attack)
    answer = say(page, "find anything")
    expect(answer.locator(".words")).to_have_text(HOSTILE)
    expect(answer.locator(".name").first).to_have_text(HOSTILE)
    expect(answer.locator(".card .title")).to_have_text(HOSTILE)
    assert page.title() == "Juniper Pine on a pretend Echo"


def _attack(route: Route) -> None:
    """A real answer, in which every text is an attack."""
    heard = route.fetch().json()
    row = {"name": HOSTILE, "price": HOSTILE, "description": HOSTILE, "touch": ["choose", "x"]}
    heard["speech"] = HOSTILE
    heard["drawing"] = {"title": HOSTILE, "rows": [row]}
    heard["card"] = {"type": "Simple", "title": HOSTILE, "content": HOSTILE}
    route.fulfill(json=heard)


# Ears and mouth

BROWSER_THAT_TALKS = """
window.spoken = [];
window.speechSynthesis.speak = (words) => { window.spoken.push(words.text); words.onend(); };
window.SpeechRecognition = window.webkitSpeechRecognition = class {
  start() { setTimeout(() => {
    this.onresult({ results: [[{ transcript: "find a kettle" }]] });
    this.onend();
  }); }
  abort() { this.onend(); }
};
"""


def test_answers_are_spoken_when_that_is_wished(open_page: Open) -> None:
    page = open_page(BROWSER_THAT_TALKS)
    say(page, "open juniper pine")
    assert page.evaluate("spoken") == []
    page.get_by_role("switch", name="Hear Alexa").check()
    page.get_by_label("What you say").focus()
    answer = say(page, "what do you sell").locator(".words").text_content()
    assert page.evaluate("spoken") == [answer]


def test_what_is_said_into_the_microphone_is_answered(open_page: Open) -> None:
    page = open_page(BROWSER_THAT_TALKS)
    page.get_by_role("button", name="Speak").click()
    expect(answers(page)).to_have_count(1)
    expect(log(page)).to_contain_text("find a kettle")
    expect(page.get_by_role("button", name="Speak")).to_have_attribute("aria-pressed", "false")


def test_a_browser_without_ears_shows_no_microphone(open_page: Open) -> None:
    page = open_page("delete window.webkitSpeechRecognition; delete window.SpeechRecognition;")
    expect(page.get_by_role("button", name="Speak")).to_be_hidden()


# For developers, and when something is wrong


def test_the_raw_request_and_response_can_be_read(open_page: Open) -> None:
    page = open_page()
    say(page, "find a kettle")
    page.get_by_text("Raw: what Alexa sends and gets").click()
    expect(page.locator("#understood")).to_have_text(
        "Understood as SearchIntent, query = “a kettle”."
    )
    expect(page.locator("#request")).to_contain_text('"type": "IntentRequest"')
    expect(page.locator("#response")).to_contain_text('"outputSpeech"')


def test_a_server_that_is_gone_is_told(open_page: Open) -> None:
    page = open_page()
    page.route("**/echo/turn", lambda route: route.abort())
    page.keyboard.type("find a kettle")
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Is “hawker serve” still running?")


def test_a_turn_that_is_refused_is_explained(open_page: Open) -> None:
    page = open_page()
    page.evaluate("document.getElementById('shopper').selectedOptions[0].value = 'eve@example.com'")
    page.keyboard.type("find a kettle")
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("hawker shoppers add eve@example.com")


# Looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 860), (390, 844), (320, 640)], ids=str)
def test_it_fits_every_window(
    open_page: Open, tmp_path: Path, scheme: str, size: tuple[int, int]
) -> None:
    width, height = size
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": height})
    say(with_a_screen(page), "find a leather backpack", "the first one", "yes", "check out")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(map(int, re.findall(r"\d+", paper)[:3]))
    assert brightness < 150 if scheme == "dark" else brightness > 600


def test_everything_that_can_be_used_has_a_name(open_page: Open) -> None:
    page = open_page()
    say(with_a_screen(page), "find a kettle")
    for role in ("button", "switch", "combobox", "textbox", "log", "region"):
        for element in page.get_by_role(role).all():
            snapshot = element.aria_snapshot()
            assert re.match(rf"- '?{role} \"[^\"]+\"", snapshot), snapshot


def test_the_keyboard_reaches_everything_in_the_order_it_is_read(open_page: Open) -> None:
    page = open_page()
    page.locator(".skip").focus()
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    named = ["log", "utterance", "speak", "shopper", "screen", "voice", "hurry"]
    assert [id for id in reached if id in named] == named
