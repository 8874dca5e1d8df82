"""What a restored node wrote before it knew better moves aside; nothing of it is changed.

A line or head may move to an epoch of the same journal that was given up, and a version of a
record may come back beside another with its number.
"""

from django.db import migrations, models

BUT_FOR_A_MOVE = """
CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME IN ('ledger_journalline', 'ledger_signedhead') THEN
    IF to_jsonb(NEW) - 'epoch' = to_jsonb(OLD) - 'epoch' AND EXISTS (
      SELECT FROM ledger_pairepoch WHERE way = 'to' AND gone
      AND journal = to_jsonb(NEW) ->> 'journal' AND epoch = to_jsonb(NEW) ->> 'epoch'
    ) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
ALWAYS = """
CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.AddField("document", "again", models.BooleanField(db_default=False)),
        migrations.RemoveConstraint("document", "one_version_once"),
        migrations.AddConstraint(
            "document",
            models.UniqueConstraint(
                fields=["uid", "side", "version"],
                name="one_version_once",
                condition=models.Q(peer="", again=False),
            ),
        ),
        migrations.RunSQL(BUT_FOR_A_MOVE, ALWAYS),
    ]
