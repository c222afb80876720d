#!/usr/bin/env python
"""The door to every command: ``python manage.py help``."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        # Read the settings before Django does, so that a wrong value is one sentence, not a traceback.
        import advocacy.settings  # noqa: F401
    except ImproperlyConfigured as refused:
        sys.exit(f"The settings were refused, nothing was started.\n{refused}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
