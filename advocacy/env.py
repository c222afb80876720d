"""Every setting that comes from outside, read once and refused when wrong or unsafe.

`read()` is the only place that looks at the process environment (and at a `.env` file beside manage.py, whose
values never override the environment's). `.env.example` documents each name for the person who deploys.
"""

import contextlib
import ipaddress
import os
import re
import secrets
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError, validate

BASE_DIR = Path(__file__).resolve().parent.parent

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
MIN_SECRET_LENGTH = 32
DATABASES = ("postgres://", "postgresql://", "sqlite://")
BROKERS = ("redis://", "rediss://", "filesystem://")

IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Environment:
    """The deployment's choices, checked. Times are in seconds."""

    data_dir: Path
    secret_key: str
    debug: bool
    allowed_hosts: list[str]
    base_url: str
    behind_proxy: bool
    time_zone: str
    data_licence: str
    database: Mapping[str, Any]
    broker_url: str
    email: Mapping[str, Any]
    email_backend: str
    anymail: Mapping[str, Any]
    default_from_email: str
    links_allowed_networks: tuple[IPNetwork, ...]
    links_allowed_ports: tuple[tuple[int, int], ...]
    links_host_interval: float
    links_timeout: float
    links_contact: str
    links_ca_bundle: str
    links_keep_copies: bool
    links_keep_evidence_days: int
    wayback_url: str
    wayback_keys: str


def parse_networks(text: str) -> tuple[IPNetwork, ...]:
    """`"127.0.0.0/8, ::1/128"` as networks; raises ValueError on anything that is not a CIDR."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def parse_ports(text: str) -> tuple[tuple[int, int], ...]:
    """`"80,443,8000-8999"` as inclusive ranges; raises ValueError on anything outside 1-65535 or upside down."""
    ranges = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, _, last = part.partition("-")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= 65535:
            raise ValueError(f"{part!r} is not a port or a range of ports between 1 and 65535")
        ranges.append((low, high))
    return tuple(ranges)


def read() -> Environment:
    """The checked environment; raises ImproperlyConfigured with one line per fault."""
    env = Env(eager=False)
    env.read_env(str(BASE_DIR / ".env"), recurse=False)
    declared = _declared(env)
    try:
        env.seal()
    except EnvError as error:
        raise ImproperlyConfigured(_explain(error)) from error
    faults = _unsafe(declared)
    if faults:
        raise ImproperlyConfigured("\n".join(f"- {fault}" for fault in faults))
    return _understood(declared)


def private_folder(path: Path) -> None:
    """Make the folder for its owner alone, and take it from everybody else when it is there and ours.

    It holds drafts, password hashes and confidential details of detained people. A folder that is not ours (a volume
    that somebody else prepared) or that the whole machine shares, like /tmp, is left as it is.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.stat()
    mode = stat.S_IMODE(found.st_mode)
    if found.st_uid == os.geteuid() and mode & 0o077 and not mode & stat.S_ISVTX:
        # Some file systems keep no modes; whoever mounted them decides who looks inside.
        with contextlib.suppress(OSError):
            path.chmod(mode & 0o700)


def _declared(env: Env) -> dict[str, Any]:
    """Every value as declared, each checked where its name is at hand, so that a fault names the variable."""
    return {
        "data_dir": Path(env.str("DATA_DIR", "") or BASE_DIR / "var").resolve(),
        "secret_key": env.str("SECRET_KEY", ""),
        "debug": env.bool("DEBUG", False),
        "allowed_hosts": env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"]),
        "base_url": env.str("BASE_URL", "http://127.0.0.1:8000", validate=_is_web_address),
        "behind_proxy": env.bool("BEHIND_PROXY", False),
        "time_zone": env.str("TIME_ZONE", "UTC", validate=_parses(ZoneInfo)),
        "data_licence": env.str("DATA_LICENCE", "CC-BY-4.0", validate=_is_licence),
        "database": env.str("DATABASE_URL", "", validate=_parses(_database)),
        "broker_url": env.str("CELERY_BROKER_URL", "filesystem://", validate=_has_scheme_of(BROKERS)),
        "email": env.str("EMAIL_URL", "", validate=_parses(_email)),
        "email_backend": env.str("EMAIL_BACKEND", "", validate=_parses(_email_backend)),
        "anymail": env.json("ANYMAIL", {}, validate=_is_object),
        "default_from_email": env.str("DEFAULT_FROM_EMAIL", "Advocacy letters <letters@localhost>"),
        "links_allowed_networks": env.str("LINKS_ALLOWED_NETWORKS", "", validate=_parses(parse_networks)),
        "links_allowed_ports": env.str("LINKS_ALLOWED_PORTS", "", validate=_parses(parse_ports)),
        "links_host_interval": env.float("LINKS_HOST_INTERVAL", 1.0, validate=validate.Range(min=0)),
        "links_timeout": env.float("LINKS_TIMEOUT", 20.0, validate=validate.Range(min=0.1, max=300)),
        "links_contact": env.str("LINKS_CONTACT", ""),
        "links_ca_bundle": env.str("LINKS_CA_BUNDLE", "", validate=_is_absent_or_file),
        "links_keep_copies": env.bool("LINKS_KEEP_COPIES", False),
        "links_keep_evidence_days": env.int("LINKS_KEEP_EVIDENCE_DAYS", 365, validate=validate.Range(min=30, max=9999)),
        "wayback_url": env.str("WAYBACK_URL", "https://web.archive.org", validate=_is_web_address),
        "wayback_keys": env.str("WAYBACK_KEYS", "", validate=_are_keys),
    }


def _understood(declared: dict[str, Any]) -> Environment:
    """The declared values in the form the settings use, with the defaults that depend on other values."""
    data_dir = declared["data_dir"]
    base_url = declared["base_url"].rstrip("/")
    return Environment(
        **{
            **declared,
            "base_url": base_url,
            "secret_key": declared["secret_key"] or _own_secret(data_dir / "secret-key"),
            "database": _database(declared["database"] or f"sqlite:///{quote(str(data_dir / 'advocacy.sqlite3'))}"),
            "email": _email(declared["email"] or (data_dir / "mail").as_uri()),
            "links_allowed_networks": parse_networks(declared["links_allowed_networks"]),
            "links_allowed_ports": parse_ports(declared["links_allowed_ports"]),
            "links_contact": declared["links_contact"] or f"{base_url}/link-health/",
        }
    )


def _database(url: str) -> dict[str, Any]:
    if not url.startswith(DATABASES):
        raise ValueError("must begin with postgres:// or sqlite://")
    return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))


def _is_object(value: object) -> None:
    if not isinstance(value, dict):
        raise ValidationError('must be a JSON object, such as {"MAILGUN_API_KEY": "..."}')


def _email_backend(path: str) -> str:
    """Django's own back ends and those of django-anymail, by dotted path; nothing else is run."""
    if path and not re.fullmatch(r"(?:anymail|django\.core\.mail)\.backends\.\w+\.EmailBackend", path):
        raise ValueError("must be empty, or such as anymail.backends.mailgun.EmailBackend")
    return path


def _email(url: str) -> dict[str, Any]:
    parsed = dict(dj_email_url.parse(url))
    if "EMAIL_BACKEND" not in parsed:
        raise ValueError("must begin with smtp://, submission://, smtps://, file:///, console:// or dummy://")
    # Without a name dj-email-url takes localhost, which hides a slip such as smtp:/mail.example.org.
    if parsed["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not urlsplit(url).hostname:
        raise ValueError("names no mail server: write smtp://server:25")
    if parsed["EMAIL_FILE_PATH"]:
        # dj-email-url drops the leading slash of file:///var/mail.
        parsed["EMAIL_FILE_PATH"] = unquote(urlsplit(url).path)
    return parsed


def _parses(parse: Callable[[str], Any]) -> Callable[[str], None]:
    """A validator that accepts nothing at all, or what `parse` understands."""

    def check(value: str) -> None:
        if not value:
            return
        try:
            parse(value)
        except (ValueError, LookupError) as error:
            raise ValidationError(str(error.args[0] if error.args else error)) from error

    return check


def _has_scheme_of(schemes: tuple[str, ...]) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not value.startswith(schemes):
            raise ValidationError(f"must begin with {', '.join(schemes)}")

    return check


def _is_web_address(value: str) -> None:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValidationError("must be an address that begins with http:// or https://")


def _is_licence(value: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9.+-]+", value):
        raise ValidationError("must be one identifier of the SPDX licence list, such as CC-BY-4.0 or CC0-1.0")


def _are_keys(value: str) -> None:
    # Never repeated in the message: it may be most of a secret, and messages are logged.
    if value and not re.fullmatch(r"[\x21-\x39\x3b-\x7e]+:[\x21-\x39\x3b-\x7e]+", value):
        raise ValidationError("must be the two keys of an archive.org account joined by a colon, key:secret")


def _is_absent_or_file(value: str) -> None:
    if value and not Path(value).is_file():
        raise ValidationError(f"names a file that does not exist: {value}")


def _explain(error: Exception) -> str:
    messages = getattr(error, "error_messages", None)
    if not messages:
        return f"- {error}"
    return "\n".join(f"- {name}: {'; '.join(map(str, texts))}" for name, texts in messages.items())


def _unsafe(raw: Mapping[str, Any]) -> list[str]:
    """What must not be started where strangers can reach it, each with what to do."""
    public = sorted(set(raw["allowed_hosts"]) - LOOPBACK_HOSTS)
    faults = []
    archive = urlsplit(raw["wayback_url"])
    if raw["wayback_keys"] and archive.scheme == "http" and not _is_loopback(archive.hostname or ""):
        faults.append("WAYBACK_KEYS: would be sent unencrypted. Let WAYBACK_URL begin with https://.")
    if raw["debug"] and public:
        faults.append(f"DEBUG: must be off when ALLOWED_HOSTS names a public host ({', '.join(public)}).")
    if not raw["secret_key"] and public:
        faults.append(
            "SECRET_KEY: is missing. Set a long random value, for example the output of "
            "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )
    if raw["secret_key"] and public and len(raw["secret_key"]) < MIN_SECRET_LENGTH:
        faults.append(f"SECRET_KEY: is shorter than {MIN_SECRET_LENGTH} characters; it could be guessed.")
    return faults


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _own_secret(path: Path) -> str:
    """The secret this machine made for itself at its first start, readable by its owner alone."""
    if not path.exists():
        private_folder(path.parent)
        # Written whole under another name (mkstemp makes it 0600) and then linked: of two processes that start at
        # once the first link wins, and nobody reads half a secret.
        handle, fresh = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    secret = path.read_text().strip()
    if len(secret) < MIN_SECRET_LENGTH:
        raise ImproperlyConfigured(f"- {path} is damaged. Delete it and start again; everyone must sign in anew.")
    return secret
