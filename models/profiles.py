"""Where the county's notice of 2020 and the Regulation of 2019 differ, each difference once.

The program works under either (``GONGKAI_RULES``); this is what an administrator is shown before she
chooses. Source: annex 8 of 罗府办发〔2020〕121号, and the Regulation (国务院令第711号) for what the notice is
silent on.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from models.workflow import Label, Profile


@dataclass(frozen=True)
class Difference:
    """One point on which the two sets of rules do not say the same."""

    clause: str
    """Of the notice of 2020."""
    articles: str
    """Of the Regulation of 2019: ``32``, ``13–16``."""
    subject: Label
    seed: Label
    regulation: Label
    worked: bool = True
    """Whether the program works this matter; other differences are told, and nothing hangs on them yet."""

    def under(self, profile: Profile) -> Label:
        """What holds under a profile."""
        return self.seed if profile is Profile.SEED_2020 else self.regulation


DIFFERENCES = (
    Difference(
        "A8.6",
        "29",
        _("Proof of identity"),
        _("Asked for when the request is about records on the applicant, and of an agent."),
        _("Asked for with every request."),
    ),
    Difference(
        "A8.9.5",
        "32",
        _("Third party stays silent"),
        _("Silence counts as refusal; the public interest may override it."),
        _("The body decides by itself, with reasons."),
    ),
    Difference(
        "A8.9.5",
        "32",
        _("Third party refuses"),
        _("What concerns it is not disclosed; the public interest may override that."),
        _("It is not disclosed only for reasonable grounds, which the body judges."),
    ),
    Difference(
        "A8.9.5",
        "32",
        _("Time of a third party to reply"),
        _("Set by the body; 15 working days are proposed."),
        _("15 working days."),
    ),
    Difference(
        "A8.9.6",
        "34",
        _("Other agencies concerned"),
        _("All of them confirm before the answer."),
        _("They have 15 working days; silence counts as consent."),
    ),
    Difference(
        "A8.9.8",
        "30",
        _("Telling what to correct"),
        _("Told once; no period is set for telling."),
        _("Told once, within 7 working days of receipt."),
    ),
    Difference(
        "A8.9.8",
        "30",
        _("Not corrected in time"),
        _("The notice is silent: the request stays open until it is corrected or withdrawn."),
        _("Without good reason it counts as abandoned and is closed."),
    ),
    Difference(
        "A8.9.8",
        "30",
        _("Corrected request"),
        _("Counts as a new request: the period begins again with it, in the same record."),
        _("Stays the same request; the period begins with the corrected one."),
    ),
    Difference(
        "A8.9.9",
        "13",
        _("No relation to special needs"),
        _("May be a reason to refuse; counted in its own row of the annual report."),
        _("No reason to refuse, and not offered."),
    ),
    Difference(
        "A8.10",
        "33",
        _("Time that does not count"),
        _("While third parties are asked."),
        _("While third parties or other organs are asked."),
    ),
    Difference(
        "A5.11",
        "55",
        _("Information of public enterprises"),
        _("Requested from them like from a unit; complaint, report and lawsuit are open."),
        _("Appeal to the line authority; no lawsuit."),
        worked=False,
    ),
    Difference(
        "A4.3.1",
        "13–16, 18",
        _("Disclosure attribute of a document"),
        _("Fixed with a reason."),
        _("Fixed with its legal ground and a day on which it is looked at again."),
    ),
)
