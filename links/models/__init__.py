from links.models.evidence import Check, Passage, Snapshot, StateChange
from links.models.host import Host
from links.models.link import Link

__all__ = ["Check", "Host", "Link", "Passage", "Snapshot", "StateChange"]
