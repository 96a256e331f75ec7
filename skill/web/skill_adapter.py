"""flask-ask-sdk's SkillAdapter, importable whatever OpenSSL the host has.

Importing it imports certvalidator, whose oscrypto raises LibraryNotFoundError on OpenSSL 3.0.10
and later (https://github.com/wbond/oscrypto/issues/78). Only the SDK's own RequestVerifier calls
certvalidator, and requests are proven by `skill.alexa.verifier` instead. So during the import a
stand-in that always refuses takes certvalidator's place, and is taken away again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NoReturn

__all__ = ["SkillAdapter", "VerificationException"]


def _refuse(*_: object) -> NoReturn:
    raise RuntimeError("RequestVerifier is out of use here; verify with skill.alexa.verifier")


@contextmanager
def _stand_in(*names: str) -> Iterator[None]:
    module = ModuleType(names[0])
    vars(module).update(
        CertificateValidator=_refuse, PathError=ImportError, ValidationError=ImportError
    )
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent, module))
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with _stand_in("certvalidator", "certvalidator.errors"):
    from ask_sdk_webservice_support.verifier import VerificationException
    from flask_ask_sdk.skill_adapter import SkillAdapter
