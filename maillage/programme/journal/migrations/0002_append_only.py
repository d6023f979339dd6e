"""Forbids changing or deleting an entry, in the database itself."""

from __future__ import annotations

from django.db import migrations

SQLITE = """
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'Le journal ne se modifie pas.'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'Le journal ne s''efface pas.'); END;
"""
POSTGRESQL = """
CREATE FUNCTION journal_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'Le journal ne se modifie pas.'; END; $$ LANGUAGE plpgsql;
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_refuse();
"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    with schema_editor.connection.cursor() as cursor:
        for statement in SQLITE.split("END;")[:-1]:
            cursor.execute(statement + "END;")


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER journal_no_change ON journal_entry; DROP FUNCTION journal_refuse();")
        return
    schema_editor.execute("DROP TRIGGER journal_no_update")
    schema_editor.execute("DROP TRIGGER journal_no_delete")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
