"""Every kind of page the panel has: who looks at it, where it is, and what she presses there first.

The tests look at each in the test county, ``screens.py`` takes its picture in the sample county. Names in
braces stand for the rows of the county at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOBODY = ""
SUBMIT = "main form button[type=submit]"
STALE = {"version": "0"}
"""A form that was opened before somebody else saved."""


@dataclass(frozen=True)
class Shown:
    """A page as somebody sees it: ``filled`` is put into fields by id, then ``press`` is clicked."""

    name: str
    who: str
    path: str
    press: str = ""
    filled: Mapping[str, str] = field(default_factory=dict)


PORTAL = (
    Shown("portal", NOBODY, "/"),
    Shown("portal-guide", NOBODY, "/guide"),
    Shown("portal-catalogue", NOBODY, "/catalogue"),
    Shown("portal-enterprises", NOBODY, "/enterprises"),
    Shown("portal-enterprise", NOBODY, "/enterprise/water"),
    Shown("portal-apply", NOBODY, "/apply"),
    Shown("portal-apply-errors", NOBODY, "/apply", SUBMIT),
    Shown("portal-track", NOBODY, "/track"),
    Shown("portal-track-errors", NOBODY, "/track", SUBMIT),
    Shown("login", NOBODY, "/login/"),
    Shown("login-errors", NOBODY, "/login/", SUBMIT),
    Shown("first-link", NOBODY, "/first/{token}"),
    Shown("not-found", NOBODY, "/nowhere"),
)

REQUESTS = "/office/information-requests"
MESSAGES = "/office/public-messages"
SAMPLES = {"third-parties": "third_party", "agency-consultations": "agency"}
"""The row that stands for a record of each of the other lists."""
WORK = (
    Shown("home", "head", "/office/"),
    Shown("home", "clerk", "/office/"),
    Shown("overview", "head", "/office/overview/"),
    Shown("overview-nothing", "secadmin", "/office/overview/"),
    Shown("system", "head", "/office/overview/information-requests"),
    Shown("statistics", "head", "/office/statistics/"),
    Shown("search", "clerk", "/office/search/?q=申请"),
    Shown("search-nothing", "clerk", "/office/search/?q=无此事项"),
    Shown("list", "clerk", REQUESTS + "/"),
    Shown("list-empty", "clerk", REQUESTS + "/?q=无此事项"),
    Shown("list-columns", "clerk", REQUESTS + "/layout?columns=number,channel"),
    Shown("list-ticked", "officer", REQUESTS + "/?ticked=1"),
    Shown("bulk", "officer", REQUESTS + "/bulk?step=withdraw&row={registered}&row={answered}"),
    Shown("bulk-errors", "officer", REQUESTS + "/bulk?step=withdraw&row={registered}", SUBMIT),
    Shown("bulk-impossible", "officer", REQUESTS + "/bulk?step=accept&row={answered}"),
    Shown("bulk-done", "officer", REQUESTS + "/bulk/{bulk}"),
    Shown("saved", "head", REQUESTS + "/saved/"),
    Shown("saved-empty", "auditor", REQUESTS + "/saved/"),
    Shown("saved-new", "head", REQUESTS + "/saved/new?state=all&channel=counter"),
    Shown("saved-new-errors", "head", REQUESTS + "/saved/new?q=甲", SUBMIT),
    Shown("saved-open", "head", REQUESTS + "/saved/{saved}"),
    Shown("saved-edit", "head", REQUESTS + "/saved/{saved}/edit"),
    Shown("saved-delete", "head", REQUESTS + "/saved/{saved}/delete"),
    Shown("register", "clerk", REQUESTS + "/new?fresh=1"),
    Shown("register-errors", "clerk", REQUESTS + "/new?fresh=1", SUBMIT),
    Shown("import", "clerk", REQUESTS + "/import"),
    Shown("past-reports", "clerk", "/office/annual-reports/past"),
    Shown("import-errors", "clerk", REQUESTS + "/import", SUBMIT),
    Shown("import-to-mend", "clerk", REQUESTS + "/import/{to_mend}"),
    Shown(
        "import-to-mend-errors",
        "clerk",
        REQUESTS + "/import/{to_mend}",
        "main form.card button[type=submit]",
    ),
    Shown("import-under-way", "clerk", REQUESTS + "/import/{under_way}"),
    Shown("import-taken", "clerk", REQUESTS + "/import/{taken_up}"),
    Shown("record-registered", "clerk", REQUESTS + "/{registered}"),
    Shown("edit", "clerk", REQUESTS + "/{registered}/edit"),
    Shown(
        "conflict",
        "clerk",
        REQUESTS + "/{registered}/edit",
        SUBMIT,
        {**STALE, "title": "申请公开土地征收补偿安置方案" * 8, "reason": "标题与申请表不符" * 20},
    ),
    Shown("file-off", "clerk", REQUESTS + "/{registered}/attachments/{file}/remove"),
    Shown("record-asking", "officer", REQUESTS + "/{asking}"),
    Shown("record-handling", "head", REQUESTS + "/{handling}"),
    Shown("record-dialog", "head", REQUESTS + "/{handling}", "[data-dialog=offer-extend]"),
    Shown("record-answered", "officer", REQUESTS + "/{answered}"),
    Shown("why-this-date", "officer", REQUESTS + "/{asking}/period/answer_period"),
    Shown("step", "officer", REQUESTS + "/{handling}/draft"),
    Shown("step-errors", "officer", REQUESTS + "/{handling}/draft", SUBMIT),
    Shown("step-conflict", "officer", REQUESTS + "/{registered}/accept", SUBMIT, STALE),
    Shown("step-refused", "officer", REQUESTS + "/{asking}/draft"),
    Shown("step-not-hers", "clerk", REQUESTS + "/{handling}/extend"),
    Shown("third-parties", "officer", "/office/third-parties/"),
    Shown("third-party", "officer", "/office/third-parties/{third_party}"),
    Shown("third-party-edit", "officer", "/office/third-parties/{third_party}/edit"),
    Shown(
        "third-party-file-off",
        "officer",
        "/office/third-parties/{third_party}/attachments/{party_file}/remove",
    ),
    Shown("third-party-new", "officer", "/office/third-parties/new?fresh=1&request_id={handling}"),
    Shown("third-party-step", "officer", "/office/third-parties/{third_party}/ask"),
    Shown("third-party-why", "officer", "/office/third-parties/{asked_party}/period/reply_period"),
    Shown("third-parties-import", "officer", "/office/third-parties/import"),
    Shown("third-parties-import-taken", "clerk", "/office/third-parties/import/{party_import}"),
    Shown("agencies-import", "officer", "/office/agency-consultations/import"),
    Shown("agencies-import-taken", "clerk", "/office/agency-consultations/import/{agency_import}"),
    Shown("agencies", "officer", "/office/agency-consultations/"),
    Shown("agency", "officer", "/office/agency-consultations/{agency}"),
    Shown("agency-edit", "officer", "/office/agency-consultations/{agency}/edit"),
    Shown(
        "agency-file-off",
        "officer",
        "/office/agency-consultations/{agency}/attachments/{agency_file}/remove",
    ),
    Shown("agency-new", "officer", "/office/agency-consultations/new?fresh=1&request_id={handling}"),
    Shown("agency-step", "officer", "/office/agency-consultations/{agency}/ask"),
    Shown("agency-why", "officer", "/office/agency-consultations/{asked_agency}/period/reply_period"),
    Shown("inspections", "reviewer", "/office/inspections/?state=all"),
    Shown("inspection-new", "reviewer", "/office/inspections/new?fresh=1"),
    Shown("inspection-new-errors", "reviewer", "/office/inspections/new?fresh=1", SUBMIT),
    Shown("breaches", "reviewer", "/office/breaches/?state=all"),
    Shown("breach-new-errors", "reviewer", "/office/breaches/new?fresh=1", SUBMIT),
    Shown("use-requests", "clerk", "/office/use-requests/"),
    Shown("use-request-new", "clerk", "/office/use-requests/new?fresh=1"),
    Shown("trainings", "clerk", "/office/trainings/"),
    Shown("training-new-errors", "clerk", "/office/trainings/new?fresh=1", SUBMIT),
    Shown("enterprises", "clerk", "/office/enterprises/"),
    Shown("enterprise-new", "clerk", "/office/enterprises/new?fresh=1"),
    Shown("enterprise-new-errors", "clerk", "/office/enterprises/new?fresh=1", SUBMIT),
    Shown("completeness-nothing", "clerk", "/office/completeness/"),
    Shown("enterprise-complaint-new", "clerk", "/office/enterprise-complaints/new?fresh=1"),
    Shown("items", "clerk", "/office/disclosure-items/"),
    Shown("item-changes", "clerk", "/office/item-changes/"),
    Shown("item-change-new", "clerk", "/office/item-changes/new?fresh=1"),
    Shown("item-change-new-errors", "clerk", "/office/item-changes/new?fresh=1", SUBMIT),
    Shown("editions", "reviewer", "/office/catalogue-editions/"),
    Shown("messages", "reviewer", f"{MESSAGES}/?state=all"),
    Shown("message-new", "reviewer", f"{MESSAGES}/new?fresh=1"),
    Shown("message-accusation", "reviewer", MESSAGES + "/{accusation}"),
    Shown("message-accused-errors", "reviewer", MESSAGES + "/{accusation}/name_accused", SUBMIT),
    Shown("message", "clerk", MESSAGES + "/{message}"),
    Shown("message-draft-errors", "clerk", MESSAGES + "/{message}/draft", SUBMIT),
    Shown("jobs", "clerk", "/office/jobs/"),
    Shown("jobs-empty", "head", "/office/jobs/?state=failed"),
    Shown("notices", "officer", "/office/notices/"),
    Shown("notices-all", "officer", "/office/notices/?show=all"),
    Shown("notices-empty", "secadmin", "/office/notices/"),
    Shown("notice-choices", "clerk", "/office/profile/notices/"),
    Shown("profile", "clerk", "/office/profile/"),
    Shown("leave", "clerk", "/office/profile/leave"),
    Shown("password", "clerk", "/password/"),
    Shown("delegations", "head", "/office/delegations/"),
    Shown("delegation-new", "head", "/office/delegations/new"),
    Shown("delegation-end", "head", "/office/delegations/{delegation}/revoke"),
)

SETTING_UP = (
    Shown("people", "sysadmin", "/office/people/"),
    Shown("person", "sysadmin", "/office/people/{person}"),
    Shown("person-new", "sysadmin", "/office/people/new"),
    Shown("person-edit", "sysadmin", "/office/people/{person}/edit"),
    Shown("person-reset", "sysadmin", "/office/people/{person}/reset"),
    Shown("person-switch", "sysadmin", "/office/people/{person}/switch"),
    Shown("post-new", "sysadmin", "/office/posts/people/{person}/new"),
    Shown("post-end", "sysadmin", "/office/posts/{post}/end"),
    Shown("units", "sysadmin", "/office/units/"),
    Shown("unit", "sysadmin", "/office/units/{unit}"),
    Shown("unit-new", "sysadmin", "/office/units/new"),
    Shown("unit-edit", "sysadmin", "/office/units/{unit}/edit"),
    Shown(
        "unit-conflict",
        "sysadmin",
        "/office/units/{unit}/edit",
        SUBMIT,
        {**STALE, "address": "新办公楼二楼205室"},
    ),
    Shown("unit-switch", "sysadmin", "/office/units/{unit}/switch"),
    Shown("calendar", "sysadmin", "/office/calendar/"),
    Shown("calendar-year", "sysadmin", "/office/calendar/2027"),
    Shown("calendar-load", "sysadmin", "/office/calendar/load"),
    Shown("calendar-load-errors", "sysadmin", "/office/calendar/load", SUBMIT),
    Shown("calendar-day", "sysadmin", "/office/calendar/days/2026-02-14"),
    Shown("rules", "sysadmin", "/office/rules/"),
    Shown("rule", "sysadmin", "/office/rules/{rule}"),
    Shown("rule-new", "sysadmin", "/office/rules/{rule}/seed-2020/new"),
    Shown("switch", "sysadmin", "/office/rules/switch/special_needs"),
    Shown("letter-texts", "sysadmin", "/office/letters/"),
    Shown("letter-text", "sysadmin", "/office/letters/receipt/contact/edit"),
    Shown(
        "letter-text-sample",
        "sysadmin",
        "/office/letters/receipt/contact/edit",
        SUBMIT,
        {"reason": "统一用语"},
    ),
    Shown(
        "letter-text-errors", "sysadmin", "/office/letters/receipt/contact/edit", SUBMIT, {"text": "{nosuch}"}
    ),
    Shown("checklists", "sysadmin", "/office/checklists/"),
    Shown("checklist-point", "sysadmin", "/office/checklists/1"),
    Shown("checklist-point-new", "sysadmin", "/office/checklists/new"),
    Shown("checklist-point-edit", "sysadmin", "/office/checklists/1/edit"),
    Shown("checklist-point-switch", "sysadmin", "/office/checklists/1/switch"),
    Shown("sensitive-words", "sysadmin", "/office/words/"),
    Shown("sensitive-word", "sysadmin", "/office/words/1"),
    Shown("sensitive-word-edit", "sysadmin", "/office/words/1/edit"),
    Shown("sensitive-word-new-errors", "sysadmin", "/office/words/new", SUBMIT),
    Shown("sensitive-word-switch", "sysadmin", "/office/words/1/switch"),
    Shown("columns", "clerk", "/office/columns/"),
    Shown("column", "sysadmin", "/office/columns/2"),
    Shown("column-new", "sysadmin", "/office/columns/new"),
    Shown("column-edit", "sysadmin", "/office/columns/2/edit"),
    Shown("column-switch", "sysadmin", "/office/columns/2/switch"),
    Shown("menus", "sysadmin", "/office/menu/"),
    Shown("menu", "sysadmin", "/office/menu/{role}"),
    Shown("setup", "sysadmin", "/office/setup/"),
    Shown("setup-errors", "sysadmin", "/office/setup/", SUBMIT),
    Shown("roles-setup", "secadmin", "/office/setup/roles/"),
    Shown("rules-side-by-side", "sysadmin", "/office/rules/profiles"),
    Shown("fields", "sysadmin", "/office/fields/"),
    Shown("field-new", "sysadmin", "/office/fields/information-requests/new"),
    Shown(
        "field-new-errors",
        "sysadmin",
        "/office/fields/information-requests/new",
        SUBMIT,
        {"label": "申请人", "code": "Phone", "reason": "便民服务中心要求"},
    ),
    Shown("field-edit", "sysadmin", "/office/fields/{field}/edit"),
    Shown("field-conflict", "sysadmin", "/office/fields/{field}/edit", SUBMIT, {**STALE, "reason": "改名"}),
    Shown("field-switch", "sysadmin", "/office/fields/{field}/switch"),
    Shown("field-preview", "sysadmin", "/office/fields/preview/information-requests"),
    Shown("choice-list-new", "sysadmin", "/office/choice-lists/new"),
    Shown("choice-list-edit", "sysadmin", "/office/choice-lists/{choice_list}/edit"),
    Shown("jobs", "sysadmin", "/office/jobs/"),
    Shown("webhooks", "sysadmin", "/office/webhooks/"),
    Shown("webhook", "sysadmin", "/office/webhooks/{webhook}"),
    Shown("webhook-new", "sysadmin", "/office/webhooks/new"),
    Shown("webhook-new-errors", "sysadmin", "/office/webhooks/new", SUBMIT),
    Shown("webhook-edit", "sysadmin", "/office/webhooks/{webhook}/edit"),
    Shown("webhook-secret", "sysadmin", "/office/webhooks/{webhook}/secret"),
    Shown("tokens", "clerk", "/office/tokens/"),
    Shown("token-new", "clerk", "/office/tokens/new"),
    Shown("token-new-errors", "clerk", "/office/tokens/new", SUBMIT),
    Shown("token-revoke", "clerk", "/office/tokens/{api_token}/revoke"),
    Shown("tokens-everybody", "secadmin", "/office/tokens/all"),
    Shown("home", "secadmin", "/office/"),
    Shown("holders", "secadmin", "/office/holders/people"),
    Shown("holder", "secadmin", "/office/holders/people/{person}"),
    Shown("holders-by-role", "secadmin", "/office/holders/"),
    Shown("role-new", "secadmin", "/office/holders/new"),
    Shown("role-rename", "secadmin", "/office/holders/{role}/rename"),
    Shown("roles-matrix", "secadmin", "/office/roles/"),
    Shown("why-may-she", "secadmin", "/office/why/"),
    Shown("trail", "auditor", "/office/trail/"),
    Shown("trail-row", "auditor", "/office/trail/{trail}"),
    Shown("trail-why", "auditor", "/office/trail/why"),
    Shown("trail-chain", "auditor", "/office/trail/chain?verify=1"),
)

OTHER_LISTS = tuple(
    Shown(f"{name}-{slug}", "officer", f"/office/{slug}/{path}")
    for slug in ("third-parties", "agency-consultations")
    for name, path in (
        ("bulk", f"bulk?step=ask&row={{{SAMPLES[slug]}}}"),
        ("bulk-done", f"bulk/{{bulk_{SAMPLES[slug]}}}"),
        ("saved", "saved/"),
        ("saved-new", "saved/new?state=all"),
        ("saved-open", f"saved/{{saved_{SAMPLES[slug]}}}"),
        ("saved-edit", f"saved/{{saved_{SAMPLES[slug]}}}/edit"),
        ("saved-delete", f"saved/{{saved_{SAMPLES[slug]}}}/delete"),
    )
)

ANNEX_3 = (
    Shown("concerns", "reviewer", "/office/concerns/?state=all"),
    Shown("concern-new", "reviewer", "/office/concerns/new?fresh=1"),
    Shown("confirmations", "clerk", "/office/response-confirmations/?state=all"),
    Shown("releases", "clerk", "/office/response-releases/?state=all"),
)
HEARD = "/office/consultations"
ANNEX_11 = (
    Shown("decision-lists", "clerk", "/office/decision-lists/?state=all"),
    Shown("decision-list", "clerk", "/office/decision-lists/{decision_list}"),
    Shown("decision-list-new", "clerk", "/office/decision-lists/new?fresh=1"),
    Shown("decisions", "clerk", "/office/major-decisions/?state=all"),
    Shown("decision", "clerk", "/office/major-decisions/{decision}"),
    Shown("decision-decide", "unit_head", "/office/major-decisions/{decision}/decide"),
    Shown("consultations", "clerk", HEARD + "/?state=all"),
    Shown("consultation", "clerk", HEARD + "/{consultation}"),
    Shown("consultation-why", "clerk", HEARD + "/{consultation}/period/opinion_period"),
    Shown("opinions", "clerk", "/office/opinions/?consultation_id={consultation}&state=all"),
    Shown("opinion", "clerk", "/office/opinions/{opinion}"),
    Shown("opinion-new", "clerk", "/office/opinions/new?fresh=1&consultation_id={consultation}"),
    Shown(
        "opinion-new-errors", "clerk", "/office/opinions/new?fresh=1&consultation_id={consultation}", SUBMIT
    ),
)

MEETINGS = "/office/open-meetings"
ANNEX_10 = (
    Shown("opening-plan", "clerk", "/office/opening-plans/{opening_plan}"),
    Shown("meetings", "clerk", MEETINGS + "/?state=all"),
    Shown("meeting", "clerk", MEETINGS + "/{meeting}"),
    Shown("meeting-new", "clerk", MEETINGS + "/new?fresh=1&plan_id={opening_plan}"),
    Shown("agenda-items", "clerk", "/office/agenda-items/?state=all"),
    Shown("agenda-item-new-errors", "clerk", "/office/agenda-items/new?fresh=1", SUBMIT),
    Shown("agenda-item", "clerk", "/office/agenda-items/{agenda_item}"),
    Shown("invitation", "clerk", "/office/invitations/{invitation}"),
    Shown("meeting-duty", "clerk", "/office/meeting-duties/{duty}"),
    Shown("open-day-years", "reviewer", "/office/open-day-years/"),
    Shown("open-day", "clerk", "/office/open-days/{open_day}"),
)

DOCUMENTS = "/office/documents"
ANNEX_4 = (
    Shown("documents", "reviewer", DOCUMENTS + "/?state=all"),
    Shown("document-new", "clerk", DOCUMENTS + "/new?fresh=1"),
    Shown("document-new-errors", "clerk", DOCUMENTS + "/new?fresh=1", SUBMIT),
    Shown("document-draft", "clerk", DOCUMENTS + "/{draft}"),
    Shown("document-submit", "clerk", DOCUMENTS + "/{draft}/submit"),
    Shown("document-issued", "reviewer", DOCUMENTS + "/{document}"),
    Shown("references", "clerk", "/office/document-references/?state=all"),
    Shown("reference-new", "clerk", "/office/document-references/new?fresh=1&document_id={draft}"),
    Shown("deliveries", "reviewer", "/office/paper-deliveries/"),
    Shown("delivery", "reviewer", "/office/paper-deliveries/{delivery}"),
)

EXPLAINED = "/office/interpretations"
ANNEX_2 = (
    Shown("interpretations", "clerk", EXPLAINED + "/?state=all"),
    Shown("interpretation-new", "clerk", EXPLAINED + "/new?fresh=1&document_id={draft}"),
    Shown("interpretation-new-errors", "clerk", EXPLAINED + "/new?fresh=1&document_id={draft}", SUBMIT),
    Shown("interpretation", "clerk", EXPLAINED + "/{interpretation}"),
    Shown("interpretation-edit", "clerk", EXPLAINED + "/{interpretation}/edit"),
    Shown("interpreters", "clerk", "/office/interpreters/?state=all"),
    Shown("interpreter-new", "clerk", "/office/interpreters/new?fresh=1"),
    Shown(
        "interpreter-task-new",
        "clerk",
        "/office/interpreter-tasks/new?fresh=1&interpretation_id={interpretation}",
    ),
    Shown(
        "interpretation-posting-new",
        "clerk",
        "/office/interpretation-postings/new?fresh=1&interpretation_id={interpretation}",
    ),
)

ANNEXES = (*ANNEX_2, *ANNEX_3, *ANNEX_4, *ANNEX_10, *ANNEX_11)
PAGES = (*PORTAL, *WORK, *ANNEXES, *OTHER_LISTS, *SETTING_UP)
