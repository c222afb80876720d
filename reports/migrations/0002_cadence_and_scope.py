from zoneinfo import ZoneInfo

import django.core.validators
import django_countries.fields
import reports.models.subscription
from django.conf import settings
from django.db import migrations, models


def keep_day_and_hour(apps, schema_editor):
    """Weekly reports came at the weekday and hour of the next one, by the site's clock; they still do."""
    zone = ZoneInfo(settings.TIME_ZONE)
    for subscription in apps.get_model("reports", "Subscription").objects.all():
        due = subscription.next_report_at.astimezone(zone)
        subscription.weekday, subscription.hour, subscription.time_zone = due.weekday(), due.hour, zone.key
        subscription.save(update_fields=["weekday", "hour", "time_zone"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('reports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='subscription',
            name='at_once',
            field=models.BooleanField(default=False, help_text='Your report comes early, within minutes, when a source of a letter published in the last 30 days dies.', verbose_name='tell me at once'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='countries',
            field=django_countries.fields.CountryField(blank=True, help_text='Letters for people whom they detain.', max_length=755, multiple=True, verbose_name='countries'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='detainees',
            field=models.ManyToManyField(blank=True, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='every',
            field=models.CharField(choices=[('never', 'never'), ('day', 'every day'), ('week', 'every week'), ('month', 'every month')], default='week', max_length=5, verbose_name='how often'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='hour',
            field=models.PositiveSmallIntegerField(choices=[(0, '00:00'), (1, '01:00'), (2, '02:00'), (3, '03:00'), (4, '04:00'), (5, '05:00'), (6, '06:00'), (7, '07:00'), (8, '08:00'), (9, '09:00'), (10, '10:00'), (11, '11:00'), (12, '12:00'), (13, '13:00'), (14, '14:00'), (15, '15:00'), (16, '16:00'), (17, '17:00'), (18, '18:00'), (19, '19:00'), (20, '20:00'), (21, '21:00'), (22, '22:00'), (23, '23:00')], default=8, validators=[django.core.validators.MaxValueValidator(23)]),
        ),
        migrations.AddField(
            model_name='subscription',
            name='issuers',
            field=models.ManyToManyField(blank=True, related_name='+', to='people.organization', verbose_name='issuing bodies'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='language',
            field=models.CharField(choices=reports.models.subscription.interface_languages, default=reports.models.subscription.site_language, max_length=12),
        ),
        migrations.AddField(
            model_name='subscription',
            name='monthday',
            field=models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12'), (13, '13'), (14, '14'), (15, '15'), (16, '16'), (17, '17'), (18, '18'), (19, '19'), (20, '20'), (21, '21'), (22, '22'), (23, '23'), (24, '24'), (25, '25'), (26, '26'), (27, '27'), (28, '28'), (29, '29'), (30, '30'), (31, '31')], default=1, help_text='Of monthly reports. A month without that day is told on its last.', verbose_name='day of the month'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='scope',
            field=models.CharField(choices=[('all', 'all letters'), ('own', 'letters that I entered or am responsible for'), ('chosen', 'letters of the bodies, countries and detainees chosen below')], default='all', max_length=6, verbose_name='about'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='time_zone',
            field=models.CharField(default=reports.models.subscription.site_time_zone, help_text='The clock by which you are told and in which times are written, such as Asia/Yerevan.', max_length=64, validators=[reports.models.subscription.known_time_zone]),
        ),
        migrations.AddField(
            model_name='subscription',
            name='weekday',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=0, help_text='Of weekly reports.'),
        ),
        migrations.AlterField(
            model_name='subscription',
            name='next_report_at',
            field=models.DateTimeField(editable=False, help_text='When the next report is due. None is sent when nothing is new.', null=True),
        ),
        migrations.RunPython(keep_day_and_hour, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('every__in', ['never', 'day', 'week', 'month'])), name='reports_subscription_cadence_known'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('hour__lte', 23), ('monthday__gte', 1), ('monthday__lte', 31), ('weekday__lte', 6)), name='reports_subscription_day_and_hour_exist'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('every', 'never'), ('next_report_at', None)), models.Q(models.Q(('every', 'never'), _negated=True), ('next_report_at__isnull', False)), _connector='OR'), name='reports_subscription_next_report_as_wanted'),
        ),
    ]
