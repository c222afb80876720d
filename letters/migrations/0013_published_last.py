from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0012_public_sources")]

    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["status", "-published_at", "-id"], name="letters_letter_published_last"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["issuer", "status", "-date", "-id"], name="letters_letter_issued"),
        ),
    ]
