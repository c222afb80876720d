from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0009_sources_sorted")]

    operations = [
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["publisher"], name="letters_source_by_publisher"),
        ),
    ]
