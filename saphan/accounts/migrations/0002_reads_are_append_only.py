from django.db import migrations

REFUSE = """
CREATE FUNCTION accounts_read_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the access log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER accounts_read_append_only BEFORE UPDATE OR DELETE ON accounts_read
  FOR EACH ROW EXECUTE FUNCTION accounts_read_is_append_only();
"""
ALLOW = """
DROP TRIGGER accounts_read_append_only ON accounts_read;
DROP FUNCTION accounts_read_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
