"""The parts of the set-up file, in its order; a part that is new is one line here."""

from __future__ import annotations

from app.setup.fields import ChoiceLists, Fields
from app.setup.kept import Roles, Rules, Switches
from app.setup.letters import LetterTexts
from app.setup.menu import Menu
from app.setup.rows import Columns, Points, Words
from app.setup.section import Section

SYSTEM: tuple[Section, ...] = (
    Rules(),
    Switches(),
    LetterTexts(),
    Points(),
    Words(),
    Columns(),
    ChoiceLists(),
    Fields(),
    Menu(),
)
"""What the system administrator sets up."""

SECURITY: tuple[Section, ...] = (Roles(),)
"""What the security administrator sets up; no hand holds both (A1.8)."""

SECTIONS = (*SYSTEM, *SECURITY)
