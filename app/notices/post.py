"""Where mail goes: a folder of ``.eml`` files, or a mail server. One mail has one recipient.

Built on ``smtplib`` and ``email``: what is sent is one short text at a time, and both keep headers whole
by themselves (ADR 0012).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask_babel import lazy_gettext as _

from models.workflow import Label

PATIENCE = 30
"""Seconds a mail server may take for each answer."""

Post = Callable[[EmailMessage, str], None]
"""Takes a mail and the one address it goes to; raises NotSent."""


class NotSent(Exception):
    """A mail was not taken; ``again``: it may be later. The sentence names nobody."""

    def __init__(self, sentence: Label, *, again: bool) -> None:
        super().__init__(str(sentence))
        self.sentence, self.again = sentence, again


def post(url: str) -> Post:
    """The way mail goes, as ``GONGKAI_MAIL_URL`` says."""
    return POSTS[urlsplit(url).scheme](url)


def _folder(url: str) -> Post:
    folder = Path(unquote(url.removeprefix("file://")))

    def keep(mail: EmailMessage, _address: str) -> None:
        """Under its own id, so that one sent twice is there once; appears whole, for this user only."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        with NamedTemporaryFile("wb", dir=folder, delete=False) as written:
            written.write(mail.as_bytes())
        Path(written.name).replace(folder / f"{name}.eml")

    return keep


def _server(url: str) -> Post:
    asked = urlsplit(url)

    def send(mail: EmailMessage, address: str) -> None:
        try:
            with _server_of(asked) as server:
                _prove(server, asked)
                server.send_message(mail, to_addrs=[address])
        except smtplib.SMTPRecipientsRefused as refused:
            code = max(code for code, _told in refused.recipients.values())
            raise _refused(code) from None
        except smtplib.SMTPResponseException as refused:
            raise _refused(refused.smtp_code) from None
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(
                _("The mail server cannot be reached, or not in the way that is set."), again=True
            ) from error

    return send


def _server_of(asked: SplitResult) -> smtplib.SMTP:
    host = asked.hostname or ""
    if asked.scheme == "smtps":
        return smtplib.SMTP_SSL(host, asked.port or 465, timeout=PATIENCE, context=_trusted())
    return smtplib.SMTP(host, asked.port or 587, timeout=PATIENCE)


def _prove(server: smtplib.SMTP, asked: SplitResult) -> None:
    """Close the line to others, and say who we are."""
    if asked.scheme == "smtp" and parse_qs(asked.query).get("starttls") != ["no"]:
        server.starttls(context=_trusted())
    if asked.username:
        server.login(unquote(asked.username), unquote(asked.password or ""))


def _trusted() -> ssl.SSLContext:
    """Only a server whose certificate is good for its name."""
    return ssl.create_default_context()


def _refused(code: int) -> NotSent:
    """A server that says 5xx means it; with 4xx it asks to be tried again."""
    return NotSent(_("The mail server refused the mail with code %(code)s.", code=code), again=code < 500)


POSTS: Mapping[str, Callable[[str], Post]] = {"file": _folder, "smtp": _server, "smtps": _server}
