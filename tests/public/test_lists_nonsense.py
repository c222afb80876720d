"""Lists asked for pages and values that do not exist."""

import pytest
from django.urls import reverse

from tests.public.world import many_letters

pytestmark = pytest.mark.django_db

LISTS = ["letters", "people", "organizations", "detainees", "sources", "link-health"]


@pytest.fixture(scope="module")
def small_record(lasting_record: None) -> None:
    many_letters(1)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("page", ["abc", "0", "-1", "99", "9" * 5000, "1.5", "\x00", "", "<script>"])
def test_a_page_that_does_not_exist_is_said_and_a_nearby_one_shown(client, small_record, name, page):
    response = client.get(reverse(name), {"page": page})
    assert response.status_code == 200
    html = response.content.decode()
    assert "There is no page" in html
    assert "<script>" not in html


@pytest.mark.parametrize("name", [*LISTS, "home"])
@pytest.mark.parametrize("value", ["xx", "\x00", "a\x00b", "%", "'", "x" * 9000, "😀", "\udcff"])
def test_nonsense_in_any_parameter_never_is_a_fault(client, small_record, name, value):
    query = value.encode("utf-8", "surrogateescape")
    words = ["q", "detainee", "signatory", "unknown"]
    choices = ["year", "issuer", "kind", "language", "link_state", "country", "status", "role", "state"]
    for parameters in (words, choices):
        assert client.get(reverse(name), dict.fromkeys(parameters, query)).status_code == 200
