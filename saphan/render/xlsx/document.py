"""The whole workbook: the paper's text, the list of all numbers, a sheet for each table."""

from __future__ import annotations

import io

import xlsxwriter

from saphan.render.official import NUMBERS, TEXT, printable
from saphan.render.paper import Paper
from saphan.render.xlsx.book import Book
from saphan.render.xlsx.plan import planned
from saphan.render.xlsx.sheets import add_numbers, add_tables, add_text

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(paper: Paper) -> bytes:
    """Return the .xlsx; the same paper gives the same bytes. No formula is ever written."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": printable(paper.full_title)[:255],
                "author": printable(paper.author),
                "category": printable(paper.level),
                "comments": printable(paper.note),
                "keywords": printable(paper.code),
                "created": paper.made_at.replace(tzinfo=None),
            }
        )
        book = Book(workbook, paper)
        taken = (TEXT.in_(paper.language), NUMBERS.in_(paper.language))
        plan = planned(paper.blocks, paper.language, taken=taken)
        add_text(book, plan)
        add_numbers(book)
        add_tables(book, plan)
    return buffer.getvalue()
