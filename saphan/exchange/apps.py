"""Plugs the floor in."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "saphan.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.bilateral import kinds
        from saphan.exchange import arrivals, sharing, showing
        from saphan.exchange.documents import PolicyText
        from saphan.ledger import check, pairs, rebuild

        roles.declare("exchange")
        kinds.plug(PolicyText)
        pairs.plug(sharing.tell)
        check.plug(arrivals.erased)
        rebuild.plug(showing.unread)
