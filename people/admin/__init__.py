"""The staff's pages for people, organizations and detentions."""

from people.admin.detention import DetentionAdmin
from people.admin.organization import OrganizationAdmin
from people.admin.person import PersonAdmin

__all__ = ["DetentionAdmin", "OrganizationAdmin", "PersonAdmin"]
