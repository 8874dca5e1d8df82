"""What a code says to the person whose file it is: what was found and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saphan.intake.reading.columns import Trilingual, in_language
from saphan.kernel.dates import format_date
from saphan.kernel.numbers import format_number

SENTENCES = {
    # The file
    "file-empty": _("The file is empty. Send the workbook again."),
    "file-too-large": _("The file has {size} MB; {most} MB can be read. Split it by month."),
    "file-type": _(
        "This is not a workbook (.xlsx, .xls) or a table (.csv, .tsv). Save it as .xlsx."
    ),
    "file-damaged": _("The workbook is damaged and cannot be opened. Save it again and resend it."),
    "workbook-encrypted": _("The workbook is locked by a password. Save it without a password."),
    "workbook-macros": _("The workbook holds macros. Save it as .xlsx, which has none."),
    "workbook-bomb": _(
        "The workbook unpacks to far more than it holds. It was not opened. "
        "Copy the table into a new workbook."
    ),
    "too-many-cells": _(
        "A sheet spans {cells} cells; {most} can be read. Delete the empty rows and columns "
        "beside the table, or split it by month."
    ),
    "text-encoding": _(
        "The text of the file is not in Unicode ({found}). Save it as CSV UTF-8 or as .xlsx."
    ),
    "quote-open": _(
        "The cell that begins in line {line} has no end: a quotation mark is missing. "
        "Mend it, or save the table as .xlsx."
    ),
    "no-table": _("No sheet holds a table that this register knows. Use the register's template."),
    "no-rows": _("The table has a head and no rows. Fill it in and send it again."),
    # Sheets and heads
    "sheet-not-read": _("The sheet holds no table that this register knows; it was not read."),
    "sheet-hidden": _("The sheet is hidden; it was not read."),
    "external-links": _("The workbook points at other files; only its own values were read."),
    "head-missing": _("The column “{column}” was not found. Name it so in the head of the table."),
    "head-unknown": _("The register has no column of this name; it was not read."),
    "column-unread": _(
        "The register has no such column; {count} of its cells hold something that was not read."
    ),
    "head-twice": _("Two columns are both “{column}”. Keep one."),
    "head-unit": _("The head says {found} and the register counts in {unit}. Convert the column."),
    "head-repeated": _("The head of the table comes again here; it was passed over."),
    "column-hidden": _("The column is hidden; its values were read."),
    "column-numbers": _("This row numbers the columns; it was passed over."),
    "rows-hidden": _("Rows {rows} are hidden. Say whether they belong to the table."),
    "text-row": _("This line stands outside the table; it was kept as a note."),
    "mapping-column": _("The kept mapping names “{column}”, which the register does not have."),
    # Cells
    "required": _("“{column}” is empty; every row needs it."),
    "cell-error": _("The cell shows an error of the spreadsheet. Mend its formula."),
    "formula-not-computed": _(
        "The formula has no computed value. Open the workbook, let it compute, save it again."
    ),
    "formula-not-needed": _(
        "“{column}” has no computed values. It only adds up other columns, so it was not needed."
    ),
    "legacy-font": _(
        "The text is in the font {font}, which is not Unicode, so its letters cannot be known. "
        "Convert it to Unicode and save again."
    ),
    "legacy-letters": _(
        "The letters look like an old non-Unicode coding. Convert the text to Unicode."
    ),
    "not-nfc": _("The accents are stored apart from their letters (NFD). Type the text again."),
    "direction-mark": _(
        "The text holds an invisible mark that changes the direction of writing. Type it again."
    ),
    "control-character": _("The text holds an invisible control character. Type it again."),
    "date-in-text": _(
        "A spreadsheet made a date of what was typed in “{column}”. Choose what was written."
    ),
    "number-in-text": _(
        "“{column}” names something, and this is a negative number or a fraction. Confirm or "
        "correct it."
    ),
    "wrong-form": _("This is no “{column}”. Write it as {examples}."),
    "digits-lost": _("The number is longer than a spreadsheet keeps. Enter it as text."),
    "not-a-number": _("This cannot be read as a number. Write digits only."),
    "range": _("This is a range, and one number is due. Choose its first or last number."),
    "date-in-number": _(
        "This looks like a date or a fraction where a number is due; a spreadsheet may have made "
        "a date of it. Write the number."
    ),
    "scientific": _("The number is written with a power of ten. Confirm what it stands for."),
    "number-two-readings": _("This can be read two ways. Choose one reading."),
    "typed-fraction": _(
        "“{column}” counts whole things, and this is a fraction: a thousands separator may have "
        "been taken for decimals. Say what was meant."
    ),
    "letter-for-digit": _("A letter stands where a digit belongs. Confirm the number."),
    "not-whole": _("“{column}” counts whole things; this is a fraction."),
    "too-fine": _("This is finer than {unit} can be recorded. Round it as the paper states it."),
    "other-unit": _("This is written in {found}; the column counts in {unit}. Choose one reading."),
    "unit-unknown": _("“{found}” is no unit that the register knows."),
    "unit-missing": _("The quantity has no unit. Write it after the number."),
    "below-minimum": _("This is less than {least}, the least that is possible here."),
    "in-thousands": _(
        "This is far less than the column usually holds. Was it written in thousands?"
    ),
    "above-maximum": _(
        "This is more than {most}, the most that is usual here. Confirm or correct."
    ),
    "not-a-date": _("This cannot be read as a date. Write day/month/year, such as 12/8/2025."),
    "approximate": _("This is an approximate date. Confirm what is to be recorded."),
    "date-in-words": _("This names a day in words. Choose the day that was meant."),
    "year-missing": _("The year is missing. Say which year was meant, or write day/month/year."),
    "month-first": _("There is no month {month}. Write the day before the month."),
    "date-partial": _("The day is missing. Write day/month/year."),
    "buddhist-year": _("The year counts in the Buddhist era. Confirm the year of the common era."),
    "two-digit-year": _("The year has two digits. Choose the year that was meant."),
    "date-serial": _("A number stands where a date is due. Confirm the date that it stands for."),
    "date-swapped": _(
        "A spreadsheet may have taken the day for the month: other dates in this column could "
        "not be turned. Choose one reading."
    ),
    "date-in-future": _("This day has not come yet; the last day possible is {until}."),
    "date-too-early": _("This is before {since}, the first day possible here."),
    "not-a-time": _("This cannot be read as a time. Write 07:30."),
    "unknown-choice": _("“{column}” knows: {choices}. Write one of these."),
    "choice-near": _("This is not in the list of “{column}”, but near to it. Choose one reading."),
    # Rows
    "wrong-order": _("“{end}” comes before “{start}”."),
    "duplicate-row": _("This row says the same as row {first}. Say whether both count."),
    "total-differs": _("The total says {stated}, the rows add up to {summed}. Check both."),
    "total-not-computed": _(
        "The total has no computed value and was not compared; the rows add up to {summed}."
    ),
    "total-holds": _("The rows add up to the total, {summed}."),
    # Answers
    "answer-without-doubt": _("There is nothing to settle in this cell."),
    "answer-unknown": _("“{answer}” is none of the readings: {readings}."),
}


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of `code` in the language of the moment; KeyError for another code."""
    language = get_language() or "en"
    return str(SENTENCES[code]).format(**{name: _said(v, language) for name, v in facts.items()})


def _said(value: object, language: str) -> object:
    """Days, numbers and words as the reader's language writes them."""
    if isinstance(value, Trilingual):
        return in_language(value, language)
    if isinstance(value, date):
        return format_date(value, language)
    return format_number(value, language) if isinstance(value, Decimal | int) else value
