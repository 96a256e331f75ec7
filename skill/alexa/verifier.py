"""Proof that a request comes from Alexa: certificate chain, signature and age.

The rules are those of https://developer.amazon.com/en-US/docs/alexa/custom-skills/
host-a-custom-skill-as-a-web-service.html; a Lambda function needs none of this.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

import certifi
import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import SubjectAlternativeName
from cryptography.x509.verification import PolicyBuilder, Store

_SIGNER = x509.DNSName("echo-api.amazon.com")
_CHAIN_URL = re.compile(
    r"https://s3\.amazonaws\.com(?::443)?(/[a-z0-9._/-]+)", re.IGNORECASE | re.ASCII
)
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_MOST_BYTES = 64 * 1024
_TIMEOUT = 3.0
"""Seconds to connect, and again for each read."""
_MOST_SIGNERS = 16
# Amazon may renew a certificate under the same URL, weeks before the old one ends.
_FRESH_FOR = timedelta(hours=1)

_TOLERANCE = timedelta(seconds=150)
_RESENT_FOR = timedelta(hours=1)
# What Alexa sends again for up to an hour until it is acknowledged, with its first timestamp.
_RESENT = frozenset(
    f"AlexaSkillEvent.{name}"
    for name in (
        "SkillEnabled",
        "SkillDisabled",
        "SkillPermissionAccepted",
        "SkillPermissionChanged",
        "SkillAccountLinked",
        "ProactiveSubscriptionChanged",
        "NotificationSubscriptionChanged",
    )
)


class Forged(Exception):
    """Not proven to come from Alexa: the reason, for the log and never for the sender."""


def fetch_certificates(url: str) -> bytes:
    """What the URL holds, up to 64 kB. Raises OSError, also for a redirect or an error page."""
    with requests.get(url, timeout=_TIMEOUT, allow_redirects=False, stream=True) as response:
        if response.status_code != requests.codes.ok:
            raise OSError(f"{url} answered {response.status_code}, not 200")
        content = b""
        for part in response.iter_content(8192):
            content += part
            if len(content) > _MOST_BYTES:
                raise OSError(f"{url} holds more than {_MOST_BYTES} bytes")
        return content


def trusted_roots() -> list[x509.Certificate]:
    """The certificate authorities that Mozilla trusts, as the certifi package carries them."""
    # Not the host's: slim images have none. Not Amazon's alone: it changed authority in 2018 and
    # asks not to be pinned.
    bundle = Path(certifi.where()).read_bytes()
    with warnings.catch_warnings():
        # Some old roots have the serial number 0, Starfield's above Amazon's among them.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        return _certificates(bundle)


def _certificates(bundle: bytes) -> list[x509.Certificate]:
    return [found for pem in _PEM.findall(bundle) if (found := _certificate(pem))]


def _certificate(pem: bytes) -> x509.Certificate | None:
    # One by one, and without those this cryptography cannot read: a spare root of an odd make
    # must not take the others with it.
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Signer:
    key: RSAPublicKey
    until: datetime


class Verifier:
    """The doorkeeper of a hosted endpoint; one serves all threads of a process."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        fetch: Callable[[str], bytes] = fetch_certificates,
        roots: Sequence[x509.Certificate] | None = None,
    ) -> None:
        self._clock = clock
        self._fetch = fetch
        trusted = trusted_roots() if roots is None else list(roots)
        self._policy = PolicyBuilder().store(Store(trusted))
        self._signers: dict[str, _Signer] = {}
        self._lock = Lock()

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raise Forged unless Alexa signed exactly these bytes, and lately."""
        now = self._clock()
        url = _normalised(_only(headers, "SignatureCertChainUrl"))
        signature = _decoded(_only(headers, "Signature-256"))
        signer = self._known(url, now) or self._learn(url, now)
        with _forged("The signature does not fit the body"):
            signer.key.verify(signature, body, PKCS1v15(), SHA256())
        _check_age(body, now)

    def _known(self, url: str, now: datetime) -> _Signer | None:
        signer = self._signers.get(url)
        return signer if signer and now <= signer.until else None

    def _learn(self, url: str, now: datetime) -> _Signer:
        # Outside the lock: a slow download must not hold up requests with a known signer.
        with _forged(f"The certificates at {url} could not be read"):
            pem = self._fetch(url)
        with _forged(f"The certificates at {url} are not Alexa's"):
            signer = self._trusted(pem, now)
        with self._lock:
            self._signers.pop(url, None)
            self._signers[url] = signer
            if len(self._signers) > _MOST_SIGNERS:
                del self._signers[next(iter(self._signers))]
        return signer

    def _trusted(self, pem: bytes, now: datetime) -> _Signer:
        leaf, *others = _certificates(pem)
        chain = self._policy.time(now).build_server_verifier(_SIGNER).verify(leaf, others)
        # By name: the path validation above would also be content with *.amazon.com.
        if _SIGNER not in leaf.extensions.get_extension_for_class(SubjectAlternativeName).value:
            raise Forged(f"the certificate does not name {_SIGNER.value}")
        key = leaf.public_key()
        if not isinstance(key, RSAPublicKey):
            raise Forged("the key is not an RSA key")
        ends = min(certificate.not_valid_after_utc for certificate in chain)
        return _Signer(key, min(ends, now + _FRESH_FOR))


@contextmanager
def _forged(claim: str) -> Iterator[None]:
    # Any exception: nothing that a stranger's bytes provoke may open the door or answer 500.
    try:
        yield
    except Exception as error:
        raise Forged(f"{claim}: {str(error) or type(error).__name__}") from error


def _only(headers: Mapping[str, str], name: str) -> str:
    values = [value for key, value in headers.items() if key.lower() == name.lower()]
    if len(values) != 1:
        raise Forged(f"There are {len(values)} {name} headers instead of one")
    return values[0]


def _normalised(url: str) -> str:
    address = _CHAIN_URL.fullmatch(url)
    path = posixpath.normpath(address[1]) if address else ""
    if not path.startswith("/echo.api/"):
        raise Forged(f"SignatureCertChainUrl {url!r} is not one of Alexa's")
    return f"https://s3.amazonaws.com{path}"


def _decoded(signature: str) -> bytes:
    with _forged("Signature-256 is not base64"):
        decoded = base64.b64decode(signature)
    # The decoder skips what it does not know, and one signature must not have two spellings.
    if base64.b64encode(decoded).decode() != signature:
        raise Forged("Signature-256 is not base64 as it should be written")
    return decoded


def _check_age(body: bytes, now: datetime) -> None:
    with _forged("The body has no request with a type and a timestamp"):
        request = json.loads(body)["request"]
        late = now - datetime.fromisoformat(request["timestamp"])
        longest = _RESENT_FOR if request["type"] in _RESENT else _TOLERANCE
    if not -_TOLERANCE <= late <= longest:
        raise Forged(f"The request is {late.total_seconds():.0f} seconds old")
