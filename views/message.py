"""Public messages on screen: columns and nothing else."""

from flask_babel import lazy_gettext as _

from models import PublicMessage
from models.message_form import TOLD, WRITER, WRITTEN
from views.matter import MatterView


class PublicMessageView(MatterView):
    """附件9."""

    model = PublicMessage
    list_columns = ("number", "title", "category", "handling_unit_id", "state", "received_on", "due_on")
    filters = ("unit_id", "handling_unit_id", "category", "channel", "result", "received_on", "due_on")
    form_sections = (
        (_("Receipt"), ("unit_id", "received_on", "channel", "category", "accusation")),
        (_("Writer"), WRITER),
        (_("What was written"), WRITTEN),
    )
    sections = (
        *form_sections,
        (
            _("Handling"),
            ("handling_unit_id", "assign_note", "joint_opinions", "accused_person", "findings"),
        ),
        (_("For officials only"), ("instruction", "internal_note")),
        (_("Answer"), (*TOLD, "answered_on", "public_question")),
    )
