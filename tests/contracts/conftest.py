from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.backends import BACKENDS, Backend, Stores


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    return Backend(request.param, str(tmp_path / "shop.db"))


@pytest.fixture
def stores(backend: Backend) -> Stores:
    return backend.open()
