"""Official documents on screen, what they carry, and their paper copies: columns and nothing else."""

from typing import ClassVar

from flask_babel import lazy_gettext as _

from models import Document, DocumentReference, Interpretation, PaperDelivery, Publication
from models.document_interpretation import STATED as INTERPRETED
from models.document_paper import CONTENT, REVIEWED
from models.document_rules import STATED
from views.matter import MatterView
from views.publication import PUBLISHED
from views.record import Related, Section

_CARRIED = ("kind", "cited_title", "cited_number", "attribute", "state")
_EXPLAINED = ("number", "forms", "state", "planned_on", "published_on", "due_on")
_DELIVERED = ("place", "copies", "delivered_on", "receiver", "state")


class DocumentView(MatterView):
    """附件4."""

    model = Document
    list_columns = ("title", "number", "kind", "unit_id", "attribute", "state", "issued_on", "due_on")
    filters = (
        "unit_id",
        "kind",
        "document_word",
        "attribute",
        "interpretation",
        "is_normative",
        "issued_on",
        "reassess_on",
    )
    form_sections = (
        (_("Document"), ("unit_id", "kind", "document_word", "urgency", "title")),
        (_("Text"), ("addressees", "body", "copied_to")),
        (_("What it contains"), CONTENT),
        (_("Legality review and interpretation"), (*REVIEWED, "policy_marks")),
    )
    sections = (
        *form_sections,
        (_("Disclosure attribute"), STATED),
        (_("Interpretation"), INTERPRETED),
        (_("Opinion of the legality review"), ("legality", "legality_opinion")),
        (_("Signature and issue"), ("signer", "signed_on", "issued_on")),
        (_("Made public online"), ("published_on", "published_at", "entered_by", "released_on")),
        (_("Validity"), ("ended_on", "ended_by")),
    )
    related = (
        Related("interpretations", Interpretation, _EXPLAINED, "document_id"),
        Related("references", DocumentReference, _CARRIED, "document_id"),
        Related("deliveries", PaperDelivery, _DELIVERED, "document_id"),
        Related("publications", Publication, PUBLISHED, "source_id", listed=True),
    )


class DocumentReferenceView(MatterView):
    """附件4 三(二)、(三)."""

    model = DocumentReference
    parent = "document_id"
    list_columns = ("title", "kind", "cited_number", "attribute", "state")
    filters = ("unit_id", "kind", "attribute")
    form_sections: ClassVar[tuple[Section, ...]] = (
        (_("Attachment or other document"), ("kind", "cited_title", "cited_number", "attribute", "text")),
    )
    sections: ClassVar[tuple[Section, ...]] = (
        (_("Attachment or other document"), ("document_id", *form_sections[0][1])),
    )


class PaperDeliveryView(MatterView):
    """附件4 七."""

    model = PaperDelivery
    parent = "document_id"
    list_columns = ("title", "unit_id", *_DELIVERED)
    filters = ("unit_id", "place", "delivered_on")
    form_sections: ClassVar[tuple[Section, ...]] = ((_("Paper delivery"), ("place",)),)
    sections: ClassVar[tuple[Section, ...]] = (
        (_("Paper delivery"), ("document_id", "place", "copies", "delivered_on", "receiver")),
    )
