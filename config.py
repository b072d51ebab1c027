"""Every setting: its environment variable, default and meaning. ``docs/settings.md`` is made from it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parent

RULES = ("seed-2020", "regulation-2019")
PASSWORDS = ("seed", "mlps", "asvs")
MAIL_SCHEMES = ("file", "smtp", "smtps")
"""What the program knows of each: said here, for nothing of it is loaded before its settings are read."""


def _yes(text: str) -> bool:
    word = text.strip().lower()
    if word not in {"1", "yes", "true", "on", "0", "no", "false", "off", ""}:
        raise ValueError(f"neither yes nor no: {text}")
    return word in {"1", "yes", "true", "on"}


def _any_words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _words(text: str) -> list[str]:
    words = _any_words(text)
    if not words:
        raise ValueError("at least one is needed")
    return words


def _at_least(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(f"below {least}: {text}")
        return number

    return read


def _one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError(f"none of {', '.join(names)}: {text}")
        return text

    return read


def _site(text: str) -> str:
    found = urlsplit(text)
    if text and (
        found.scheme not in {"http", "https"} or not found.hostname or found.query or found.fragment
    ):
        raise ValueError(text)
    return text.rstrip("/")


def _mail(text: str) -> str:
    found = urlsplit(text)
    # Asking for the port raises ValueError where it is none.
    if found.scheme not in MAIL_SCHEMES or (
        found.scheme != "file" and not (found.hostname and found.port != 0)
    ):
        raise ValueError(text)
    return text


def _mailbox(text: str) -> str:
    if not re.fullmatch(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+", text):
        raise ValueError(text)
    return text


def _where_worker(text: str) -> str:
    if text not in {"", "embedded", "none"}:
        raise ValueError(text)
    return text


@dataclass(frozen=True)
class Setting:
    """One setting of the environment; ``key`` is its name inside the program."""

    variable: str
    key: str
    default: str
    meaning: str
    read: Callable[[str], Any] = str
    also: tuple[str, ...] = ()
    """Variables that count where the first is not set."""


SETTINGS = (
    Setting(
        "GONGKAI_DATABASE_URL",
        "SQLALCHEMY_DATABASE_URI",
        f"sqlite:///{ROOT / 'var' / 'gongkai.db'}",
        "The database: `sqlite:///…` or `postgresql+psycopg://…`.",
    ),
    Setting(
        "GONGKAI_FILES_URL",
        "FILES_URL",
        f"file://{ROOT / 'var' / 'files'}",
        "Where attachments and letters are kept: a folder `file:///…`, or a bucket `s3://bucket/prefix` of "
        "anything that speaks S3; each database needs a place of its own.",
    ),
    Setting(
        "GONGKAI_FILES_SIGNED",
        "FILES_SIGNED",
        "no",
        "`yes`: browsers fetch downloads from the bucket itself, by an address that is signed for one file "
        "and 60 seconds, after the same checks. They must be able to reach `GONGKAI_S3_ENDPOINT`.",
        _yes,
    ),
    Setting(
        "GONGKAI_S3_ENDPOINT",
        "S3_ENDPOINT",
        "",
        "The address of the bucket's server, such as `https://minio.example:9000`; empty: Amazon's own.",
        str,
        ("AWS_ENDPOINT_URL",),
    ),
    Setting("GONGKAI_S3_KEY", "S3_KEY", "", "The key to the bucket.", str, ("AWS_ACCESS_KEY_ID",)),
    Setting("GONGKAI_S3_SECRET", "S3_SECRET", "", "The secret of that key.", str, ("AWS_SECRET_ACCESS_KEY",)),
    Setting("GONGKAI_S3_REGION", "S3_REGION", "us-east-1", "The bucket's region.", str, ("AWS_REGION",)),
    Setting(
        "GONGKAI_S3_ADDRESSING",
        "S3_ADDRESSING",
        "path",
        "`path` (`host/bucket`) or `virtual` (`bucket.host`), as the server wants it.",
        _one_of("path", "virtual"),
    ),
    Setting(
        "GONGKAI_SECRET_KEY",
        "SECRET_KEY",
        "",
        "Signs form tokens. Empty: a random one is made and kept in the file `secret-key`, beside a SQLite "
        "database, in the program's `var/` otherwise; several machines need the same one.",
    ),
    Setting("GONGKAI_NAME", "APP_NAME", "罗甸县政务公开工作平台", "The name on every page."),
    Setting(
        "GONGKAI_RULES",
        "RULES",
        "seed-2020",
        "Which rules new records are worked under: `seed-2020` (the county's notice) or `regulation-2019`.",
        _one_of(*RULES),
    ),
    Setting(
        "GONGKAI_PASSWORDS",
        "PASSWORDS",
        "seed",
        "Password policy: `seed`, `mlps` or `asvs`.",
        _one_of(*PASSWORDS),
    ),
    Setting(
        "GONGKAI_HOSTS",
        "TRUSTED_HOSTS",
        "127.0.0.1,localhost",
        "The host names the panel answers to, separated by commas; any other is refused.",
        _words,
    ),
    Setting(
        "GONGKAI_URL",
        "URL",
        "",
        "Where people find the panel, for links in mails: `https://gongkai.example`. Empty: the first of "
        "`GONGKAI_HOSTS`, with `GONGKAI_PORT` unless `GONGKAI_HTTPS` is set.",
        _site,
    ),
    Setting("GONGKAI_HTTPS", "HTTPS", "no", "`yes` when served over HTTPS: secure cookies and HSTS.", _yes),
    Setting(
        "GONGKAI_PROXIES",
        "PROXIES",
        "0",
        "How many reverse proxies in front may name the client's address.",
        int,
    ),
    Setting("GONGKAI_PORT", "PORT", "8080", "The port of `run.py`; `PORT` works too.", int, ("PORT",)),
    Setting("GONGKAI_BIND", "BIND", "127.0.0.1", "The address `run.py` listens on."),
    Setting(
        "GONGKAI_WORKERS",
        "WORKERS",
        "1",
        "Web processes; more than one needs PostgreSQL. "
        "Each counts by itself how much one address may send a minute; failed sign-ins are counted for all.",
        int,
    ),
    Setting("GONGKAI_THREADS", "THREADS", "8", "Threads of each web process.", int),
    Setting(
        "GONGKAI_WORKER",
        "WORKER",
        "",
        "Background tasks: `embedded` (`run.py` keeps a worker beside the web server) or `none` "
        "(`run.py worker` runs by itself). Empty: `embedded` with SQLite, `none` with PostgreSQL.",
        _where_worker,
    ),
    Setting(
        "GONGKAI_MAIL_URL",
        "MAIL_URL",
        f"file://{ROOT / 'var' / 'mail'}",
        "Where mail goes: `file:///folder` keeps each as an `.eml`; `smtp://user:password@host:port` sends "
        "it over STARTTLS, `?starttls=no` in the clear; `smtps://…` over TLS from the start.",
        _mail,
    ),
    Setting(
        "GONGKAI_MAIL_FROM",
        "MAIL_FROM",
        "gongkai@localhost",
        "The sender of mails.",
        _mailbox,
    ),
    Setting(
        "GONGKAI_WEBHOOK_HOSTS",
        "WEBHOOK_HOSTS",
        "",
        "The hosts webhooks may go to, separated by commas, each with its port unless it is 80 or 443: "
        "`oa.example,10.0.0.8:9000`. Empty: none are sent.",
        _any_words,
    ),
    Setting(
        "GONGKAI_LINKS_OUTSIDE",
        "LINKS_OUTSIDE",
        "yes",
        "Whether links in public texts are asked every night if they are still there. `no`: only those to "
        "the panel itself and to `GONGKAI_LINK_HOSTS`; nothing else goes out.",
        _yes,
    ),
    Setting(
        "GONGKAI_LINK_HOSTS",
        "LINK_HOSTS",
        "",
        "Hosts with an inner address, such as the county's portal, at which links are asked all the same; "
        "written as `GONGKAI_WEBHOOK_HOSTS`. Any other inner address is never asked.",
        _any_words,
    ),
    Setting("GONGKAI_FONTS", "FONTS", "", "A folder with the county's own fonts for letters."),
    Setting(
        "GONGKAI_IDLE_MINUTES", "IDLE_MINUTES", "30", "A session ends after so long without a request.", int
    ),
    Setting("GONGKAI_SESSION_HOURS", "SESSION_HOURS", "12", "A session ends after so long in any case.", int),
    Setting(
        "GONGKAI_DRAFT_DAYS",
        "DRAFT_DAYS",
        "30",
        "What somebody typed and did not send is removed when it has not changed for so many days.",
        _at_least(1),
    ),
    Setting(
        "GONGKAI_SMALL_CELLS",
        "SMALL_CELLS",
        "5",
        "In statistics made for publication a number from one up to below this is shown as `<5`, and what "
        "would tell it is withheld; at least 3.",
        _at_least(3),
    ),
)

FIXED = {
    "BABEL_DEFAULT_LOCALE": "zh",
    "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
    "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
    "LANGUAGES": {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "gb", "name": "English"}},
    "FAB_ADD_SECURITY_VIEWS": False,
    "FAB_ADD_MENU_API": False,
    "FAB_ADD_OPENAPI_VIEWS": False,
    "FAB_CREATE_DB": False,
    "FAB_UPDATE_PERMS": False,
    "MAX_CONTENT_LENGTH": 26 * 2**20,
    "MAX_FORM_MEMORY_SIZE": 2 * 2**20,
    "MAX_FORM_PARTS": 1000,
    "WTF_CSRF_TIME_LIMIT": None,
    "RATELIMIT_ENABLED": True,
    "RATELIMIT_STORAGE_URI": "memory://",
}


def settings(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The configuration out of the environment; ValueError names a variable that cannot be read."""
    found: dict[str, Any] = dict(FIXED)
    for setting in SETTINGS:
        names = (setting.variable, *setting.also)
        variable = next((name for name in names if name in environment), setting.variable)
        text = environment.get(variable, setting.default)
        try:
            found[setting.key] = setting.read(text)
        except ValueError as error:
            raise ValueError(f"{variable}={text!r}: {setting.meaning}") from error
    return found
