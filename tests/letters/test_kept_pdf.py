"""A letter's file is kept once: who asks second gets what the first one got."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from sqlalchemy import select

from app.parts import Parts
from models import InformationRequest, Letter


def test_two_at_once_get_the_same_file(
    session: Any, made: Parts, register: Callable[..., InformationRequest]
) -> None:
    letter_id = session.scalars(select(Letter.id).where(Letter.record_id == register().id)).one()
    session.remove()
    together = Barrier(2, timeout=5)

    def download(number: int) -> bytes:
        """Both have laid it out before either of them keeps it."""
        together.wait()
        with made.write() as own:
            return made.letters.keep_pdf(own, letter_id, f"%PDF of call {number}".encode())

    with ThreadPoolExecutor(2) as threads:
        got = list(threads.map(download, range(2)))
    assert got[0] == got[1]
    assert got[0] in {b"%PDF of call 0", b"%PDF of call 1"}
