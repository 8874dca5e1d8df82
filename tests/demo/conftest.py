"""The demo's workbooks, made once for all tests that only read them."""

import pytest

from demo import workbooks
from demo.sheets import Book


@pytest.fixture(scope="session")
def demo_books() -> list[Book]:
    return workbooks.books()
