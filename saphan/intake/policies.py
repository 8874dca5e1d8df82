"""The sharing policy as a kind of record: drafted and cleared here, put to the peers by sealing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from saphan.exchange import rules, services, words
from saphan.exchange.documents import ArticleText, PolicyText
from saphan.intake.kinds import Kind
from saphan.kernel.languages import T


def _articles(articles: Sequence[ArticleText]) -> list[str]:
    return [words.article_in_words(each) for each in articles]


POLICY: Final = Kind(
    "exchange.policy",
    names=T(en="Sharing policy", vi="Quy chế chia sẻ", lo="ລະບຽບແບ່ງປັນ"),
    core=PolicyText,
    record=services.record_policies,
    why_not=rules.why_not_propose,
    objections={
        "no-articles": _("A policy names at least one kind of record."),
        "no-basis-to-share": _("An article cites an instrument, a kind of record and a purpose."),
        "nothing-shared": _("An article names the parts and the levels that are shared."),
        "no-days": _("An article says for how many days the other side keeps what it gets."),
    },
    title=words.title_of,
    labels={"articles": _("Articles")},
    reads={"articles": _articles},
    route="intake:policy",
)
