"""Users and groups, guarded: whoever looks after users cannot make anybody more powerful than a role makes them.

Besides, what of the scheduler's own pages stays in the admin.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django_celery_beat import admin as beat_admin
from django_celery_beat import models as beat

# What only a superuser hands out (advocacy/roles.py).
POWERS = ["is_superuser", "user_permissions"]


class GuardedUserAdmin(UserAdmin):
    """Superusers are made, changed and deleted by superusers alone; so are single permissions."""

    list_display = ["username", "email", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, *POWERS]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


class GuardedGroupAdmin(GroupAdmin):
    """What a role may do is written in advocacy/roles.py; only a superuser adds to it here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser and super().has_delete_permission(request, obj)


def _may_touch(request: HttpRequest, account: Any) -> bool:
    return account is None or not account.is_superuser or request.user.is_superuser


for model, page in ((User, GuardedUserAdmin), (Group, GuardedGroupAdmin)):
    admin.site.unregister(model)
    admin.site.register(model, page)


class OperatorsTaskAdmin(beat_admin.PeriodicTaskAdmin):
    """For whoever runs the site: when each task last ran, and to switch one off. Nobody else needs to see it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and super().has_module_permission(request)


# The times themselves stand in the settings and are written anew at every start; changed here, they would not last.
for schedule in (beat.ClockedSchedule, beat.CrontabSchedule, beat.IntervalSchedule, beat.SolarSchedule):
    admin.site.unregister(schedule)
admin.site.unregister(beat.PeriodicTask)
admin.site.register(beat.PeriodicTask, OperatorsTaskAdmin)
