"""How many exports one person has at a time: a long one holds a thread and a connection.

Each web process counts for itself, as it does for how much one address may send.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Lock

AT_A_TIME = 2


class Turns:
    """Turns of people, each with so many at once."""

    def __init__(self, each: int = AT_A_TIME) -> None:
        self._each, self._taken, self._lock = each, Counter[int | None](), Lock()

    def take(self, who: int | None) -> Callable[[], None] | None:
        """A turn for somebody, given back by calling it once; None when she has all of hers."""
        with self._lock:
            if self._taken[who] >= self._each:
                return None
            self._taken[who] += 1
        return lambda: self._give_back(who)

    def _give_back(self, who: int | None) -> None:
        with self._lock:
            self._taken[who] -= 1
            if not self._taken[who]:
                del self._taken[who]


TURNS = Turns()
"""Those of this process."""
