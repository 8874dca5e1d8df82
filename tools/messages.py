"""Collects the texts for translation into locale/{vi,lo}/LC_MESSAGES/django.po.

Babel does it all, so no gettext package is needed; Django turns templates into text that reads as
Python. Kept translations stay; a text that changed slightly keeps its translation marked fuzzy.
`locale/foreign.pot` lists what Django and allauth say on our pages: Django takes our wording first.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
FOREIGN = ROOT / "locale" / "foreign.pot"
LANGUAGES = ("vi", "lo")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
KEYWORDS = {
    "_": None,
    "__": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources() -> Iterator[Path]:
    """Programs and templates of the product, in a stable order."""
    found = (*ROOT.glob("saphan/**/*.py"), *ROOT.glob("saphan/**/templates/**/*.*"))
    yield from sorted(path for path in found if path.suffix in {".py", ".html", ".txt"})


def collected() -> Catalog:
    """Every marked text, once."""
    catalog = Catalog(project="saphan", charset="utf-8")
    for path in sources():
        text = path.read_text("utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        place = str(path.relative_to(ROOT))
        for _line, message, comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",)
        ):
            catalog.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    for foreign in read_po(io.BytesIO(FOREIGN.read_bytes())):
        if foreign.id:
            catalog.add(foreign.id, None, foreign.locations, context=foreign.context)
    return catalog


def path_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def updated(language: str, template: Catalog) -> bytes:
    """One catalogue brought up to date; without places, so that moving a text changes nothing."""
    path = path_of(language)
    catalog = Catalog(locale=language)
    if path.exists():
        catalog = read_po(io.BytesIO(path.read_bytes()), locale=language)
    catalog.update(template)
    catalog.obsolete.clear()
    written = io.BytesIO()
    write_po(written, catalog, width=100, no_location=True, sort_output=True, omit_header=True)
    return HEADER.format(language=language).encode() + written.getvalue()


def main() -> None:
    settings.configure(USE_I18N=True)
    template = collected()
    for language in LANGUAGES:
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(updated(language, template))


if __name__ == "__main__":
    main()
