"""Certificate chains of the shape Alexa signs with, and every fault one can have.

The shape is that of echo-api.amazon.com below "Amazon RSA 2048 M01" and "Amazon Root CA 1".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ALEXA = "echo-api.amazon.com"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
"""Certificates are valid from a year before to a year after, unless they say otherwise."""
YEAR = timedelta(days=365)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Party:
    """A certificate and the key it speaks for."""

    certificate: x509.Certificate
    key: Key


@cache
def rsa_key(owner: str, exponent: int = 65537) -> rsa.RSAPrivateKey:
    """One key for each owner in a whole run: making one takes a tenth of a second."""
    return rsa.generate_private_key(exponent, 2048)


def pem(*parties: Party) -> bytes:
    """The file at a SignatureCertChainUrl, leaf first."""
    return b"".join(party.certificate.public_bytes(Encoding.PEM) for party in parties)


def authority(name: str, signed_by: Party | None = None, *, ends: datetime = NOON + YEAR) -> Party:
    """A root when nobody signs it, an intermediate or a cross-signed root when somebody does."""
    return _issue(name, rsa_key(name), signed_by, _limits(authority=True), ends=ends)


def leaf(
    signed_by: Party | None,
    *,
    hosts: tuple[str, ...] = (ALEXA,),
    name: str = ALEXA,
    key: Key | None = None,
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
    starts: datetime = NOON - YEAR,
    ends: datetime = NOON + YEAR,
) -> Party:
    """Alexa's own certificate; self-signed when nobody signs it."""
    extensions = [*_limits(authority=False), x509.ExtendedKeyUsage([usage])]
    if hosts:
        extensions.append(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]))
    return _issue(name, key or rsa_key(name), signed_by, extensions, starts=starts, ends=ends)


def _issue(
    name: str,
    key: Key,
    signed_by: Party | None,
    extensions: list[x509.ExtensionType],
    *,
    starts: datetime = NOON - YEAR,
    ends: datetime,
) -> Party:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = signed_by.certificate.subject if signed_by else subject
    signer = signed_by.key if signed_by else key
    builder = x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number(), starts, ends
    )
    for extension in (*extensions, *_identifiers(key, signer)):
        builder = builder.add_extension(extension, isinstance(extension, _CRITICAL))
    return Party(builder.sign(signer, SHA256()), key)


_CRITICAL = (x509.BasicConstraints, x509.KeyUsage)


def _limits(*, authority: bool) -> list[x509.ExtensionType]:
    return [
        x509.BasicConstraints(ca=authority, path_length=None),
        x509.KeyUsage(
            digital_signature=True,
            key_encipherment=not authority,
            key_cert_sign=authority,
            crl_sign=authority,
            content_commitment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        ),
    ]


def _identifiers(key: Key, signer: Key) -> tuple[x509.ExtensionType, x509.ExtensionType]:
    return (
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
    )


@cache
def oldest() -> Party:
    return authority("Oldest Root")


@cache
def older() -> Party:
    return authority("Older Root", oldest())


@cache
def root() -> Party:
    return authority("Root")


@cache
def cross_signed() -> Party:
    """The same root once more, as an older authority vouches for it."""
    return authority("Root", older())


@cache
def middle() -> Party:
    return authority("Intermediate", root())


@cache
def alexa() -> Party:
    return leaf(middle())


@cache
def stranger() -> Party:
    return authority("Stranger")


CHAINS: dict[str, Callable[[], bytes]] = {
    "leaf and intermediate": lambda: pem(alexa(), middle()),
    "with the root appended": lambda: pem(alexa(), middle(), root()),
    "with the cross-signed root and its parent appended": lambda: pem(
        alexa(), middle(), cross_signed(), older()
    ),
}
