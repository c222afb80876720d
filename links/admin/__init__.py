"""The staff's pages for hosts, links and sites that moved as a whole."""

from links.admin.copy import CopyAdmin
from links.admin.host import HostAdmin
from links.admin.link import LinkAdmin
from links.admin.successor_site import SuccessorSiteAdmin

__all__ = ["CopyAdmin", "HostAdmin", "LinkAdmin", "SuccessorSiteAdmin"]
