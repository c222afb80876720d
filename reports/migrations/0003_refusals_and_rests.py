
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_cadence_and_scope'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='next_attempt_at',
            field=models.DateTimeField(default=django.utils.timezone.now, help_text='A report that could not be sent rests until then; the rests grow longer.'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='refusals',
            field=models.PositiveSmallIntegerField(default=0, editable=False, help_text='How often in a row the mail server refused the address for good.'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='switched_off_at',
            field=models.DateTimeField(editable=False, help_text='Since when no mail is sent, because the address was refused.', null=True),
        ),
    ]
