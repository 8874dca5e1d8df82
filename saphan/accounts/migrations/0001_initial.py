import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "login",
                    models.CharField(
                        max_length=64,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9.-]{2,63}\\Z",
                                "Use 3 to 64 small Latin letters, digits, dots and hyphens; begin with a letter.",
                            )
                        ],
                    ),
                ),
                ("display_name", models.CharField(max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "vi"), ("lo", "lo"), ("en", "en")],
                        default="en",
                        max_length=2,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("since", models.DateField()),
            ],
            options={
                "ordering": ("login",),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="user_email_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("login__regex", "^[a-z][a-z0-9.-]{2,63}$")),
                        name="user_login_form",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=64,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,}(?:[-/][a-z0-9]+)*\\Z",
                                "Use small Latin letters and hyphens.",
                            )
                        ],
                    ),
                ),
                ("side", models.CharField(choices=[("VN", "VN"), ("LA", "LA")], max_length=2)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "government"),
                            ("ministry", "ministry"),
                            ("committee", "committee"),
                            ("command", "command"),
                            ("procuracy", "procuracy"),
                            ("province", "province"),
                        ],
                        max_length=16,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=64)),
                ("name_vi", models.CharField(max_length=200)),
                ("name_lo", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("short_vi", models.CharField(max_length=80)),
                ("short_lo", models.CharField(max_length=80)),
                ("short_en", models.CharField(max_length=80)),
                ("superior_vi", models.CharField(blank=True, max_length=200)),
                ("superior_lo", models.CharField(blank=True, max_length=200)),
                ("superior_en", models.CharField(blank=True, max_length=200)),
                ("seat_vi", models.CharField(max_length=80)),
                ("seat_lo", models.CharField(max_length=80)),
                ("seat_en", models.CharField(max_length=80)),
                ("signer_vi", models.CharField(max_length=120)),
                ("signer_lo", models.CharField(max_length=120)),
                ("signer_en", models.CharField(max_length=120)),
                ("symbol", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "authorities",
                "ordering": ("side", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="authority_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__startswith", "vn-"), ("side", "VN")),
                            models.Q(("code__startswith", "la-"), ("side", "LA")),
                            _connector="OR",
                        ),
                        name="authority_code_names_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=96,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,}(?:[-/][a-z0-9]+)*\\Z",
                                "Use small Latin letters and hyphens.",
                            )
                        ],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("station", "station"),
                            ("gate", "gate"),
                            ("department", "department"),
                            ("unit", "unit"),
                        ],
                        max_length=16,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=64)),
                ("name_vi", models.CharField(max_length=200)),
                ("name_lo", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader"),
                            ("officer", "officer"),
                            ("checker", "checker"),
                            ("clearer", "clearer"),
                            ("registrar", "registrar"),
                            ("secretary", "secretary"),
                            ("leader", "leader"),
                            ("administrator", "administrator"),
                            ("auditor", "auditor"),
                        ],
                        max_length=16,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("given_by", models.CharField(max_length=64)),
                ("ended_by", models.CharField(blank=True, max_length=64)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.authority",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.office",
                    ),
                ),
            ],
            options={
                "ordering": ("authority", "user", "role", "since"),
            },
        ),
        migrations.CreateModel(
            name="ActingMandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader"),
                            ("officer", "officer"),
                            ("checker", "checker"),
                            ("clearer", "clearer"),
                            ("registrar", "registrar"),
                            ("secretary", "secretary"),
                            ("leader", "leader"),
                            ("administrator", "administrator"),
                            ("auditor", "auditor"),
                        ],
                        max_length=16,
                    ),
                ),
                ("decision", models.CharField(max_length=80)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("given_by", models.CharField(max_length=64)),
                ("ended_by", models.CharField(blank=True, max_length=64)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="accounts.authority",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="accounts.office",
                    ),
                ),
            ],
            options={
                "ordering": ("authority", "user", "since"),
            },
        ),
        migrations.CreateModel(
            name="Read",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("login", models.CharField(max_length=64)),
                ("authority", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=500)),
                ("purpose", models.CharField(max_length=200)),
                (
                    "uids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64)
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["uids"], name="read_uids"),
                    models.Index(fields=["authority", "-at"], name="read_authority_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("uids__len__gt", 0)), name="read_of_some"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SetupCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret", models.CharField(max_length=128)),
                ("issued_by", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="setup_code",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="accounts.authority",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inheritances",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("on",),
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_vi", models.CharField(max_length=200)),
                ("name_lo", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("until", models.DateField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("authority", "until"),
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "until"), name="former_name_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="office_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    (
                        "until__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("since"), "-", models.Value(datetime.timedelta(days=1))
                        ),
                    ),
                    _connector="OR",
                ),
                name="membership_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("user", "authority", "office", "role"),
                name="membership_open_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="actingmandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    (
                        "until__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("since"), "-", models.Value(datetime.timedelta(days=1))
                        ),
                    ),
                    _connector="OR",
                ),
                name="mandate_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="actingmandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision", ""), _negated=True), name="mandate_has_decision"
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor"), name="succession_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="succession_of_another",
            ),
        ),
    ]
