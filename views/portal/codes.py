"""The code of a receipt: shown once, kept only as a salted hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

CODE_BYTES = 10
"""80 random bits: nobody guesses a code, so a fast hash is enough."""
SALT_BYTES = 12


def new_code() -> str:
    """A code for one record, 20 hexadecimal digits."""
    return secrets.token_hex(CODE_BYTES)


def kept(code: str) -> str:
    """What is kept of a code, 60 characters: a salt of its own, so that no key of the server is needed."""
    return _salted(secrets.token_urlsafe(SALT_BYTES), code)


def fits(code: str, known: str | None) -> bool:
    """Whether this is the code; takes as long where nothing is known to compare it with."""
    salt = (known or NOTHING).partition("$")[0]
    return hmac.compare_digest(known or NOTHING, _salted(salt, code))


def _salted(salt: str, code: str) -> str:
    digest = hashlib.sha256(f"{salt}${code}".encode()).digest()
    return f"{salt}${urlsafe_b64encode(digest).decode().rstrip('=')}"


NOTHING = f"{'-' * 16}${'-' * 43}"
"""Shaped like what is kept; no code has this hash."""
