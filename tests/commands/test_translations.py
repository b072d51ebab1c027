"""``i18n``: a catalogue with a hole, a leftover or a wrong placeholder does not pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.translations import Translations

PROGRAM = """
from flask_babel import gettext, lazy_gettext as _, ngettext

SAVED = _("Saved")
SENT = _("Sent to %(name)s", name="x")


def days(n):
    return ngettext("%(num)s day", "%(num)s days", n)
"""
PAGE = '<h1>{{ _("Records") }}</h1>{% trans %}Welcome{% endtrans %}'
WORDS = {"Saved": "已保存", "Sent to %(name)s": "已送达 %(name)s", "Records": "记录", "Welcome": "欢迎"}


@pytest.fixture
def project(tmp_path: Path) -> Translations:
    """A small program whose catalogue is whole."""
    (tmp_path / "app" / "templates").mkdir(parents=True)
    (tmp_path / "app" / "program.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "app" / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    made = Translations(tmp_path)
    assert made.update() == 5
    text = made.po.read_text(encoding="utf-8")
    for message, words in WORDS.items():
        text = text.replace(f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{words}"')
    text = text.replace('msgstr[0] ""', 'msgstr[0] "%(num)s 天"')
    made.po.write_text(text, encoding="utf-8")
    assert made.update() == 0
    return made


def replace(made: Translations, old: str, new: str) -> None:
    text = made.po.read_text(encoding="utf-8")
    assert old in text
    made.po.write_text(text.replace(old, new), encoding="utf-8")


def test_a_whole_catalogue_has_no_problem(project: Translations) -> None:
    assert list(project.problems()) == []


def test_updating_again_changes_no_byte(project: Translations) -> None:
    before = project.po.read_bytes(), project.mo.read_bytes()
    project.update()
    assert (project.po.read_bytes(), project.mo.read_bytes()) == before


def test_a_new_message_is_missed(project: Translations) -> None:
    page = project.root / "app" / "templates" / "page.html"
    page.write_text(PAGE + '{{ _("Files") }}', encoding="utf-8")
    assert list(project.problems()) == ["not in the catalogue: 'Files' (app/templates/page.html)"]
    assert project.update() == 1
    assert list(project.problems()) == ["no words: 'Files' (app/templates/page.html)"]


def test_a_message_nobody_says_any_more_is_left_over(project: Translations) -> None:
    (project.root / "app" / "templates" / "page.html").unlink()
    assert sorted(problem.partition(" (")[0] for problem in project.problems()) == [
        "left over: 'Records'",
        "left over: 'Welcome'",
    ]
    project.update()
    assert list(project.problems()) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("已送达 %(name)s", "已送达 %(title)s", "other placeholders: 'Sent to %(name)s'"),
        ("%(num)s 天", "几天", "other placeholders: '%(num)s day'"),
        ('msgid "Records"', '#, fuzzy\nmsgid "Records"', "fuzzy: 'Records'"),
        ('msgstr "已保存"', 'msgstr ""', "no words: 'Saved'"),
    ],
)
def test_what_is_wrong_is_told(project: Translations, old: str, new: str, problem: str) -> None:
    replace(project, old, new)
    found = [one.partition(" (")[0] for one in project.problems()]
    assert problem in found


def test_a_catalogue_that_is_not_compiled_is_stale(project: Translations) -> None:
    replace(project, "已保存", "保存好了")
    assert list(project.problems()) == [
        "messages.mo is not compiled from messages.po: run `run.py i18n update`"
    ]
    project.update()
    assert list(project.problems()) == []


def test_the_panel_itself_has_all_its_words(command: Any) -> None:
    result = command("i18n", "--check")
    assert (result.exit_code, result.output) == (0, "0 problems\n")
