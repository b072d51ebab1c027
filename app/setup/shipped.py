"""What an installation is born with: the rows annex 1 names; what an administrator made of them stays."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.checklist import PUBLICATION_REVIEW, TEN_POINTS, ChecklistPoint
from models.publication_column import ANY_TIME, SHIPPED, PublicationColumn
from models.sensitive_word import REFUSE, SECRECY_MARKS, SensitiveWord


def enter_shipped(session: Session) -> None:
    """Enter the shipped rows that were never here; a row is known by its code, in use or not."""
    _enter_points(session)
    _enter_words(session)
    _enter_columns(session)


def _enter_points(session: Session) -> None:
    here = set(
        session.scalars(select(ChecklistPoint.code).where(ChecklistPoint.checklist == PUBLICATION_REVIEW))
    )
    for place, (code, words) in enumerate(TEN_POINTS, 1):
        if code not in here:
            session.add(
                ChecklistPoint(
                    checklist=PUBLICATION_REVIEW,
                    code=code,
                    text=words,
                    clause="A1.11",
                    place=place * 10,
                    active=True,
                )
            )


def _enter_words(session: Session) -> None:
    here = set(session.scalars(select(SensitiveWord.word)))
    for word in SECRECY_MARKS:
        if word not in here:
            session.add(SensitiveWord(word=word, kind="secrecy", level=REFUSE, active=True))


def _enter_columns(session: Session) -> None:
    here = {column.code: column for column in session.scalars(select(PublicationColumn))}
    for code, name, above in SHIPPED:
        if code not in here:
            here[code] = PublicationColumn(
                code=code, name=name, parent=here[above] if above else None, rhythm=ANY_TIME, active=True
            )
            session.add(here[code])
            # One by one, so that the plan reads in this order.
            session.flush()
