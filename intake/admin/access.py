"""Who may see and do anything with incoming letters: whoever may add letters, and nobody else."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

MAY_ENTER = "letters.add_letter"


class EnteringMixin(admin.ModelAdmin):
    """For the admin of incoming letters: one right for all there is to do. They have no permissions of their own, so
    that no role can come to see them without being able to work on them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_ENTER)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_ENTER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY_ENTER)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY_ENTER)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY_ENTER)
