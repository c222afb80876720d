"""The arithmetic behind what the benchmarks print."""

import http.client

import pytest

from benchmarks.politeness import zipf
from benchmarks.stand import Course
from tests.farm import MISSING, MOVED, farm, hosts


def test_sizes_by_zipf_add_up_and_fall_as_one_over_the_rank() -> None:
    sizes = list(zipf(20_000, 2_000).values())
    assert sum(sizes) == 20_000
    assert min(sizes) == 1
    assert sizes[0] / sizes[9] == pytest.approx(10, rel=0.1)


def test_rates_are_told_for_equal_parts_of_the_checks() -> None:
    course = Course([(0.0, 0), (1.0, 50), (3.0, 100)])
    assert course.rates(2) == [50, 25]
    assert course.rates(4) == [50, 50, 25, 25]
    assert course.rate == pytest.approx(33.3, abs=0.1)


def test_the_farms_hosts_are_distinct_loopback_addresses() -> None:
    names = hosts(70_000)
    assert len(set(names)) == 70_000
    assert all(name.startswith("127.") and int(name.split(".")[1]) < 250 for name in names)


def test_the_farm_answers_each_page_as_its_number_says_on_one_connection() -> None:
    with farm() as web:
        talk = http.client.HTTPConnection(hosts(3)[2], web.port, timeout=10)
        seen = []
        for number in (0, MISSING, MOVED):
            talk.request("GET", f"/page/{number}")
            answer = talk.getresponse()
            seen.append((answer.status, answer.getheader("Location"), b"Report" in answer.read()))
        talk.close()
        assert web.asked() == 3
    assert seen == [(200, None, True), (404, None, False), (301, f"/moved/{MOVED}", False)]


def test_the_farm_tells_who_asks_for_heads_alone() -> None:
    with farm() as web:
        talk = http.client.HTTPConnection("127.0.0.1", web.port, timeout=10)
        for method in ("HEAD", "GET"):
            talk.request(method, "/page/1")
            assert bool(talk.getresponse().read()) == (method == "GET")
        talk.close()
        assert (web.asked(), web.heads()) == (2, 1)
