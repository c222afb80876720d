"""Every setting that comes from outside, read once and refused when wrong or unsafe.

`read()` is the only place that looks at the process environment (and at a `.env` file beside manage.py, whose
values never override the environment's). `.env.example` documents each name for the person who deploys.
"""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

BASE_DIR = Path(__file__).resolve().parent.parent

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
MIN_SECRET_LENGTH = 32

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
    database: Mapping[str, Any]
    broker_url: str
    email: Mapping[str, Any]
    default_from_email: str
    links_allowed_networks: tuple[IPNetwork, ...]
    links_allowed_ports: tuple[tuple[int, int], ...]
    links_host_interval: float
    links_timeout: float
    links_contact: str
    links_ca_bundle: str
    wayback_url: str
    wayback_keys: str

    @property
    def is_private_machine(self) -> bool:
        """True when the site answers to loopback names alone: one person trying it on one machine."""
        return all(host in LOOPBACK_HOSTS for host in self.allowed_hosts)


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
    try:
        raw = _declared(env)
        env.seal()
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(_explain(error)) from error
    faults = _unsafe(raw)
    if faults:
        raise ImproperlyConfigured("\n".join(f"- {fault}" for fault in faults))
    if not raw["secret_key"]:
        raw["secret_key"] = _own_secret(raw["data_dir"] / "secret-key")
    return Environment(**raw)


def _declared(env: Env) -> dict[str, Any]:
    data_dir = Path(env.str("DATA_DIR", "") or BASE_DIR / "var").resolve()
    database_url = env.str("DATABASE_URL", "") or f"sqlite:///{data_dir / 'advocacy.sqlite3'}"
    email_url = env.str("EMAIL_URL", "") or f"file://{data_dir / 'mail'}"
    contact = env.str("LINKS_CONTACT", "")
    base_url = env.str("BASE_URL", "http://127.0.0.1:8000", validate=_is_web_address)
    return {
        "data_dir": data_dir,
        "secret_key": env.str("SECRET_KEY", ""),
        "debug": env.bool("DEBUG", False),
        "allowed_hosts": env.list("ALLOWED_HOSTS", sorted(LOOPBACK_HOSTS - {"::1"})),
        "base_url": (base_url or "").rstrip("/"),
        "behind_proxy": env.bool("BEHIND_PROXY", False),
        "time_zone": env.str("TIME_ZONE", "UTC"),
        "database": dj_database_url.parse(database_url, conn_max_age=60, conn_health_checks=True),
        "broker_url": env.str("CELERY_BROKER_URL", "") or "filesystem://",
        "email": dj_email_url.parse(email_url),
        "default_from_email": env.str("DEFAULT_FROM_EMAIL", "Advocacy letters <letters@localhost>"),
        "links_allowed_networks": parse_networks(env.str("LINKS_ALLOWED_NETWORKS", "")),
        "links_allowed_ports": parse_ports(env.str("LINKS_ALLOWED_PORTS", "")),
        "links_host_interval": env.float("LINKS_HOST_INTERVAL", 1.0, validate=validate.Range(min=0)),
        "links_timeout": env.float("LINKS_TIMEOUT", 20.0, validate=validate.Range(min=0.1, max=300)),
        "links_contact": contact or f"{base_url}/link-health/",
        "links_ca_bundle": env.str("LINKS_CA_BUNDLE", "", validate=_is_absent_or_file),
        "wayback_url": env.str("WAYBACK_URL", "https://web.archive.org", validate=_is_web_address),
        "wayback_keys": env.str("WAYBACK_KEYS", ""),
    }


def _is_web_address(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with http:// or https://")


def _is_absent_or_file(value: str) -> None:
    if value and not Path(value).is_file():
        raise ValueError(f"names a file that does not exist: {value}")


def _explain(error: Exception) -> str:
    messages = getattr(error, "error_messages", None)
    if not messages:
        return f"- {error}"
    return "\n".join(f"- {name}: {'; '.join(map(str, texts))}" for name, texts in messages.items())


def _unsafe(raw: Mapping[str, Any]) -> list[str]:
    """What must not be started where strangers can reach it, each with what to do."""
    public = sorted(set(raw["allowed_hosts"]) - LOOPBACK_HOSTS)
    faults = []
    if raw["debug"] and public:
        faults.append(f"DEBUG: must be off when ALLOWED_HOSTS names a public host ({', '.join(public)}).")
    if not raw["secret_key"] and (public or "sqlite" not in raw["database"]["ENGINE"]):
        faults.append(
            "SECRET_KEY: is missing. Set a long random value, for example the output of "
            "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )
    if raw["secret_key"] and public and len(raw["secret_key"]) < MIN_SECRET_LENGTH:
        faults.append(f"SECRET_KEY: is shorter than {MIN_SECRET_LENGTH} characters; it could be guessed.")
    return faults


def _own_secret(path: Path) -> str:
    """The secret this machine made for itself at its first start, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # "x" fails when the file exists: of two processes starting at once, one writes and the other reads.
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    secret = path.read_text().strip()
    if len(secret) < MIN_SECRET_LENGTH:
        raise ImproperlyConfigured(f"- {path} is damaged. Delete it and start again; everyone must sign in anew.")
    return secret
