"""Publications of the land bureau, and who takes each step of their chains."""

from __future__ import annotations

from typing import Any

import pytest

from models import InformationOfficer, Publication
from models.checklist import TEN_POINTS

ALL_WELL = {f"point_{code}": "yes" for code, _text in TEN_POINTS}
"""The ten points, each answered yes."""

CHAINS = {
    "government": [("review", "reviewer"), ("approve", "portal")],
    "department": [("review_in_unit", "officer"), ("approve_in_unit", "unit_head")],
    "repost": [("review_repost", "reviewer"), ("confirm_repost", "reviewer2"), ("approve", "portal")],
    "interactive": [("review_in_unit", "clerk2"), ("approve_interactive", "portal")],
    "emergency": [("review_emergency", "portal"), ("approve_emergency", "leader")],
}
"""Who reviews and who approves, by origin (附件1 第十条)."""

REGISTERED = {"published_at": "县政府门户网站“政府公告”栏目", "entered_by": "罗月霜"}


class Publishing:
    """What is done about publications, each step by whoever does it."""

    def __init__(self, made: Any, entered: Any, take: Any) -> None:
        self.made, self.entered, self.take = made, entered, take

    def name_officer(self, title: str = "莫知夏", **more: Any) -> Any:
        """Somebody serves the unit as information officer, filed with the office today."""
        officer = self.entered(InformationOfficer, title=title, **more)
        self.take(officer, "file", "reviewer", filed_on=self.made.time.today())
        return officer

    def draft(self, origin: str = "government", **values: Any) -> Any:
        """A publication of this origin, being drafted."""
        told = {"title": "2026年春季造林计划", "source_name": "罗甸县自然资源局", "body": "今年造林一万亩。"}
        if origin == "repost":
            told |= {"source_name": "贵州日报", "source_url": "https://example.org/1.html"}
        return self.entered(Publication, **{**told, "origin": origin, **values})

    def submit(self, publication: Any, **more: Any) -> Any:
        """It goes to the secrecy review."""
        return self.take(publication, "submit", "clerk", **{"column_id": 1, **more})

    def clear(self, publication: Any) -> None:
        """Submitted, and through the secrecy review."""
        self.submit(publication)
        self.take(publication, "clear_secrecy", "secrecy", secrecy_opinion="不涉密")

    def approve(self, publication: Any) -> Any:
        """Through its whole chain."""
        self.clear(publication)
        for step, who in CHAINS[publication.origin]:
            self.take(publication, step, who, **ALL_WELL)
        return publication

    def publish(self, publication: Any, who: str = "clerk", **more: Any) -> None:
        """Online and in the register today."""
        told = {"published_on": self.made.time.today(), **REGISTERED, **more}
        self.take(publication, "publish", who, **told)


@pytest.fixture
def publishing(made, entered, take, newcomer):
    """The land bureau, the portal leader and a second reviewer of the office, at work."""
    newcomer("portal", "office", "portal_leader")
    newcomer("reviewer2", "office", "office_reviewer")
    return Publishing(made, entered, take)
