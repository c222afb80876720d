"""The schema is valid, complete, and true: what it says is asked, and what comes is held against it."""

import jsonschema
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from public.api import documentation
from public.api.urls import urlpatterns
from tests.public.world import rich_letter, signatory_of, detainee_of, source_of

pytestmark = pytest.mark.django_db
