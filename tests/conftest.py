"""Fixtures that several rooms' tests use."""

import gc
import os
from importlib import import_module
from typing import Any

import hypothesis
import pytest
from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_migrate
from whitenoise.middleware import WhiteNoiseMiddleware

from advocacy import roles
from tests.browser import browser

# A busy machine is no fault of the rules.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

__all__ = ["browser"]

# What is read and gathered before the first test stays to the end. Python would walk through all of it again and again
# for garbage (a fifth of the suite's processor time); so it looks only at what came after.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One more than there are cores: many tests wait, for a browser, another process or an answer over the network."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Slow hashing protects stolen passwords; here it would only take most of the suite's time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _what_was_gathered_stays_out_of_the_search():
    """A walk over links sets aside for its time what was there before, and hands back more than it took: ours too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("freeze", "unfreeze"):
            patch.setattr(gc, name, lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once():
    """Each test's client makes the middleware anew, and WhiteNoise's would look at every static file.

    An eighth of the suite's time went there.
    """
    listed: dict[tuple[object, ...], dict[str, Any]] = {}
    list_them = WhiteNoiseMiddleware.add_files_from_finders

    def listed_once(middleware: WhiteNoiseMiddleware) -> None:
        known_for = (middleware.static_prefix, middleware.max_age, middleware.allow_all_origins)
        if known_for not in listed:
            list_them(middleware)
            listed[known_for] = dict(middleware.files)
        middleware.files.update(listed[known_for])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", listed_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _only_a_pages_own_context_is_kept():
    """Of what a page was rendered with, the test's client would copy the context of each of its hundreds of parts."""
    client: Any = import_module("django.test.client")
    store = client.store_rendered_templates

    def store_first(kept: dict[str, Any], *args: Any, **context: Any) -> None:
        if "context" not in kept:
            store(kept, *args, **context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", store_first)
        yield


@pytest.fixture(scope="module")
def lasting_record(django_db_setup, django_db_blocker):
    """What fixtures of a module put into the database after this one stays for all its tests, and is gone after them.

    Each test still takes back its own changes: its transaction is a savepoint in this one. Not for a module with tests
    of real transactions (a live server, threads), which would wait for this one.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _fill_anew(sender: AppConfig, **_: object) -> None:
    """Fills anew what migrations filled and a flush emptied; acts on the last app, when all permissions exist."""
    if sender == [config for config in apps.get_app_configs() if config.models_module][-1]:
        roles.grant(group_model=Group, permission_model=Permission)
        import_module("links.migrations.0003_successor_sites").fill(apps, None)


@pytest.fixture(scope="session", autouse=True)
def _filled_tables_outlive_a_flush():
    """Tests with real transactions (a live server, threads) flush the database when they end."""
    post_migrate.connect(_fill_anew)
    yield
    post_migrate.disconnect(_fill_anew)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What a test has to tell when it passed, such as the faults of a campaign; also when it ran in another process."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == "told" and report.when == "call":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {words}")
