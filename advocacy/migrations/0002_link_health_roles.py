"""What the roles may do with what link health brought: successor sites, proposals, our own copies."""

from importlib import import_module

from django.db import migrations

make_roles = import_module("advocacy.migrations.0001_roles").make_roles


class Migration(migrations.Migration):
    dependencies = [
        ("advocacy", "0001_roles"),
        ("links", "0003_successor_sites"),
        ("letters", "0002_link_health"),
    ]

    # Taken back, the permissions stay: what a role may do is added to, never taken away.
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
