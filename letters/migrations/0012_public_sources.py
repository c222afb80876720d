import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # Triggers write the rows, and fill the table when they are made (letters/searching/triggers.py).
    dependencies = [("letters", "0011_revision_of_record"), ("links", "0006_heartbeat")]

    operations = [
        migrations.CreateModel(
            name="PublicSource",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="letters.source",
                    ),
                ),
                ("since", models.DateTimeField(null=True)),
                (
                    "link",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="links.link",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
    ]
