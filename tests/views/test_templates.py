"""What every page owes its reader: it compiles, works under the security policy, can be translated."""

import re
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask_appbuilder.filters import TemplateFilters
from jinja2 import Environment, FileSystemLoader, nodes

APP = Path(__file__).parents[2] / "app"
TEMPLATES = APP / "templates"
# What a browser shows; letters and exports go to the printer and live by other rules.
PAGES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for folder in ("appbuilder", "gov")
    for path in (TEMPLATES / folder).rglob("*.html")
)
READ_ATTRIBUTES = {"alt", "aria-label", "content", "label", "placeholder", "title"}
UNREAD_CONTENT = {"width=device-width, initial-scale=1"}
LETTER = re.compile(r"[^\W\d_]")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
POST_FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)


def environment() -> Environment:
    """Jinja as the application has it: Flask-Babel's gettext and FAB's filters, by name."""
    found = Environment(loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True)
    for attribute in vars(TemplateFilters).values():
        name = getattr(getattr(attribute, "__func__", attribute), "_filter", None)
        if name:
            found.filters[name] = attribute
    return found


class Markup(HTMLParser):
    """The literal HTML of a template: elements, attributes and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def literal(source: str) -> str:
    """The text of a template that no expression produces."""
    return "".join(data.data for data in environment().parse(source).find_all(nodes.TemplateData))


def untranslated(source: str) -> Iterator[str]:
    """Words a reader meets that did not go through gettext."""
    markup = Markup(literal(source))
    yield from (text.strip() for text in markup.texts if LETTER.search(text))
    for _, attributes in markup.elements:
        for name in READ_ATTRIBUTES & attributes.keys():
            value = attributes[name] or ""
            if LETTER.search(value) and value not in UNREAD_CONTENT:
                yield f'{name}="{value}"'


def forbidden_by_policy(source: str) -> Iterator[str]:
    """Markup that `style-src 'self'; script-src 'nonce' 'strict-dynamic'` would refuse."""
    for tag, attributes in Markup(literal(source)).elements:
        yield from (f"<{tag} {name}>" for name in attributes if name == "style" or name.startswith("on"))
        if tag == "style" or (tag == "script" and not {"src", "nonce"} <= attributes.keys()):
            yield f"<{tag}>"


def foreign_hosts(source: str) -> Iterator[str]:
    """Addresses written into a template that leave this server."""
    for _, attributes in Markup(literal(source)).elements:
        for name in {"action", "href", "src"} & attributes.keys():
            value = attributes[name] or ""
            if re.match(r"(?:https?:)?//", value):
                yield value


def read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def test_the_checks_find_what_they_look_for() -> None:
    bad = (
        '<p onclick="go()" style="color:red">Save</p>{{ _("fine") }}<style>p{}</style>'
        '<script>go()</script><a title="Close" href="https://example.org/">{{ label }}</a>'
    )
    assert list(untranslated(bad)) == ["Save", "p{}", "go()", 'title="Close"']
    assert sorted(forbidden_by_policy(bad)) == ["<p onclick>", "<p style>", "<script>", "<style>"]
    assert list(foreign_hosts(bad)) == ["https://example.org/"]


def test_there_are_pages() -> None:
    assert {"gov/forms.html", "gov/macros.html", "gov/record.html", "appbuilder/baselayout.html"} <= set(
        PAGES
    )


@pytest.mark.parametrize("name", PAGES)
def test_compiles(name: str) -> None:
    environment().get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_says_what_it_takes(name: str) -> None:
    assert read(name).startswith("{#")


@pytest.mark.parametrize("name", PAGES)
def test_works_under_the_content_security_policy(name: str) -> None:
    assert list(forbidden_by_policy(read(name))) == []


@pytest.mark.parametrize("name", PAGES)
def test_names_no_other_host(name: str) -> None:
    assert list(foreign_hosts(read(name))) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_word_can_be_translated(name: str) -> None:
    assert list(untranslated(read(name))) == []


@pytest.mark.parametrize("name", PAGES)
def test_holds_no_chinese(name: str) -> None:
    assert CHINESE.findall(read(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_post_form_carries_the_token(name: str) -> None:
    forms = POST_FORM.findall(read(name))
    assert [form for form in forms if form.count("csrf()") != 1] == []


STATIC = ["gov.js", "statistics.js", *sorted(f"gov/{p.name}" for p in (APP / "static" / "gov").glob("*.css"))]


@pytest.mark.parametrize("name", STATIC)
def test_static_files_load_nothing(name: str) -> None:
    source = (APP / "static" / name).read_text(encoding="utf-8")
    assert re.findall(r"@import|url\(|https?://|\beval\(|innerHTML", source) == []


def test_the_chart_library_is_the_one_that_is_named_and_needs_no_eval() -> None:
    library = (APP / "static" / "echarts" / "echarts.common.min.js").read_bytes()
    assert sha256(library).hexdigest() in (APP.parent / "NOTICE").read_text(encoding="utf-8")
    assert re.findall(rb"\beval\(|new Function", library) == []


# -- nothing left over ----------------------------------------------------------------

STYLED = re.compile(r"\.([a-z][\w-]*)")
COMPUTED = ("clock-", "day-", "kpi-", "light-", "step-", "tag-")
"""Beginnings of classes that a template completes with a kind, a tone or a light."""


def stylesheet() -> str:
    """The selectors of all parts of the stylesheet."""
    parts = "".join(
        path.read_text(encoding="utf-8") for path in sorted((APP / "static" / "gov").glob("*.css"))
    )
    return re.sub(r"/\*.*?\*/|\{[^{}]*\}", "{}", parts, flags=re.DOTALL)


def markup() -> str:
    """All templates a browser shows, and the annual report as the portal has it, which is Chinese."""
    reports = [
        path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "letters" / "report").glob("*")
    ]
    return "\n".join(read(name) for name in PAGES + reports)


def word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])")


def test_every_class_of_the_stylesheet_is_used() -> None:
    classes, used = set(STYLED.findall(stylesheet())), markup()
    assert {"card", "kv"} <= classes
    assert sorted(c for c in classes if not c.startswith(COMPUTED) and not word(c).search(used)) == []
    assert [start for start in COMPUTED if start + "{{" not in used.replace(" ", "")] == []


def test_every_macro_is_called() -> None:
    used = markup()
    macros = re.findall(r"macro (\w+)\(", used)
    assert {"table", "scrolled"} <= set(macros)
    assert [name for name in macros if len(word(name).findall(used)) < 2] == []


def test_every_hook_of_the_script_is_in_a_page() -> None:
    script = (APP / "static" / "gov.js").read_text(encoding="utf-8")
    hooks = set(re.findall(r"\[(data-[a-z-]+)", script)) - {"data-open"}
    assert "data-dialog" in hooks
    assert sorted(hook for hook in hooks if not word(hook).search(markup())) == []


def test_every_table_that_may_be_wide_scrolls_by_itself() -> None:
    """A table that turns into cards on a phone stands in the region of the macro."""
    bare = [
        name
        for name in PAGES
        if name != "gov/macros.html"
        and read(name).count('class="cards"') != read(name).count("gov.scrolled(")
    ]
    assert bare == []
