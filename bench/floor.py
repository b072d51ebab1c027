"""The floor: bare Flask, hand-written SQL and one template a page; nobody signs in, nothing is in a trail.

The same database, with its indexes, the same rows and the same columns as the page beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, redirect, render_template, request
from jinja2 import DictLoader
from sqlalchemy import Engine, TextClause, text

PAGES = {
    "list": """<!doctype html><html><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table><tr>{% for name in names %}<th>{{ name }}</th>{% endfor %}</tr>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></body></html>""",
    "show": """<!doctype html><html><head><title>{{ row.title }}</title></head><body><h1>{{ row.title }}</h1>
<dl>{% for name, value in row.items() %}<dt>{{ name }}</dt><dd>{{ value }}</dd>
{% endfor %}</dl></body></html>""",
    "edit": """<!doctype html><html><head><title>{{ row.title }}</title></head><body><form method="post">
{% for name in names %}<label>{{ name }} <input name="{{ name }}" value="{{ row[name] }}"></label>{% endfor %}
<select name="unit_id">{% for unit in units %}<option value="{{ unit.id }}"
{%- if unit.id == row.unit_id %} selected{% endif %}>{{ unit.name }}</option>
{% endfor %}</select><button>ok</button></form></body></html>""",
}

ROWS = """SELECT r.number, r.title, i.applicant, u.name, r.state, i.received_on, r.due_on
FROM record r JOIN information_request i ON i.id = r.id JOIN unit u ON u.id = r.unit_id
WHERE r.matter = 'information_request' """
BY_DUE = " AND r.due_on IS NOT NULL ORDER BY r.due_on, r.id LIMIT 25"
OF_UNIT = (
    "AND r.closed_on IS NULL AND r.unit_id IN (SELECT id FROM unit WHERE id = :unit OR parent_id = :unit)"
)
LISTS = {
    "first": text(ROWS + "AND r.closed_on IS NULL" + BY_DUE),
    "unit": text(ROWS + OF_UNIT + BY_DUE),
    "last": text(ROWS + "AND r.due_on IS NOT NULL ORDER BY r.due_on DESC, r.id DESC LIMIT 25"),
    "filter": text(ROWS + "AND r.state = :state AND r.unit_id = :unit" + BY_DUE),
}
SEARCH = {
    "sqlite": text(
        ROWS + "AND r.id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH :grams)" + BY_DUE
    ),
    "postgresql": text(
        ROWS
        + """AND r.id = ANY(ARRAY(SELECT record_id FROM search_entry
        WHERE open_vector @@ CAST(:grams AS tsquery) AND open LIKE :phrase))"""
        + BY_DUE
    ),
}
ONE = text(
    """SELECT i.*, r.*, u.name AS unit FROM record r JOIN information_request i ON i.id = r.id
    JOIN unit u ON u.id = r.unit_id WHERE r.id = :id"""
)
UNITS = text("SELECT id, name FROM unit ORDER BY code")
SAVE = (
    text("UPDATE record SET title = :title, version = version + 1 WHERE id = :id"),
    text("UPDATE information_request SET purpose = :purpose, content = :content WHERE id = :id"),
)
STEP = (
    text("UPDATE record SET state = :state, version = version + 1 WHERE id = :id"),
    text(
        """INSERT INTO trail (at, actor_name, actor_post, for_name, action, result, matter, record_id,
        subject, step, source, target, changes, reason, clauses, request_id)
        VALUES (CURRENT_TIMESTAMP, 'bench', '', '', 'step', 'done', 'information_request', :id, :subject,
        'accept', 'registered', :state, '{}', '', '', '')"""
    ),
)
ALL = """SELECT {columns} FROM record r JOIN information_request i ON i.id = r.id
LEFT JOIN unit u ON u.id = r.unit_id LEFT JOIN unit h ON h.id = r.handling_unit_id
WHERE r.matter = 'information_request' ORDER BY r.due_on, r.id"""
AT_A_TIME = 500


def build(engine: Engine, columns: list[str]) -> Flask:
    """The application; ``columns`` are those of the table an export writes, ``r.`` or ``i.`` before each."""
    app = Flask("floor")
    app.jinja_env.autoescape = True
    app.jinja_loader = DictLoader(PAGES)
    every = text(ALL.format(columns=", ".join(columns)))

    @app.get("/list/<which>")
    def listing(which: str) -> str:
        asked = {name: int(value) if value.isdecimal() else value for name, value in request.args.items()}
        with engine.connect() as connection:
            found = connection.execute(LISTS[which], asked)
            return render_template("list", title="requests", names=found.keys(), rows=found.all())

    @app.get("/search")
    def search() -> str:
        with engine.connect() as connection:
            found = connection.execute(SEARCH[engine.dialect.name], request.args.to_dict())
            return render_template("list", title="requests", names=found.keys(), rows=found.all())

    @app.get("/<int:key>")
    def show(key: int) -> str:
        with engine.connect() as connection:
            row = connection.execute(ONE, {"id": key}).mappings().one()
            return render_template("show", row=row)

    @app.route("/<int:key>/edit", methods=["GET", "POST"])
    def edit(key: int) -> Any:
        if request.method == "POST":
            return _written(engine, SAVE, {**request.form.to_dict(), "id": key})
        with engine.connect() as connection:
            row = connection.execute(ONE, {"id": key}).mappings().one()
            units = connection.execute(UNITS).all()
            return render_template("edit", row=row, names=list(row), units=units)

    @app.post("/<int:key>/step")
    def step(key: int) -> Any:
        return _written(engine, STEP, {**request.form.to_dict(), "id": key})

    @app.get("/csv")
    def export() -> Response:
        def pieces() -> Iterator[bytes]:
            with engine.connect() as connection:
                found = connection.execution_options(stream_results=True).execute(every)
                yield (",".join(found.keys()) + "\r\n").encode()
                while rows := found.fetchmany(AT_A_TIME):
                    written = io.StringIO()
                    csv.writer(written).writerows(rows)
                    yield written.getvalue().encode()

        return Response(pieces(), mimetype="text/csv")

    return app


def _written(engine: Engine, changes: tuple[TextClause, ...], values: dict[str, Any]) -> Any:
    with engine.begin() as connection:
        for change in changes:
            connection.execute(change, values)
    return redirect("/list/first")
