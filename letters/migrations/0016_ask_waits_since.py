from datetime import UTC, datetime

import django.utils.timezone
from django.db import migrations, models

_HELP = (
    "When its due date or outcome was written down as it stands: whoever follows letters hears of an ask that was "
    "overdue by then, too."
)


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0015_source_texts"),
    ]

    operations = [
        # Asks that are on record are no news: who follows letters was told of them by their due date.
        migrations.AddField(
            model_name="ask",
            name="waits_since",
            field=models.DateTimeField(default=datetime(1970, 1, 1, tzinfo=UTC), editable=False, help_text=_HELP),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="ask",
            name="waits_since",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text=_HELP),
        ),
    ]
