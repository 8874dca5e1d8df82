"""One file of the same bytes that waits or is sealed; what was sent again before is withdrawn."""

from django.db import migrations, models

import saphan.intake.choices

SENT_AGAIN = """
    UPDATE intake_upload AS earlier SET state = 'withdrawn'
    WHERE earlier.state IN ('refused', 'doubtful', 'ready') AND EXISTS (
        SELECT 1 FROM intake_upload AS kept
        WHERE (kept.sha256, kept.authority, kept.register)
            = (earlier.sha256, earlier.authority, earlier.register)
        AND (kept.state = 'sealed' OR (kept.state <> 'withdrawn' AND kept.id > earlier.id))
    )
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_who_settled")]

    operations = [
        migrations.RunSQL(SENT_AGAIN, migrations.RunSQL.noop),
        migrations.RemoveConstraint("upload", "a_file_is_sealed_once"),
        migrations.AddConstraint(
            "upload",
            models.UniqueConstraint(
                condition=~models.Q(("state", saphan.intake.choices.UploadState["WITHDRAWN"])),
                fields=("sha256", "authority", "register"),
                name="a_file_is_here_once",
            ),
        ),
    ]
