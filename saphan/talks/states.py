"""How far talks are signed, by shape and word."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.talks.signed import Status
from saphan.web.states import State

STATES = {
    Status.BY_US: State(_("signed by us"), "wait", "half"),
    Status.BY_THEM: State(_("signed by them"), "wait", "half"),
    Status.BY_BOTH: State(_("signed by both"), "ok", "double-tick"),
    Status.RESTATED: State(_("restated"), "wait", "pen"),
    Status.ON_PAPER: State(_("signed on paper"), "ok", "seal"),
}
