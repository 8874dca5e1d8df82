"""The demo's workbooks on disk, and a node that knows its authorities."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import workbooks
from saphan.accounts.services import Loaded, load_authorities


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the offices send, with answers and what the files truly hold."""
    folder = tmp_path_factory.mktemp("workbooks")
    workbooks.write(folder)
    return folder


@pytest.fixture
def authorities(db: None) -> Loaded:
    return load_authorities()
