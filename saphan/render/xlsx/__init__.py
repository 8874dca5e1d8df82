"""Workbooks: numbers are numbers, texts are texts, and right of each number stands its cell."""

from saphan.render.xlsx.document import write

__all__ = ["write"]
