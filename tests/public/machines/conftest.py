import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test's record begins at the same revision, under which another test's answers may be kept."""
    cache.clear()
