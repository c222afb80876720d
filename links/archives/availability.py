"""Reading the Wayback availability answer. Pure. It is known to be empty for pages that are archived."""

from links.archives.wayback import Malformed, parse_json


def closest(body: bytes) -> str | None:
    """The address of the capture it names; None when it names none that holds a page. Raises Malformed."""
    answer = parse_json(body)
    if not isinstance(answer, dict) or not isinstance(snapshots := answer.get("archived_snapshots"), dict | list):
        raise Malformed("the archive did not say what is available")
    # PHP's empty table is a list.
    found = snapshots.get("closest") if isinstance(snapshots, dict) else None
    if not isinstance(found, dict) or found.get("available") is not True:
        return None
    if str(found.get("status", "200")) != "200" or not isinstance(url := found.get("url"), str):
        return None
    return url
