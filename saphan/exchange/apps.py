"""Plugs the floor in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "saphan.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.bilateral import kinds
        from saphan.exchange import arrivals, sharing, showing, words
        from saphan.exchange.documents import PolicyText
        from saphan.ledger import check, pairs, rebuild
        from saphan.web import menu, states

        roles.declare("exchange")
        kinds.plug(PolicyText)
        pairs.plug(sharing.tell)
        check.plug(arrivals.erased)
        rebuild.plug(showing.unread)
        for code, state in words.STATES.items():
            states.add(code, state)
        watch = roles.WATCH_EXCHANGE
        menu.add(menu.MenuItem(_("Exchange"), "exchange:status", watch, order=915))
