"""The doorkeeper: what comes from Alexa gets in, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Event, Thread

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa import verifier
from skill.alexa.verifier import Forged, Verifier, fetch_certificates, trusted_roots
from tests.chains import (
    CHAINS,
    NOON,
    Party,
    alexa,
    authority,
    leaf,
    middle,
    oldest,
    pem,
    root,
    rsa_key,
    stranger,
)
from tests.letters import (
    ADDRESSES,
    CHAIN,
    FIT,
    FORGERIES,
    GENUINE,
    HOUR,
    RESENT,
    SECOND,
    URL,
    Letter,
    genuine,
    request,
    signed,
    text,
    with_headers,
)


class Bucket:
    """The files at s3.amazonaws.com, and which of them were asked for."""

    def __init__(self, files: dict[str, bytes | Exception]) -> None:
        self.files = files
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        found = self.files[url]
        if isinstance(found, Exception):
            raise found
        return found


def deliver(letter: Letter, *trusted: Party) -> None:
    roots = [party.certificate for party in trusted or (root(),)]
    door = Verifier(clock=lambda: NOON, fetch=Bucket({URL: letter.file}), roots=roots)
    door.verify(letter.headers, letter.body)


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS.keys())
@pytest.mark.parametrize("write", GENUINE.values(), ids=GENUINE.keys())
def test_a_request_from_alexa_gets_in(
    write: Callable[[bytes], Letter], chain: Callable[[], bytes]
) -> None:
    deliver(write(chain()))


@pytest.mark.parametrize("event", RESENT)
def test_an_event_that_alexa_sends_again_gets_in_for_an_hour(event: str) -> None:
    deliver(signed(request(NOON - HOUR, event)))


def test_a_chain_reaches_an_older_root_through_the_cross_signed_one() -> None:
    deliver(
        signed(request(), file=CHAINS["with the cross-signed root and its parent appended"]()),
        oldest(),
    )


def test_a_spare_certificate_that_nobody_can_read_does_no_harm() -> None:
    spare = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    deliver(signed(request(), file=pem(alexa(), middle()) + spare))


# What must not


@pytest.mark.parametrize(("because", "write"), FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_stays_out(because: str, write: Callable[[], Letter]) -> None:
    with pytest.raises(Forged, match=because):
        deliver(write())


def test_a_chain_to_a_root_of_our_own_stays_out_when_none_is_named() -> None:
    letter = genuine()
    with pytest.raises(Forged, match=CHAIN):
        Verifier(clock=lambda: NOON, fetch=Bucket({URL: letter.file})).verify(
            letter.headers, letter.body
        )


@pytest.mark.parametrize("url", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_an_address_that_is_not_alexas_is_refused_and_never_asked(url: str) -> None:
    bucket = Bucket({url: pem(alexa(), middle())})
    with pytest.raises(Forged, match="is not one of Alexa's"):
        arrives(door_of(bucket), with_headers(SignatureCertChainUrl=url))
    assert bucket.asked == []


# Any bytes at all


@st.composite
def mutants(draw: st.DrawFn) -> Letter:
    """A genuine letter with up to four faults in one of its parts."""
    parts = {"body": request(), "file": pem(alexa(), middle())}
    parts |= {name: value.encode() for name, value in genuine().headers.items()}
    part = draw(st.sampled_from(sorted(parts)))
    spoiled = bytearray(parts[part])
    for _ in range(draw(st.integers(1, 4))):
        _spoil(spoiled, draw)
    parts[part] = bytes(spoiled)
    headers = {name: parts[name].decode("latin-1") for name in genuine().headers}
    return Letter(headers, parts["body"], parts["file"])


def _spoil(part: bytearray, draw: st.DrawFn) -> None:
    at = draw(st.integers(0, max(len(part) - 1, 0)))
    match draw(st.sampled_from(["turn", "drop", "add", "cut"])):
        case "turn" if part:
            part[at] ^= draw(st.integers(1, 255))
        case "drop":
            del part[at : at + 1]
        case "add":
            part.insert(at, draw(st.integers(0, 255)))
        case "cut":
            del part[at:]


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(mutants())
def test_no_mutation_passes_another_body_or_signature_off_as_alexas(letter: Letter) -> None:
    try:
        deliver(letter)
    except Forged:
        return
    assert letter.body == request()
    assert letter.headers["Signature-256"] == genuine().headers["Signature-256"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["request", "type"]), inner),
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(request=JSON, kind=JSON, timestamp=JSON | st.datetimes().map(datetime.isoformat))
def test_a_signed_body_of_any_shape_is_refused_and_nothing_worse(
    request: object, kind: object, timestamp: object
) -> None:
    odd = {"request": {"type": kind, "timestamp": timestamp}}
    for body in (request, {"request": request}, odd):
        with pytest.raises(Forged):
            deliver(signed(json.dumps(body).encode()))


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(
    headers=st.dictionaries(
        st.sampled_from(["SignatureCertChainUrl", "Signature-256", "Signature"]),
        st.text() | st.just(URL) | st.binary().map(text),
    ),
    body=st.binary(),
    file=st.binary(),
)
def test_letters_of_any_make_are_refused_and_nothing_worse(
    headers: dict[str, str], body: bytes, file: bytes
) -> None:
    with pytest.raises(Forged):
        deliver(Letter(headers, body, file))


# What is remembered


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def door_of(bucket: Bucket, clock: Callable[[], datetime] = lambda: NOON) -> Verifier:
    return Verifier(clock=clock, fetch=bucket, roots=[root().certificate])


def numbered(number: int) -> str:
    return f"https://s3.amazonaws.com/echo.api/echo-api-cert-{number}.pem"


def arrives(door: Verifier, letter: Letter) -> None:
    door.verify(letter.headers, letter.body)


def test_one_download_serves_many_requests_however_the_address_is_spelled() -> None:
    bucket = Bucket({URL: pem(alexa(), middle())})
    door = door_of(bucket)
    arrives(door, genuine())
    arrives(door, signed(request(NOON - SECOND)))
    arrives(door, signed(request(), url=URL.replace("s3.amazonaws.com", "S3.AMAZONAWS.COM:443")))
    arrives(door, signed(request(), url=URL.replace("/echo.api/", "/echo.api/../echo.api/")))
    assert bucket.asked == [URL]


def test_a_known_signer_is_no_pass_for_a_forged_signature() -> None:
    door = door_of(Bucket({URL: pem(alexa(), middle())}))
    arrives(door, genuine())
    with pytest.raises(Forged, match=FIT):
        arrives(door, signed(request(), by=stranger()))
    arrives(door, genuine())


def test_a_chain_that_was_refused_is_not_remembered() -> None:
    bucket = Bucket({URL: pem(leaf(stranger()), stranger())})
    door = door_of(bucket)
    for _ in range(2):
        with pytest.raises(Forged, match=CHAIN):
            arrives(door, genuine())
    bucket.files[URL] = pem(alexa(), middle())
    arrives(door, genuine())
    assert bucket.asked == [URL] * 3


def test_a_signer_is_forgotten_when_a_certificate_of_its_chain_ends() -> None:
    clock = Clock()
    brief = authority("Intermediate", root(), ends=NOON + 60 * SECOND)
    door = door_of(Bucket({URL: pem(alexa(), brief)}), clock)
    clock.now = NOON + 60 * SECOND
    arrives(door, genuine())
    clock.now += SECOND
    with pytest.raises(Forged, match=CHAIN):
        arrives(door, genuine())


def test_a_certificate_renewed_under_the_same_address_is_taken_up_within_the_hour() -> None:
    clock = Clock()
    bucket = Bucket({URL: pem(alexa(), middle())})
    door = door_of(bucket, clock)
    arrives(door, genuine())
    renewed = leaf(middle(), key=rsa_key("renewed"))
    bucket.files[URL] = pem(renewed, middle())
    clock.now += HOUR + SECOND
    arrives(door, signed(request(clock.now), by=renewed))
    assert bucket.asked == [URL, URL]


def test_sixteen_signers_are_remembered_and_the_oldest_goes_first() -> None:
    bucket = Bucket({numbered(number): pem(alexa(), middle()) for number in range(17)})
    door = door_of(bucket)
    for number in [*range(17), *range(1, 17)]:
        arrives(door, signed(request(), url=numbered(number)))
    assert len(bucket.asked) == 17
    arrives(door, signed(request(), url=numbered(0)))
    assert bucket.asked[17:] == [numbered(0)]


def test_eight_threads_share_one_door() -> None:
    door = door_of(Bucket({numbered(number): pem(alexa(), middle()) for number in range(20)}))
    letters = [signed(request(), url=numbered(number)) for number in range(20)] * 10
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda letter: arrives(door, letter), letters)) == [None] * 200


# Whom we trust


def test_the_roots_that_amazon_signs_under_are_trusted() -> None:
    names = {certificate.subject.rfc4514_string() for certificate in trusted_roots()}
    assert {f"CN=Amazon Root CA {number},O=Amazon,C=US" for number in (1, 2, 3, 4)} <= names


def test_no_root_at_all_is_not_taken_for_the_default() -> None:
    with pytest.raises(ValueError, match="empty"):
        Verifier(clock=lambda: NOON, roots=[])


# The download, over real TLS


PAGES = {
    "/good": (200, b"certificates"),
    "/large": (200, b"x" * (64 * 1024 + 1)),
    "/largest": (200, b"x" * (64 * 1024)),
    "/missing": (404, b"<Error/>"),
    "/moved": (302, b""),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A web server on this machine whose certificate is good for "localhost"."""
    patience = Event()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/slow":
                patience.wait(10)
                return
            status, content = PAGES[self.path]
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/good")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    today = datetime.now(NOON.tzinfo)
    host = leaf(
        root(), hosts=("localhost",), name="localhost", starts=today - HOUR, ends=today + HOUR
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.daemon_threads = True
    server.socket = _tls(host, tmp_path).wrap_socket(server.socket, server_side=True)
    (tmp_path / "root.pem").write_bytes(pem(root()))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "root.pem"))
    monkeypatch.setenv("NO_PROXY", "localhost")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"https://localhost:{server.server_port}"
    patience.set()
    server.shutdown()
    server.server_close()


def _tls(host: Party, folder: Path) -> SSLContext:
    key = host.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "host.pem").write_bytes(pem(host) + key)
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "host.pem")
    return context


def test_a_file_is_downloaded(site: str) -> None:
    assert fetch_certificates(f"{site}/good") == b"certificates"
    assert len(fetch_certificates(f"{site}/largest")) == 64 * 1024


@pytest.mark.parametrize(
    ("page", "because"),
    [
        pytest.param("/moved", "answered 302", id="a redirect"),
        pytest.param("/missing", "answered 404", id="an error page"),
        pytest.param("/large", "more than 65536 bytes", id="more than 64 kB"),
        pytest.param("/slow", "timed out", id="a server that dawdles"),
    ],
)
def test_a_download_is_given_up(
    site: str, page: str, because: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifier, "_TIMEOUT", 0.5)
    with pytest.raises(OSError, match=because):
        fetch_certificates(site + page)


def test_a_server_without_a_trusted_certificate_is_not_read(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        fetch_certificates(f"{site}/good")
