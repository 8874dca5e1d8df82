"""What was sealed is never written again: an error of the program cannot rewrite history.

A part may be deleted, which is what erasing it means, and a document may learn once what replaced
it. A database administrator can switch the guard off; `saphan ledger check` then names what differs.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION ledger_document_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed ledger_document%ROWTYPE := OLD;
BEGIN
  IF OLD.superseded_by IS NULL THEN
    allowed.superseded_by := NEW.superseded_by;
  END IF;
  IF NEW IS DISTINCT FROM allowed THEN
    RAISE EXCEPTION 'a sealed document does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_journalline
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_signedhead
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_epoch
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_nodekey
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE ON ledger_part
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON ledger_document
  FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER superseded_once BEFORE UPDATE ON ledger_document
  FOR EACH ROW EXECUTE FUNCTION ledger_document_is_append_only();
"""
ALLOW = """
DROP TRIGGER append_only ON ledger_journalline;
DROP TRIGGER append_only ON ledger_signedhead;
DROP TRIGGER append_only ON ledger_epoch;
DROP TRIGGER append_only ON ledger_nodekey;
DROP TRIGGER append_only ON ledger_part;
DROP TRIGGER append_only ON ledger_document;
DROP TRIGGER superseded_once ON ledger_document;
DROP FUNCTION ledger_document_is_append_only();
DROP FUNCTION ledger_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
