from django.db import migrations

_WORDS = "to_tsvector('simple', title || ' ' || author || ' ' || publisher)"


def add_index(apps, schema_editor):
    """/sources/ and its API by words (letters/filters.py); SQLite reads its few sources through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX letters_source_words ON letters_source USING gin (({_WORDS}))")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX letters_source_words")


class Migration(migrations.Migration):
    dependencies = [("letters", "0007_parties_by_letter")]
    operations = [migrations.RunPython(add_index, drop_index)]
