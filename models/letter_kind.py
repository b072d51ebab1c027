"""The kinds of letter the matters produce.

A kind says which template words the letter, which facts it cannot do without and which
provisions it cites. The facts handed to a template are plain values in this shape::

    number, date             of the letter: 罗民公开复〔2026〕12号, datetime.date
    profile                  "seed-2020" or "regulation-2019"
    preview                  True prints 草稿 across the page
    unit                     name, address, phone, hours; reconsideration_organ (who hears
                             reconsideration) and, if it is to be named, court; line_authority of an
                             enterprise
    record                   columns of the request by name, dates as datetime.date:
                             applicant, applicant_kind_label, content, received_on, number,
                             channel_label, form_wanted_label, form_given_label, round, due_on,
                             old_due_on, provisional, correction_items, correct_by,
                             extension_reason, extension_days, outcome, outcome_reason, answer_text,
                             other_organ, other_organ_contact, public_place, earlier_answer,
                             search_record, no_special_need
    record.decisions         of a list of major decisions: number, title, category_label, drafted_by,
                             planned_on
    record.representatives   of an agenda item: label of each category, and whether it is invited
    record.plans             of an agenda item, the interpretation of its document: number, title, focus,
                             planned_on, forms_label, channels_label; beside it plan_is_attached
    record.heard_by          of an agenda item: the columns and counts of each consultation that was reported
    record.answers           of a consultation: gist, state_label, reason, count; beside it opinion_count,
                             adopted_count, partly_count, rejected_count
    record.signed            of a concern, by step: name, at; confirmed_by: name, state_label, reply,
                             replied_on; channels; due_at where its period is in hours
    record.ranking           of an assessment: place, unit, total of each score; failed and voided name units,
                             pass_mark has two decimals
    record.lines             of a score: area, title, weight, way, claimed, checked, panel, figure, ruled,
                             points
    record.third_party       name, question, answer_by, override_reason
    record.interpreters      of an interpretation: name, position, task_label; beside it document_number
    record.differences       of an application to change the catalogue: a line for each element, old → new
    record.service_items     of the catalogue of an enterprise: what each item says in words; beside it
                             enterprise_name, authority_name
    record.complained_of     of a complaint: the enterprise; appeal_to: who is above it, if it answers itself
    record.entries           of an edition of the catalogue: what each item says in words, by its code
    record.concerned         the unit an inspection or a breach is about; ``unit`` is whose letter it is
    record.violation         of a breach: which provision was broken, and under ``sanction`` that which says
                             what follows from it
    record.course            of a publication: step, who, post, in_place_of, on of each step of the last round
    record.points            of a publication: text, signs (answer, remark) of each point; beside it signers,
                             files, portal_column, drafted_by
    record.grounds           of a case at an organ or court, what the unit answers: beside it disputed, plea,
                             legal_basis, evidence; applicant is who asked for it or sued
    record.changed           of an edition: title, unit, kind, ground, change_summary of each change, by code

An official document is printed from its own columns, see ``models.document_paper``.

Columns a letter does not need may be absent or empty.
"""

from __future__ import annotations

from models.remedy_letters import LITIGATION_DEFENCE, RECONSIDERATION_REPLY
from models.request_letters import (
    ANSWER,
    CORRECTION,
    EXTENSION,
    RECEIPT,
    THIRD_PARTY_DECISION,
    THIRD_PARTY_INQUIRY,
)
from models.unit_forms import (
    ADOPTION_REPORT,
    ASSESSMENT_CIRCULAR,
    BREACH_ORDER,
    CATALOGUE,
    COMPLAINT_ANSWER,
    CONCERN_FORM,
    CORRECTION_ORDER,
    DECISION_LIST,
    DOCUMENT,
    ENTERPRISE_CATALOGUE,
    INSPECTION_ORDER,
    INTERPRETATION_PLAN,
    ITEM_CHANGE_FORM,
    MESSAGE_HANDOVER,
    MESSAGE_REPLY,
    PUBLICATION_FORM,
    SCORE_SHEET,
    TOPIC_FORM,
)

LETTER_KINDS = (
    *(RECEIPT, CORRECTION, EXTENSION, THIRD_PARTY_INQUIRY, THIRD_PARTY_DECISION, ANSWER),
    *(RECONSIDERATION_REPLY, LITIGATION_DEFENCE),
    *(CONCERN_FORM, DOCUMENT, INTERPRETATION_PLAN, ITEM_CHANGE_FORM, CATALOGUE),
    *(ASSESSMENT_CIRCULAR, SCORE_SHEET),
    *(MESSAGE_HANDOVER, MESSAGE_REPLY),
    *(TOPIC_FORM, DECISION_LIST, ADOPTION_REPORT),
    PUBLICATION_FORM,
    *(COMPLAINT_ANSWER, CORRECTION_ORDER, ENTERPRISE_CATALOGUE),
    *(INSPECTION_ORDER, BREACH_ORDER),
)
BY_NAME = {kind.name: kind for kind in LETTER_KINDS}
