from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    """When a host was last walked, so that no host starves; and the index that sorts hosts by it."""

    dependencies = [
        ("links", "0003_successor_sites"),
    ]

    operations = [
        migrations.AddField(
            model_name="host",
            name="walked_at",
            field=models.DateTimeField(
                default=datetime(1970, 1, 1, tzinfo=UTC),
                editable=False,
                help_text="When a worker last began to read this site's pages; 1970 before the first time.",
            ),
        ),
        migrations.AddIndex(
            model_name="host",
            index=models.Index(fields=["walked_at", "id"], name="links_host_in_turn"),
        ),
    ]
