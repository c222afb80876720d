from links.models.archive import CaptureRequest, Copy, Snapshot
from links.models.evidence import Check, Passage, StateChange
from links.models.heartbeat import Heartbeat
from links.models.host import Host
from links.models.link import Link
from links.models.page_text import PageText
from links.models.successor import Proposal, SuccessorSite, successor_of

__all__ = [
    "CaptureRequest",
    "Check",
    "Copy",
    "Heartbeat",
    "Host",
    "Link",
    "PageText",
    "Passage",
    "Proposal",
    "Snapshot",
    "StateChange",
    "SuccessorSite",
    "successor_of",
]
