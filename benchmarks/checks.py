"""Links checked per second against a local web: leased, fetched, judged and recorded, in one process."""

import ipaddress
import time
from collections.abc import Callable

from django.test.utils import override_settings

from benchmarks.database import throwaway_database
from links.checking import check_links
from links.models import Host, Link
from tests.web import HOSTS, LocalWeb

SIZES = {"tiny": 20, "usual": 1_000, "full": 10_000}
_SHARE_MISSING = 20  # one in so many answers 404


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[tuple[str, ...]]:
    """The headings, then rows of (what, figure)."""
    links = SIZES[size]
    progress(f"checking {links} links")
    with (
        throwaway_database(),
        LocalWeb() as web,
        override_settings(
            LINKS_ALLOWED_NETWORKS=(ipaddress.ip_network("127.0.0.0/8"),),
            LINKS_ALLOWED_PORTS=((1024, 65535),),
            LINKS_HOST_INTERVAL=0.0,
        ),
    ):
        urls = [web.url(f"/page/{number}", host=HOSTS[number % len(HOSTS)]) for number in range(links)]
        for number in range(0, links, _SHARE_MISSING):
            web.answer(f"/page/{number}", status=404)
        for url in urls:
            Link.objects.watch(url)
        began = time.perf_counter()
        tally = check_links(Link.objects.filter(url__in=urls))
        seconds = time.perf_counter() - began
        hosts = Host.objects.count()
    missing = sum(checked.status_code == 404 for checked in tally.checked)
    return [
        ("what", "figure"),
        ("links checked", str(len(tally.checked))),
        ("on hosts", str(hosts)),
        ("of them missing", str(missing)),
        ("links per second", f"{len(tally.checked) / seconds:.0f}"),
    ]
