"""Whose reports somebody sees."""

from django.http import HttpRequest


def sees_everybody(request: HttpRequest) -> bool:
    """Whoever manages the accounts manages their reports; everybody else sees their own."""
    return request.user.has_perm("auth.change_user")
