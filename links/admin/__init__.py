"""The staff's pages for hosts and links."""

from links.admin.host import HostAdmin
from links.admin.link import LinkAdmin

__all__ = ["HostAdmin", "LinkAdmin"]
