"""The groups of advocacy/roles.py, with their permissions."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from advocacy import roles

ROOMS = ("auth", "links", "people", "letters", "reports")


def make_roles(apps, schema_editor):
    # Permissions are made after all migrations; these groups need them now.
    for label in ROOMS:
        room = apps.get_app_config(label)
        room.models_module = True  # a historical room says no, and would be passed over
        create_permissions(room, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        room.models_module = None
    roles.grant(group_model=apps.get_model("auth", "Group"), permission_model=apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("links", "0001_initial"),
        ("people", "0001_initial"),
        ("letters", "0001_initial"),
        ("reports", "0001_initial"),
    ]

    # Taken back, the groups stay: people may be in them.
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
