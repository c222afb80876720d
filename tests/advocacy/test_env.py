"""Settings from the environment: read right, and refused when wrong or unsafe, in one sentence for each fault."""

import ipaddress
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from advocacy import env

SECRET = "s" * 50
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Sets exactly the given variables, with a data folder of its own, and reads."""
    for line in (ROOT / ".env.example").read_text().splitlines():
        monkeypatch.delenv(line.partition("=")[0], raising=False)
    monkeypatch.setattr(env, "BASE_DIR", tmp_path)

    def read(**variables):
        for name, value in {"DATA_DIR": str(tmp_path / "data"), **variables}.items():
            monkeypatch.setenv(name, value)
        return env.read()

    return read


def test_nothing_set_is_one_person_trying_it_on_one_machine(environment, tmp_path):
    read = environment()
    assert read.database["ENGINE"] == "django.db.backends.sqlite3"
    assert read.database["NAME"] == str(tmp_path / "data" / "advocacy.sqlite3")
    assert read.email["EMAIL_FILE_PATH"] == str(tmp_path / "data" / "mail")
    assert read.broker_url == "filesystem://"
    assert read.debug is False
    assert read.links_allowed_networks == ()


def test_a_folder_with_odd_characters_keeps_its_mails_and_its_database(environment, tmp_path):
    odd = tmp_path / "a #1?" / "50%"
    read = environment(DATA_DIR=str(odd))
    assert read.email["EMAIL_FILE_PATH"] == str(odd / "mail")
    assert read.database["NAME"] == str(odd / "advocacy.sqlite3")


def test_a_machine_makes_its_secret_once_and_for_its_owner_alone(environment, tmp_path):
    first = environment().secret_key
    kept = tmp_path / "data" / "secret-key"
    assert len(first) >= env.MIN_SECRET_LENGTH
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert environment().secret_key == first


def test_a_damaged_secret_is_refused(environment, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret-key").write_text("short")
    with pytest.raises(ImproperlyConfigured, match="damaged"):
        environment()


def test_a_public_host_needs_a_secret(environment):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY: is missing"):
        environment(ALLOWED_HOSTS="letters.example.org")


def test_a_public_host_needs_a_long_secret(environment):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY: is shorter"):
        environment(ALLOWED_HOSTS="letters.example.org", SECRET_KEY="guess me")


@pytest.mark.parametrize("hosts", ["letters.example.org", "*", "127.0.0.1,192.0.2.7"])
def test_debug_with_a_public_host_is_refused(environment, hosts):
    with pytest.raises(ImproperlyConfigured, match="DEBUG: must be off"):
        environment(ALLOWED_HOSTS=hosts, SECRET_KEY=SECRET, DEBUG="on")


def test_debug_on_ones_own_machine_is_fine(environment):
    assert environment(DEBUG="on").debug is True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("DATABASE_URL", "mysql://db/letters"),
        ("DATABASE_URL", "postgres://db:99999/letters"),
        ("CELERY_BROKER_URL", "amqp://queue"),
        ("EMAIL_URL", "pigeon://coop"),
        ("EMAIL_URL", "smtp:/mail.example.org"),
        ("EMAIL_URL", "smtp://"),
        ("BASE_URL", "letters.example.org"),
        ("BASE_URL", "ftp://letters.example.org"),
        ("BASE_URL", "http://[::1"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("LINKS_ALLOWED_NETWORKS", "10.0.0.0/99"),
        ("LINKS_ALLOWED_PORTS", "9000-8000"),
        ("LINKS_ALLOWED_PORTS", "http"),
        ("LINKS_ALLOWED_PORTS", "0"),
        ("LINKS_HOST_INTERVAL", "-1"),
        ("LINKS_TIMEOUT", "0"),
        ("LINKS_CA_BUNDLE", "/no/such/file"),
        ("WAYBACK_URL", "archive"),
        ("WAYBACK_KEYS", "samplesecret"),
        ("WAYBACK_KEYS", "key:"),
        ("WAYBACK_KEYS", "key:samplesecret:more"),
        ("WAYBACK_KEYS", "key: samplesecret"),
        ("WAYBACK_KEYS", "LOW key:samplesecret"),
    ],
)
def test_a_wrong_value_is_refused_by_name(environment, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"(?m)^- {name}: \S") as refused:
        environment(**{name: value})
    assert "samplesecret" not in str(refused.value)


def test_the_archives_keys_are_sent_encrypted_alone(environment):
    assert environment(WAYBACK_KEYS="key:secret").wayback_keys == "key:secret"
    assert environment(WAYBACK_KEYS="key:secret", WAYBACK_URL="http://127.0.0.1:8001").wayback_keys
    with pytest.raises(ImproperlyConfigured, match="WAYBACK_KEYS: would be sent unencrypted"):
        environment(WAYBACK_KEYS="key:secret", WAYBACK_URL="http://web.archive.org")


def test_all_faults_are_told_at_once(environment):
    with pytest.raises(ImproperlyConfigured) as refused:
        environment(DEBUG="maybe", BASE_URL="nowhere", LINKS_TIMEOUT="soon")
    assert len(str(refused.value).splitlines()) == 3


def test_networks_and_ports_are_read(environment):
    read = environment(LINKS_ALLOWED_NETWORKS="127.0.0.0/8, ::1/128", LINKS_ALLOWED_PORTS="8080,9000-9100")
    assert read.links_allowed_networks == (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
    assert read.links_allowed_ports == ((8080, 8080), (9000, 9100))


def test_the_environment_wins_over_the_file(environment, tmp_path):
    (tmp_path / ".env").write_text("LINKS_CONTACT=https://file.example.org/\nTIME_ZONE=Europe/Vienna\n")
    read = environment(LINKS_CONTACT="https://environment.example.org/")
    assert read.links_contact == "https://environment.example.org/"
    assert read.time_zone == "Europe/Vienna"
    # read_env leaves what it read in the process's environment.
    os.environ.pop("TIME_ZONE", None)


def test_every_setting_is_documented_with_a_value_that_is_accepted(environment):
    lines = [line for line in (ROOT / ".env.example").read_text().splitlines() if line and not line.startswith("#")]
    documented = dict(line.split("=", 1) for line in lines)
    assert set(documented) == set(re.findall(r'env\.\w+\("([A-Z_]+)"', (ROOT / "advocacy" / "env.py").read_text()))
    del documented["DATA_DIR"]
    environment(**documented)


def test_a_refusal_is_a_sentence_and_not_a_traceback(tmp_path):
    refused = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "ALLOWED_HOSTS": "*", "DEBUG": "on", "SECRET_KEY": SECRET},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert "DEBUG: must be off" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_mail_provider_is_chosen_by_name_with_its_settings(environment):
    read = environment(EMAIL_BACKEND="anymail.backends.mailgun.EmailBackend", ANYMAIL='{"MAILGUN_API_KEY": "k"}')
    assert read.email_backend == "anymail.backends.mailgun.EmailBackend"
    assert read.anymail == {"MAILGUN_API_KEY": "k"}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("EMAIL_BACKEND", "os.system"), ("ANYMAIL", "[]"), ("ANYMAIL", "{no json"), ("EMAIL_BACKEND", "anymail")],
)
def test_a_provider_that_cannot_be_is_refused_by_name(environment, name, wrong):
    with pytest.raises(ImproperlyConfigured, match=name):
        environment(**{name: wrong})
