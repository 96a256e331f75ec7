"""flask-ask-sdk imports here whatever OpenSSL the host has; each test in a Python of its own."""

from __future__ import annotations

import subprocess
import sys
import textwrap


def in_a_fresh_python(code: str) -> None:
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=60)


def test_the_adapter_imports_and_leaves_no_trace() -> None:
    in_a_fresh_python("""
        import sys
        from skill.web.skill_adapter import SkillAdapter, VerificationException
        assert SkillAdapter.__module__ == "flask_ask_sdk.skill_adapter"
        assert issubclass(VerificationException, Exception)
        assert not [name for name in sys.modules if name.startswith(("certvalidator", "oscrypto"))]
    """)


def test_the_sdks_own_verifier_is_out_of_use_and_says_so() -> None:
    in_a_fresh_python("""
        import certifi, pathlib
        import skill.web.skill_adapter
        from ask_sdk_webservice_support.verifier import RequestVerifier
        chain = pathlib.Path(certifi.where()).read_bytes()
        try:
            RequestVerifier()._validate_cert_chain(chain)
        except RuntimeError as error:
            assert "skill.alexa.verifier" in str(error)
        else:
            raise AssertionError("a chain was accepted unseen")
    """)


def test_a_certvalidator_that_works_is_left_alone() -> None:
    in_a_fresh_python("""
        import sys, types
        top, errors = types.ModuleType("certvalidator"), types.ModuleType("certvalidator.errors")
        top.CertificateValidator = object
        errors.PathError = errors.ValidationError = OSError
        sys.modules.update({"certvalidator": top, "certvalidator.errors": errors})
        import skill.web.skill_adapter
        from ask_sdk_webservice_support import verifier
        assert verifier.CertificateValidator is object
        assert sys.modules["certvalidator"] is top
    """)
