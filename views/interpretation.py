"""Interpretations, where they came out, and the interpreters, on screen: columns and nothing else."""

from typing import ClassVar

from flask_babel import lazy_gettext as _

from models import Interpretation, InterpretationPosting, Interpreter, InterpreterTask, Publication
from models.interpretation_flow import MATERIAL, PLAN
from views.matter import MatterView
from views.publication import PUBLISHED
from views.record import Related, Section

_OUT = ("channel", "place", "posted_on")
_DOES = ("interpreter_id", "task")


class InterpretationView(MatterView):
    """附件2."""

    model = Interpretation
    parent = "document_id"
    list_columns = (
        *("number", "title", "unit_id", "forms", "state"),
        *("document_public_on", "published_on", "due_on"),
    )
    filters = ("unit_id", "planned_on", "document_public_on", "published_on")
    form_sections = (
        (_("Plan"), (*PLAN, "for_meeting")),
        (_("Interpretation material"), MATERIAL),
    )
    sections = (
        (_("Plan"), ("document_id", *PLAN, "for_meeting")),
        (_("Interpretation material"), MATERIAL),
        (_("Justice bureau"), ("legality", "legality_opinion")),
        (_("Publication"), ("document_public_on", "published_on", "published_at")),
    )
    related = (
        Related("tasks", InterpreterTask, (*_DOES, "state", "done_on"), "interpretation_id"),
        Related("publications", Publication, PUBLISHED, "source_id", listed=True),
        Related("postings", InterpretationPosting, (*_OUT, "state"), "interpretation_id"),
    )


class InterpretationPostingView(MatterView):
    """附件2 四(四)."""

    model = InterpretationPosting
    parent = "interpretation_id"
    list_columns = ("title", "unit_id", *_OUT, "state")
    filters = ("unit_id", "channel", "posted_on")
    form_sections: ClassVar[tuple[Section, ...]] = ((_("Further channel"), ("channel",)),)
    sections: ClassVar[tuple[Section, ...]] = ((_("Further channel"), ("interpretation_id", *_OUT)),)


class InterpreterView(MatterView):
    """附件2 五."""

    model = Interpreter
    list_columns = ("title", "unit_id", "team", "kind", "position", "field", "state", "since")
    filters = ("unit_id", "team", "kind", "since")
    form_sections: ClassVar[tuple[Section, ...]] = (
        (_("Interpreter"), ("unit_id", "title", "team", "kind", "position", "field", "phone", "since")),
    )
    sections: ClassVar[tuple[Section, ...]] = (
        (_("Interpreter"), ("team", "kind", "position", "field", "phone", "since", "until")),
    )


class InterpreterTaskView(MatterView):
    """附件2 五."""

    model = InterpreterTask
    parent = "interpretation_id"
    list_columns = ("title", "unit_id", *_DOES, "state", "done_on")
    filters = ("unit_id", "interpreter_id", "task", "done_on")
    form_sections: ClassVar[tuple[Section, ...]] = ((_("Task of an interpreter"), _DOES),)
    sections: ClassVar[tuple[Section, ...]] = (
        (_("Task of an interpreter"), ("interpretation_id", *_DOES, "done_on")),
    )
