"""Authorities and offices, people who log in, what they may do until when, and what they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from saphan.accounts import queries
from saphan.accounts.choices import AuthorityKind, OfficeKind, Role
from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side

LOGIN = RegexValidator(
    r"^[a-z][a-z0-9.-]{2,63}\Z",
    _("Use 3 to 64 small Latin letters, digits, dots and hyphens; begin with a letter."),
)
CODE = RegexValidator(r"^[a-z]{2,}(?:[-/][a-z0-9]+)*\Z", _("Use small Latin letters and hyphens."))


def _choices(
    kinds: type[Side | Role | AuthorityKind | OfficeKind | Language],
) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


def _in_order(since: str, until: str, name: str, *, days: int = 0) -> models.CheckConstraint:
    """Both days count. With `days=1` the end may lie a day before the beginning: it never was."""
    open_end = Q(**{f"{since}__isnull": True}) | Q(**{f"{until}__isnull": True})
    ends = Q(**{f"{until}__gte": F(since) - timedelta(days=days) if days else F(since)})
    return models.CheckConstraint(condition=open_end | ends, name=name)


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines an authority puts on its papers, in one language."""

    superior: str
    own: str
    symbol: str
    place: str
    signer: str


class Authority(models.Model):
    """An office with a mandate that can sign for its side; PII: none.

    `valid_from` empty: before this record begins; `valid_until` empty: still in force.
    """

    code = models.CharField(max_length=64, unique=True, validators=[CODE])
    side = models.CharField(max_length=2, choices=_choices(Side))
    kind = models.CharField(max_length=16, choices=_choices(AuthorityKind))
    place = models.CharField(max_length=64, blank=True)
    name_vi = models.CharField(max_length=200)
    name_lo = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_vi = models.CharField(max_length=80)
    short_lo = models.CharField(max_length=80)
    short_en = models.CharField(max_length=80)
    superior_vi = models.CharField(max_length=200, blank=True)
    superior_lo = models.CharField(max_length=200, blank=True)
    superior_en = models.CharField(max_length=200, blank=True)
    seat_vi = models.CharField(max_length=80)
    seat_lo = models.CharField(max_length=80)
    seat_en = models.CharField(max_length=80)
    signer_vi = models.CharField(max_length=120)
    signer_lo = models.CharField(max_length=120)
    signer_en = models.CharField(max_length=120)
    symbol = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = queries.AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("side", "code")
        verbose_name_plural = "authorities"
        constraints = [
            _in_order("valid_from", "valid_until", "authority_dates"),
            models.CheckConstraint(
                condition=Q(side="VN", code__startswith="vn-")
                | Q(side="LA", code__startswith="la-"),
                name="authority_code_names_side",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def names(self) -> T:
        return T(en=self.name_en, vi=self.name_vi, lo=self.name_lo)

    @property
    def short(self) -> T:
        return T(en=self.short_en, vi=self.short_vi, lo=self.short_lo)

    def names_on(self, on: date) -> T:
        """The official name that day: the earliest former name still in use, else today's."""
        for former in sorted(self.former_names.all(), key=lambda name: name.until):
            if on <= former.until:
                return former.names
        return self.names

    def heading(self, language: str, *, on: date) -> Heading:
        """The lines of a paper of that day; the own line is the official name it then had.

        Papers set it in capitals where a script has them.
        """
        superior = T(en=self.superior_en, vi=self.superior_vi, lo=self.superior_lo)
        seat = T(en=self.seat_en, vi=self.seat_vi, lo=self.seat_lo)
        signer = T(en=self.signer_en, vi=self.signer_vi, lo=self.signer_lo)
        return Heading(
            superior=superior.in_(language),
            own=self.names_on(on).in_(language),
            symbol=self.symbol,
            place=seat.in_(language),
            signer=signer.in_(language),
        )

    def in_force(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_until or on)


class FormerName(models.Model):
    """What an authority was called until a day, its mandate unchanged; PII: none."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="former_names")
    name_vi = models.CharField(max_length=200)
    name_lo = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    until = models.DateField()

    class Meta:
        ordering = ("authority", "until")
        constraints = [
            models.UniqueConstraint(fields=["authority", "until"], name="former_name_once"),
        ]

    def __str__(self) -> str:
        return self.name_en

    @property
    def names(self) -> T:
        return T(en=self.name_en, vi=self.name_vi, lo=self.name_lo)


class Succession(models.Model):
    """From this day the successor answers for what the predecessor did; PII: none."""

    predecessor = models.ForeignKey(Authority, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Authority, models.PROTECT, related_name="inheritances")
    on = models.DateField()

    class Meta:
        ordering = ("on",)
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} > {self.successor_id}"


class Office(models.Model):
    """A station, gate, department or unit: a dimension of figures, never a signer; PII: none."""

    code = models.CharField(max_length=96, unique=True, validators=[CODE])
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=16, choices=_choices(OfficeKind))
    place = models.CharField(max_length=64, blank=True)
    name_vi = models.CharField(max_length=200)
    name_lo = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = queries.OfficeQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = [_in_order("valid_from", "valid_until", "office_dates")]

    def __str__(self) -> str:
        return self.code

    @property
    def names(self) -> T:
        return T(en=self.name_en, vi=self.name_vi, lo=self.name_lo)


class User(AbstractBaseUser):
    """A person (or a named machine) who logs in; PII: names."""

    login = models.CharField(max_length=64, unique=True, validators=[LOGIN])
    display_name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=_choices(Language), default=Language.EN.value)
    is_active = models.BooleanField(default=True)
    since = models.DateField()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name", "since"]

    objects = queries.UserQuerySet.as_manager()

    class Meta:
        ordering = ("login",)
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
            models.CheckConstraint(
                condition=Q(login__regex=r"^[a-z][a-z0-9.-]{2,63}$"), name="user_login_form"
            ),
        ]

    def __str__(self) -> str:
        return self.login

    def get_full_name(self) -> str:
        return self.display_name


class SetupCode(models.Model):
    """A one-time code on a printed sheet with which a person sets a password; PII: none.

    Only its hash is kept. A new code replaces the old one; using it deletes it.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="setup_code")
    secret = models.CharField(max_length=128)
    issued_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}"


class Membership(models.Model):
    """A role of a person in an authority, from a day until a day (both count); PII: names.

    One that ended the day before it began was taken back and never counted.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="memberships")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=_choices(Role))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True)

    objects = queries.MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("authority", "user", "role", "since")
        constraints = [
            _in_order("since", "until", "membership_dates", days=1),
            models.UniqueConstraint(
                fields=["user", "authority", "office", "role"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.authority_id}"


class ActingMandate(models.Model):
    """A person acts in a role for an office until a day, by a numbered decision; PII: names."""

    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="mandates")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    role = models.CharField(max_length=16, choices=_choices(Role))
    decision = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField()
    given_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True)

    objects = queries.MandateQuerySet.as_manager()

    class Meta:
        ordering = ("authority", "user", "since")
        constraints = [
            _in_order("since", "until", "mandate_dates", days=1),
            models.CheckConstraint(condition=~Q(decision=""), name="mandate_has_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.decision}"


class Read(models.Model):
    """One page that showed personal data: who read which records, when and why; PII: names.

    Append-only: the database refuses to change or delete a row.
    """

    at = models.DateTimeField()
    login = models.CharField(max_length=64)
    authority = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    purpose = models.CharField(max_length=200)
    uids = ArrayField(models.CharField(max_length=64))

    objects = queries.ReadQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [
            GinIndex(fields=["uids"], name="read_uids"),
            models.Index(fields=["authority", "-at"], name="read_authority_at"),
        ]
        constraints = [models.CheckConstraint(condition=Q(uids__len__gt=0), name="read_of_some")]

    def __str__(self) -> str:
        return f"{self.login} {self.path}"
