"""What Flask-AppBuilder does when it is used as documented: ``python stock.py FOLDER`` prints it as JSON.

A process of its own, for the framework's models share one declarative base with ours. Two departments,
a clerk in each, one table with an owner, an author, a file and a hidden column; the probes are in
``stock_probes``, one for each known hole. The value of its id is true when the bad thing happened.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import stock_probes  # noqa: E402, F401 — found beside this script; it registers the probes
from flask import Flask, g  # noqa: E402
from flask_appbuilder import AppBuilder, Model, ModelRestApi, ModelView  # noqa: E402
from flask_appbuilder.actions import action  # noqa: E402
from flask_appbuilder.models.mixins import AuditMixin, FileColumn  # noqa: E402
from flask_appbuilder.models.sqla.base import SQLA  # noqa: E402
from flask_appbuilder.models.sqla.filters import FilterEqualFunction  # noqa: E402
from flask_appbuilder.models.sqla.interface import SQLAInterface  # noqa: E402
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine  # noqa: E402
from sqlalchemy.orm import relationship  # noqa: E402
from stock_bench import PROBES, Bench  # noqa: E402

db = SQLA()
OWN, FOREIGN = 1, 2
HIDDEN = "522728199003071234"


class Department(Model):
    """Whose a document is."""

    __tablename__ = "department"
    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False)

    def __repr__(self) -> str:
        return str(self.name)


class Document(AuditMixin, Model):
    """A row with an owner, an author, a state nobody types and a number nobody shows."""

    __tablename__ = "document"
    id = Column(Integer, primary_key=True)
    title = Column(String(100), nullable=False)
    state = Column(String(20), default="new")
    id_card = Column(String(40))
    file = Column(FileColumn)
    department_id = Column(Integer, ForeignKey("department.id"))
    department = relationship("Department")

    def __repr__(self) -> str:
        return str(self.title)


class Remark(Model):
    """Hangs on a document."""

    __tablename__ = "remark"
    id = Column(Integer, primary_key=True)
    words = Column(String(100), nullable=False)
    document_id = Column(Integer, ForeignKey("document.id"))
    document = relationship("Document", backref="remarks")


def own_department() -> int:
    """The department of whoever is signed in."""
    return {"alice": OWN, "bob": FOREIGN}.get(g.user.username, 0)


class RemarkView(ModelView):
    """No clerk holds a permission on it."""

    datamodel = SQLAInterface(Remark)
    list_columns = ["words"]


class DocumentView(ModelView):
    """The usual view: own department only, one action, one related view."""

    datamodel = SQLAInterface(Document)
    base_filters = [["department_id", FilterEqualFunction, own_department]]
    list_columns = ["title", "state"]
    show_columns = ["title", "state"]
    add_columns = edit_columns = ["title", "department", "file"]
    related_views = [RemarkView]

    @action("approve", "Approve", "Really?", "fa-check")
    def approve(self, items: Any) -> Any:
        """Approves what was ticked."""
        rows = items if isinstance(items, list) else [items]
        for row in rows:
            row.state = "approved"
            self.datamodel.edit(row)
        return self.post_edit_redirect()

    def pre_update(self, item: Any) -> None:
        """Business rule: this title is refused."""
        if item.title == "REJECTME":
            raise ValueError("refused")

    def post_add(self, item: Any) -> None:
        """Something that must happen with every new row, and fails."""
        if item.title == "FAILAFTER":
            raise ValueError("failed")


class PlainView(ModelView):
    """Nothing said but what to list: what is the default?"""

    datamodel = SQLAInterface(Document)
    list_columns = ["title"]


class DocumentApi(ModelRestApi):
    """Nothing said but the filter and what may be sent."""

    datamodel = SQLAInterface(Document)
    add_columns = edit_columns = ["title", "department"]
    base_filters = [["department_id", FilterEqualFunction, own_department]]


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'stock.db'}"


def built(folder: Path) -> tuple[Flask, AppBuilder]:
    """The skeleton's application with its skeleton's settings."""
    files = folder / "files"
    files.mkdir()
    app = Flask("stock")
    app.config.update(
        SECRET_KEY="stock application, thrown away",
        SQLALCHEMY_DATABASE_URI=_url(folder),
        CSRF_ENABLED=True,
        AUTH_TYPE=1,
        UPLOAD_FOLDER=f"{files}/",
        FAB_ADD_SECURITY_VIEWS=True,
    )
    db.init_app(app)
    with app.app_context():
        builder = AppBuilder(app, db.session)
        db.create_all()
        for view in (RemarkView, DocumentView, PlainView):
            builder.add_view(view, view.__name__)
        builder.add_api(DocumentApi)
        fill(builder)
    app.after_request(audit)
    return app, builder


def audit(answer: Any) -> Any:
    """Somebody's audit log: writes its row and commits at the end of each request."""
    db.session.commit()
    return answer


def fill(builder: AppBuilder) -> None:
    """Two clerks, an administrator, two rows each."""
    manager = builder.sm
    clerk = manager.add_role("Clerk")
    for menu in ("DocumentView", "PlainView", "DocumentApi", "ResetMyPasswordView"):
        for permission in manager.find_permissions_view_menu(manager.find_view_menu(menu)):
            manager.add_permission_role(clerk, permission)
    chief = manager.find_role("Admin")
    admin = manager.add_user("admin", "a", "d", "admin@example.org", chief, "Secret-1-admin")
    for name in ("alice", "bob"):
        manager.add_user(name, name, "c", f"{name}@example.org", clerk, f"Secret-1-{name}")
    db.session.add_all([Department(id=OWN, name="Own"), Department(id=FOREIGN, name="DeptB-SECRET")])
    now = datetime.now(UTC).replace(tzinfo=None)
    authored = {"created_by_fk": admin.id, "changed_by_fk": admin.id, "created_on": now, "changed_on": now}
    for pk, department in ((1, OWN), (2, FOREIGN), (3, OWN), (4, FOREIGN)):
        number = HIDDEN if pk == 1 else f"9{pk}"
        db.session.add(
            Document(id=pk, title=f"Paper {pk}", department_id=department, id_card=number, **authored)
        )
    db.session.add(Remark(words="REMARK-SECRET", document_id=1))
    db.session.commit()


def main() -> None:
    """Build it, try everything, say what happened."""
    folder = Path(sys.argv[1])
    app, builder = built(folder)
    bench = Bench(app, builder, folder / "files", create_engine(_url(folder)))
    found = {name: bool(probe(bench)) for name, probe in PROBES.items()}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
