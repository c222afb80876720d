"""A container's health check: `python -m advocacy.probe http://127.0.0.1:8000/readyz` or `… pid:/tmp/beat.pid`.

Stands alone, since a slim image has neither curl nor pgrep, and loads no Django, since it runs every few seconds.
"""

import os
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ANSWERS_WITHIN_SECONDS = 4


def is_healthy(target: str) -> bool:
    """Whether the address answers 2xx, or the process named in the pid file is alive."""
    kind, _, path = target.partition(":")
    if kind == "pid":
        try:
            os.kill(int(Path(path).read_text()), 0)
        except (OSError, ValueError):
            return False
        return True
    if kind not in {"http", "https"}:
        return False
    try:
        with urlopen(target, timeout=ANSWERS_WITHIN_SECONDS) as answer:  # noqa: S310 - http(s) only, see above
            return 200 <= answer.status < 300
    except (URLError, OSError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(0 if len(sys.argv) == 2 and is_healthy(sys.argv[1]) else 1)
