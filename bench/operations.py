"""What people wait for, each with its floor and its goals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import Engine, create_engine, make_url, text

from app import storage
from app.extensions import db
from app.parts import parts
from app.search import bigrams
from bench import floor, whole
from bench.desk import HOME, Browser, Fields, at_work, set_up
from bench.share import share
from bench.timing import Work, in_turn, once, statements
from models import InformationRequest
from models.column import Class, declared
from models.search import OPEN


@dataclass(frozen=True)
class Goal:
    """What the specification of speed asks of an operation; None: nothing."""

    ratio: float | None = 6
    tail: float | None = 3
    statements: int | None = None
    kilobytes: float | None = None
    growth: float | None = 1.5


LIST, RECORD, WRITTEN = (
    Goal(statements=6, kilobytes=60),
    Goal(statements=9, kilobytes=60),
    Goal(statements=14),
)
TRANSITION = "transition"
SEARCH = Goal(ratio=None, tail=None, statements=6, growth=2)


@dataclass(frozen=True)
class Operation:
    """Ours and the floor's way to do one thing."""

    name: str
    goal: Goal
    ours: Work
    floor: Work
    restore: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Measured:
    """Milliseconds, statements and bytes of one operation."""

    name: str
    goal: Goal
    p50: float
    p95: float
    floor: float
    cpu: float
    """How much more this process works than the floor, as a ratio."""
    statements: int
    size: int


def floor_engine(url: str) -> Engine:
    """The floor's own connections; a plan made for any word knows nothing of the word searched for."""
    on_sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = create_engine(
        url, connect_args={} if on_sqlite else {"options": "-c plan_cache_mode=force_custom_plan"}
    )
    storage.install(engine)
    return engine


def exported() -> list[str]:
    """The columns of an export by somebody who reads about people, as SQL."""
    card = {column.name for column in InformationRequest.__mapper__.inherits.local_table.c}
    names = [
        name for name, column in declared(InformationRequest).items() if column.klass is not Class.SEALED
    ]
    joined = {"unit_id": "u.name", "handling_unit_id": "h.name"}
    return [joined.get(name, f"{'r' if name in card else 'i'}.{name}") for name in names]


class Bench:
    """One database, the panel over it and the floor beside it."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self.desk = app, set_up(app)
        self.engine = floor_engine(url)
        self.reader = Browser(app, self.desk.reader_id)
        self.officer = Browser(app, self.desk.officer_id)
        self.below = Browser(floor.build(self.engine, exported()))
        with app.app_context():
            self.database = db.engine

    def measure(self, runs: int, only: str = "") -> Iterator[Measured]:
        """All operations with a floor, one after the other."""
        for operation in self._pages() + self._writes():
            if only not in operation.name:
                continue
            # The first look of a process reads what it then keeps in memory.
            operation.ours()
            operation.restore()
            with statements(self.database) as sent:
                size = operation.ours()
            operation.restore()
            ours, below = in_turn(operation.ours, operation.floor, runs, operation.restore)
            yield Measured(
                name=operation.name,
                goal=operation.goal,
                p50=ours.p50,
                p95=ours.p95,
                floor=below.p50,
                cpu=ours.cpu / below.cpu,
                statements=len(sent),
                size=size,
            )

    def _pages(self) -> list[Operation]:
        desk, reader, officer, below = self.desk, self.reader, self.officer, self.below
        filtered = {"state": "registered", "unit_id": desk.unit_id}
        return [
            Operation("list, first page", LIST, reader.get(HOME), below.get("/list/first")),
            Operation(
                "list, first page, one unit's",
                LIST,
                officer.get(HOME),
                below.get(f"/list/unit?unit={desk.unit_id}"),
            ),
            Operation(
                "list, last page",
                LIST,
                reader.get(desk.address(state="all", after=desk.last_cursor)),
                below.get("/list/last"),
            ),
            Operation(
                "filter two columns, sort by due date",
                LIST,
                reader.get(desk.address(**filtered, order="due_on")),
                below.get(f"/list/filter?state=registered&unit={desk.unit_id}"),
            ),
            self._search("search, 2 characters, 1 % hits", desk.common),
            self._search("search, rare", desk.rare),
            Operation("show", RECORD, officer.get(f"{HOME}{desk.shown_id}"), below.get(f"/{desk.shown_id}")),
            Operation(
                "edit form",
                RECORD,
                officer.get(f"{HOME}{desk.open_id}/edit"),
                below.get(f"/{desk.open_id}/edit"),
            ),
        ]

    def _search(self, name: str, asked: str) -> Operation:
        word = bigrams.fold(asked)
        pairs, on_sqlite = bigrams.pairs(word), self.engine.dialect.name == "sqlite"
        grams = f'{{{OPEN}}} : "{" ".join(pairs)}"' if on_sqlite else " & ".join(pairs)
        asked_below = {"grams": grams, "phrase": f"%{' '.join(pairs)}%"}
        below = self.below.get(f"/search?{urlencode(asked_below)}")
        return Operation(name, SEARCH, self.reader.get(self.desk.address(state="all", q=asked)), below)

    def _writes(self) -> list[Operation]:
        record, step = f"{HOME}{self.desk.open_id}", f"{HOME}{self.desk.open_id}/accept"
        edited = Fields.of(self.officer("GET", f"{record}/edit").text)
        edited |= {"reason": "measured", "purpose": "measured"}
        stepped = Fields.of(self.officer("GET", step).text)
        below = f"/{self.desk.open_id}"
        saved = {"title": edited["title"], "purpose": "measured", "content": edited["content"]}
        return [
            Operation(
                "save",
                WRITTEN,
                self._posted(self.officer, f"{record}/edit", edited),
                self._posted(self.below, f"{below}/edit", saved),
                self._restore,
            ),
            Operation(
                TRANSITION,
                WRITTEN,
                self._posted(self.officer, step, stepped),
                self._posted(self.below, f"{below}/step", {"state": "checking", "subject": edited["title"]}),
                self._restore,
            ),
        ]

    def _posted(self, browser: Browser, address: str, fields: dict[str, str]) -> Work:
        def post() -> int:
            answer = browser("POST", address, data=fields)
            if answer.status_code != 302:
                raise RuntimeError(f"{address} was not taken: {answer.text}")
            return len(answer.data)

        return post

    def audit_and_clocks(self, runs: int) -> float:
        """Which part of a transition they take."""
        step = next(operation for operation in self._writes() if operation.name == TRANSITION)
        return share(self.app, step.ours, runs, step.restore)

    def _restore(self) -> None:
        self.officer.read_messages()
        with storage.writing(), self.engine.begin() as connection:
            connection.execute(RESTORED[0], {"id": self.desk.open_id, "version": self.desk.version})
            connection.execute(RESTORED[1], {"id": self.desk.open_id})

    # -- what takes long --------------------------------------------------------------

    def tables(self) -> dict[str, float]:
        """Whole tables, see ``bench.whole``; whoever reads them sees every column the floor has."""
        return whole.measure(self.app, Browser(self.app, self.desk.auditor_id), self.below)

    def letter(self) -> float:
        """Seconds a letter of one page takes, when others were made before."""
        with at_work(self.app):
            desk = parts().letters
            for _warm in range(2):
                desk.lay_out(self.desk.letter)
            return once(lambda: len(desk.lay_out(self.desk.letter)))[0]


RESTORED = (
    text("UPDATE record SET state = 'registered', version = :version WHERE id = :id"),
    text("UPDATE information_request SET purpose = NULL WHERE id = :id"),
)
"""As it was before it was saved, or its step taken: what was typed into its form counts again."""
