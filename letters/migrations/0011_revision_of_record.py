from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0010_sources_by_publisher")]

    operations = [
        migrations.AddField(
            model_name="publicrevision",
            name="of_record",
            field=models.BigIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="publicchange",
            name="of_record",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
