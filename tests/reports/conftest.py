from collections.abc import Iterator
from typing import Any

import pytest

from tests.smtp import MailSink


@pytest.fixture
def sink(settings: Any) -> Iterator[MailSink]:
    with MailSink() as made:
        made.settle_into(settings)
        yield made
