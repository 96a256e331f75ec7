"""Letters to the doorkeeper: what Alexa may send, and every forgery known of other doorkeepers."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.chains import (
    ALEXA,
    NOON,
    Party,
    alexa,
    authority,
    leaf,
    middle,
    pem,
    root,
    rsa_key,
    stranger,
)

URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
RESENT = [
    "AlexaSkillEvent.SkillEnabled",
    "AlexaSkillEvent.SkillDisabled",
    "AlexaSkillEvent.SkillPermissionAccepted",
    "AlexaSkillEvent.SkillPermissionChanged",
    "AlexaSkillEvent.SkillAccountLinked",
    "AlexaSkillEvent.ProactiveSubscriptionChanged",
    "AlexaSkillEvent.NotificationSubscriptionChanged",
]


@dataclass(frozen=True, slots=True)
class Letter:
    """What arrives at the door, and what the URL in it holds."""

    headers: dict[str, str]
    body: bytes
    file: bytes | Exception


def signed(
    body: bytes, *, by: Party | None = None, file: bytes | Exception | None = None, url: str = URL
) -> Letter:
    key = (by or alexa()).key
    assert isinstance(key, RSAPrivateKey)
    return Letter(
        headers={
            "SignatureCertChainUrl": url,
            "Signature-256": text(key.sign(body, PKCS1v15(), hashes.SHA256())),
        },
        body=body,
        file=pem(by or alexa(), middle(), root()) if file is None else file,
    )


def text(signature: bytes) -> str:
    return base64.b64encode(signature).decode()


def request(at: datetime = NOON, kind: str = "LaunchRequest", **more: str) -> bytes:
    facts = {"type": kind, "requestId": "r1", "timestamp": at.isoformat(), **more}
    return json.dumps({"version": "1.0", "request": facts}, ensure_ascii=False).encode()


def genuine() -> Letter:
    return signed(request())


def with_headers(**changes: str | None) -> Letter:
    """A genuine letter but for these headers; None takes one away."""
    headers = genuine().headers | {key.replace("_", "-"): value for key, value in changes.items()}
    return replace(genuine(), headers={k: v for k, v in headers.items() if v is not None})


GENUINE: dict[str, Callable[[bytes], Letter]] = {
    "as Alexa sends it": lambda file: signed(request(), file=file),
    "clock 149 s ahead": lambda file: signed(request(NOON - 149 * SECOND), file=file),
    "clock 149 s behind": lambda file: signed(request(NOON + 149 * SECOND), file=file),
    "timestamp in Z": lambda file: signed(request(timestamp="2026-05-04T12:00:30Z"), file=file),
    "timestamp with a fraction": lambda file: signed(
        request(timestamp="2026-05-04T12:00:30.125Z"), file=file
    ),
    "letters beyond ASCII": lambda file: signed(request(locale="Bär 🐻"), file=file),
    "laid out over lines": lambda file: signed(
        json.dumps(json.loads(request()), indent=4).encode(), file=file
    ),
    "host in upper case": lambda file: signed(
        request(), file=file, url="HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-12.pem"
    ),
    "port 443": lambda file: signed(
        request(), file=file, url="https://s3.amazonaws.com:443/echo.api/echo-api-cert-12.pem"
    ),
    "dots to be resolved": lambda file: signed(
        request(),
        file=file,
        url="https://s3.amazonaws.com/echo.api/../echo.api/./x/../echo-api-cert-12.pem",
    ),
    "slashes to be joined": lambda file: signed(
        request(), file=file, url="https://s3.amazonaws.com/echo.api//echo-api-cert-12.pem"
    ),
    "header names in lower case": lambda file: lower_case(signed(request(), file=file)),
    "SHA-1 beside SHA-256": lambda file: beside_sha1(signed(request(), file=file)),
}


def lower_case(letter: Letter) -> Letter:
    return replace(letter, headers={key.lower(): value for key, value in letter.headers.items()})


def beside_sha1(letter: Letter) -> Letter:
    return replace(letter, headers=letter.headers | {"Signature": "b2xk"})


def chained(*parties: Party) -> Letter:
    """Signed by the first of these, with all of them in the file."""
    return signed(request(), by=parties[0], file=pem(*parties))


def mallory() -> Party:
    """An honest certificate from a trusted authority, but for somebody else's host."""
    return leaf(middle(), name="mallory.example", hosts=("mallory.example",))


def impostor() -> Party:
    """Calls itself by the intermediate's name and has a key of its own."""
    return Party(authority("Intermediate", root()).certificate, rsa_key("Stranger"))


def signed_with(
    padding: PSS | PKCS1v15, hashing: hashes.HashAlgorithm, header: str = "Signature_256"
) -> Letter:
    key = alexa().key
    assert isinstance(key, RSAPrivateKey)
    signature = text(key.sign(request(), padding, hashing))
    return with_headers(**{"Signature_256": None, header: signature})


def garbage_behind_the_hash() -> Letter:
    """Bleichenbacher's forgery of 2006: with exponent 3 a cube root does instead of the key."""
    careless = leaf(middle(), key=rsa_key("careless", 3))
    digest = hashes.Hash(hashes.SHA256())
    digest.update(request())
    info = bytes.fromhex("3031300d060960864801650304020105000420") + digest.finalize()
    start = b"\x00\x01" + b"\xff" * 8 + b"\x00" + info
    forged = cube_root(int.from_bytes(start.ljust(256, b"\xff"), "big"))
    assert (forged**3).to_bytes(256, "big").startswith(start)
    letter = chained(careless, middle())
    return replace(
        letter, headers=letter.headers | {"Signature-256": text(forged.to_bytes(256, "big"))}
    )


def cube_root(number: int) -> int:
    low, high = 0, 1 << (number.bit_length() // 3 + 1)
    while low < high:
        guess = (low + high + 1) // 2
        low, high = (guess, high) if guess**3 <= number else (low, guess - 1)
    return low


CHAIN = "not Alexa's"
READ = "could not be read"
FIT = "does not fit the body"
ADDRESS = "is not one of Alexa's"
BASE64 = "not base64"
SHAPE = "has no request with a type and a timestamp"
OLD = "seconds old"

FORGERIES: dict[str, tuple[str, Callable[[], Letter]]] = {
    # the chain
    "self-signed with the right name": (CHAIN, lambda: chained(leaf(None))),
    "self-signed by the authority it brings along": (
        CHAIN,
        lambda: chained(leaf(stranger()), stranger()),
    ),
    "under a stranger's root and intermediate": (
        CHAIN,
        lambda: chained(
            leaf(authority("Strange Intermediate", stranger())),
            authority("Strange Intermediate", stranger()),
            stranger(),
        ),
    ),
    "below a namesake of the intermediate": (CHAIN, lambda: chained(leaf(impostor()), middle())),
    "a stranger's leaf above the true intermediate": (
        CHAIN,
        lambda: chained(leaf(stranger()), middle(), root()),
    ),
    "the intermediate is missing": (CHAIN, lambda: chained(alexa())),
    "the leaf is not first": (
        CHAIN,
        lambda: signed(request(), file=pem(middle(), alexa(), root())),
    ),
    "leaf expired a second ago": (
        CHAIN,
        lambda: chained(leaf(middle(), ends=NOON - SECOND), middle()),
    ),
    "leaf not valid for another second": (
        CHAIN,
        lambda: chained(leaf(middle(), starts=NOON + SECOND), middle()),
    ),
    "intermediate expired": (
        CHAIN,
        lambda: chained(alexa(), authority("Intermediate", root(), ends=NOON - SECOND)),
    ),
    "for another host": (CHAIN, lambda: chained(mallory(), middle())),
    "for a host that only ends in Alexa's": (
        CHAIN,
        lambda: chained(leaf(middle(), hosts=(f"not-{ALEXA}",)), middle()),
    ),
    "for a host that only begins with Alexa's": (
        CHAIN,
        lambda: chained(leaf(middle(), hosts=(f"{ALEXA}.evil.example",)), middle()),
    ),
    "for any host of Amazon's": (
        CHAIN,
        lambda: chained(leaf(middle(), hosts=("*.amazon.com",)), middle()),
    ),
    "Alexa's name only as the common name": (
        CHAIN,
        lambda: chained(leaf(middle(), hosts=()), middle()),
    ),
    "Alexa as common name, another as alternative": (
        CHAIN,
        lambda: chained(leaf(middle(), hosts=("mallory.example",)), middle()),
    ),
    "an honest leaf used as an authority": (
        CHAIN,
        lambda: chained(leaf(mallory()), mallory(), middle()),
    ),
    "a certificate for clients": (
        CHAIN,
        lambda: chained(leaf(middle(), usage=ExtendedKeyUsageOID.CLIENT_AUTH), middle()),
    ),
    "a key on an elliptic curve": (
        "not an RSA key",
        lambda: signed(
            request(),
            file=pem(leaf(middle(), key=ec.generate_private_key(ec.SECP256R1())), middle()),
        ),
    ),
    # the file
    "the file is empty": (CHAIN, lambda: signed(request(), file=b"")),
    "the file is a web page": (CHAIN, lambda: signed(request(), file=b"<html>No</html>")),
    "the file is cut short": (CHAIN, lambda: signed(request(), file=pem(alexa())[:-40])),
    "the file holds garbage in the shape of a certificate": (
        CHAIN,
        lambda: signed(
            request(), file=b"-----BEGIN CERTIFICATE-----\nMIIx\n-----END CERTIFICATE-----"
        ),
    ),
    "one bit of the leaf is turned": (
        CHAIN,
        lambda: signed(request(), file=turned(alexa()) + pem(middle())),
    ),
    "the file is not there": (READ, lambda: signed(request(), file=FileNotFoundError("404"))),
    "the download takes too long": (READ, lambda: signed(request(), file=TimeoutError())),
    # the signature
    "signed with another key": (
        FIT,
        lambda: replace(signed(request(), by=stranger()), file=pem(alexa(), middle())),
    ),
    "signed with the intermediate's key": (
        FIT,
        lambda: replace(signed(request(), by=middle()), file=pem(alexa(), middle())),
    ),
    "one letter of the body changed": (
        FIT,
        lambda: replace(genuine(), body=request().replace(b"r1", b"r2")),
    ),
    "a space behind the body": (FIT, lambda: replace(genuine(), body=request() + b" ")),
    "the body written anew with the same meaning": (
        FIT,
        lambda: replace(genuine(), body=json.dumps(json.loads(request()), indent=1).encode()),
    ),
    "an empty body": (FIT, lambda: replace(genuine(), body=b"")),
    "the signature of another request": (
        FIT,
        lambda: replace(genuine(), headers=signed(request(kind="CanFulfill")).headers),
    ),
    "signed over SHA-1": (FIT, lambda: signed_with(PKCS1v15(), hashes.SHA1())),
    "signed with PSS": (
        FIT,
        lambda: signed_with(PSS(MGF1(hashes.SHA256()), 32), hashes.SHA256()),
    ),
    "signed without a key, for exponent 3": (FIT, garbage_behind_the_hash),
    "an empty signature": (FIT, lambda: with_headers(Signature_256="")),
    "a signature of one byte": (FIT, lambda: with_headers(Signature_256="AA==")),
    "a signature of zeros": (FIT, lambda: with_headers(Signature_256=text(bytes(256)))),
    "half a signature": (
        FIT,
        lambda: with_headers(Signature_256=genuine().headers["Signature-256"][:172]),
    ),
    "base64 cut short": (
        BASE64,
        lambda: with_headers(Signature_256=genuine().headers["Signature-256"][:-3]),
    ),
    "base64 with a line break": (
        BASE64,
        lambda: with_headers(Signature_256=genuine().headers["Signature-256"] + "\n"),
    ),
    "base64 with stray bits": (
        BASE64,
        lambda: with_headers(Signature_256=stray_bits(genuine().headers["Signature-256"])),
    ),
    "a signature in another alphabet": (BASE64, lambda: with_headers(Signature_256="ж" * 344)),
    "no Signature-256": ("0 Signature-256", lambda: with_headers(Signature_256=None)),
    "only the SHA-1 signature": (
        "0 Signature-256",
        lambda: signed_with(PKCS1v15(), hashes.SHA1(), "Signature"),
    ),
    "two signatures": (
        "2 Signature-256",
        lambda: with_headers(signature_256=genuine().headers["Signature-256"]),
    ),
    # the address of the chain
    "no address": ("0 SignatureCertChainUrl", lambda: with_headers(SignatureCertChainUrl=None)),
    "two addresses": (
        "2 SignatureCertChainUrl",
        lambda: with_headers(signaturecertchainurl="https://evil.example/echo.api/x.pem"),
    ),
    # the body, duly signed
    "not JSON": (SHAPE, lambda: signed(b"request=LaunchRequest")),
    "not text": (SHAPE, lambda: signed(b"\xff\xfe\xff")),
    "a list": (SHAPE, lambda: signed(b'[{"request": {}}]')),
    "a number": (SHAPE, lambda: signed(b"1")),
    "no request": (SHAPE, lambda: signed(b'{"version": "1.0"}')),
    "a request that is null": (SHAPE, lambda: signed(b'{"request": null}')),
    "a request that is a list": (SHAPE, lambda: signed(b'{"request": ["timestamp"]}')),
    "nested too deeply": (SHAPE, lambda: signed(b"[" * 200_000)),
    "no timestamp": (SHAPE, lambda: signed(b'{"request": {"type": "LaunchRequest"}}')),
    "no type": (
        SHAPE,
        lambda: signed(b'{"request": {"timestamp": "2026-05-04T12:00:00Z"}}'),
    ),
    "a type that is a list": (
        SHAPE,
        lambda: signed(b'{"request": {"type": [], "timestamp": "2026-05-04T12:00:00Z"}}'),
    ),
    "a timestamp that is a number": (
        SHAPE,
        lambda: signed(b'{"request": {"type": "LaunchRequest", "timestamp": 1777896000}}'),
    ),
    "a timestamp that is a word": (SHAPE, lambda: signed(request(timestamp="now"))),
    "a timestamp without a zone": (
        SHAPE,
        lambda: signed(request(timestamp="2026-05-04T12:00:00")),
    ),
    "151 s old": (OLD, lambda: signed(request(NOON - 151 * SECOND))),
    "151 s ahead": (OLD, lambda: signed(request(NOON + 151 * SECOND))),
    "from the year 1": (OLD, lambda: signed(request(timestamp="0001-01-01T00:00:00+14:00"))),
    "from the year 9999": (OLD, lambda: signed(request(timestamp="9999-12-31T23:59:59-14:00"))),
    "an order from an hour ago": (OLD, lambda: signed(request(NOON - HOUR, "IntentRequest"))),
    "an event from more than an hour ago": (
        OLD,
        lambda: signed(request(NOON - HOUR - SECOND, "AlexaSkillEvent.SkillDisabled")),
    ),
    "an event from the future": (
        OLD,
        lambda: signed(request(NOON + 151 * SECOND, "AlexaSkillEvent.SkillDisabled")),
    ),
    "an event of an unknown kind from an hour ago": (
        OLD,
        lambda: signed(request(NOON - HOUR, "AlexaSkillEvent.SkillPurchased")),
    ),
}


def turned(party: Party) -> bytes:
    der = bytearray(party.certificate.public_bytes(Encoding.DER))
    der[-20] ^= 1
    armoured = base64.encodebytes(bytes(der))
    return b"-----BEGIN CERTIFICATE-----\n" + armoured + b"-----END CERTIFICATE-----\n"


def stray_bits(signature: str) -> str:
    """Another spelling of the same bytes: a lenient reader drops the last four bits."""
    assert signature.endswith("==")
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".index(signature[-3])
    other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[last | 1]
    return signature[:-3] + other + "=="


ADDRESSES = {
    "empty address": "",
    "no address at all": "Alexa",
    "plain http": "http://s3.amazonaws.com/echo.api/echo-api-cert-12.pem",
    "a local file": "file:///echo.api/echo-api-cert-12.pem",
    "another host": "https://evil.example/echo.api/echo-api-cert-12.pem",
    "a host that begins with Amazon's": "https://s3.amazonaws.com.evil.example/echo.api/x.pem",
    "a host that ends in Amazon's": "https://evils3.amazonaws.com/echo.api/x.pem",
    "a host with another letter for the dot": "https://s3xamazonaws.com/echo.api/x.pem",
    "a bucket as a host": "https://echo.api.s3.amazonaws.com/echo-api-cert-12.pem",
    "a letter that only looks like an s": "https://\u017f3.amazonaws.com/echo.api/x.pem",
    "/Echo.API/ in other case": "https://s3.amazonaws.com/Echo.API/echo-api-cert-12.pem",
    "another folder": "https://s3.amazonaws.com/invalid.path/echo-api-cert-12.pem",
    "a folder that begins with Alexa's": "https://s3.amazonaws.com/echo.api.evil/x.pem",
    "two slashes in front": "https://s3.amazonaws.com//echo.api/x.pem",
    "the folder itself": "https://s3.amazonaws.com/echo.api/",
    "no path": "https://s3.amazonaws.com",
    "up and out of the folder": "https://s3.amazonaws.com/echo.api/../evil/x.pem",
    "up and out in percent signs": "https://s3.amazonaws.com/echo.api/%2e%2e/evil/x.pem",
    "up and out with backslashes": "https://s3.amazonaws.com/echo.api/..\\evil\\x.pem",
    "a percent sign": "https://s3.amazonaws.com/echo.api/echo%2Dapi-cert-12.pem",
    "port 8443": "https://s3.amazonaws.com:8443/echo.api/echo-api-cert-12.pem",
    "port 80": "https://s3.amazonaws.com:80/echo.api/echo-api-cert-12.pem",
    "an empty port": "https://s3.amazonaws.com:/echo.api/echo-api-cert-12.pem",
    "a port that is no number": "https://s3.amazonaws.com:x/echo.api/x.pem",
    "Amazon as the user of another host": "https://s3.amazonaws.com@evil.example/echo.api/x",
    "a user at Amazon": "https://me:secret@s3.amazonaws.com/echo.api/x.pem",
    "a query": f"{URL}?versionId=1",
    "an empty query": f"{URL}?",
    "a fragment": f"{URL}#leaf",
    "a space in front": f" {URL}",
    "a line break behind": f"{URL}\n",
    "a second header folded in": f"{URL}\r\nHost: evil.example",
    "a NUL": f"{URL}\0.evil",
    "two headers in one": f"{URL},{URL}",
    "brackets that no address has": "https://[s3.amazonaws.com/echo.api/x.pem",
}
