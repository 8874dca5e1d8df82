"""What the lists of what waits can be narrowed by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.intake.choices import DraftState, UploadState
from saphan.web.filters import FilterSet

DRAFT_STATES = [
    (DraftState.DRAFTED, _("draft")),
    (DraftState.CHECKED, _("checked")),
    (DraftState.RETURNED, _("returned")),
    (DraftState.CLEARED, _("sealed")),
    (DraftState.WITHDRAWN, _("withdrawn")),
]
UPLOAD_STATES = [
    (UploadState.DOUBTFUL, _("doubtful")),
    (UploadState.READY, _("ready")),
    (UploadState.REFUSED, _("refused")),
    (UploadState.SEALED, _("sealed")),
    (UploadState.WITHDRAWN, _("withdrawn")),
]


class DraftFilter(FilterSet):
    state = django_filters.ChoiceFilter(choices=DRAFT_STATES, label=_("State"))


class UploadFilter(FilterSet):
    state = django_filters.ChoiceFilter(choices=UPLOAD_STATES, label=_("State"))
