"""The watch itself: what it must notice, it notices."""

from __future__ import annotations

import pytest

from tests.browser.live import Site, sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<img src=data: onerror=alert(1)>", "dialog: 1"),
        ("<script>console.error('gone wrong')</script>", "console: gone wrong"),
        ("<script>throw new Error('broken')</script>", "script error: broken"),
        ("<img src=http://example.invalid/a.png>", "asked a foreign host: http://example.invalid/a.png"),
        ("<script>fetch('/nowhere').catch(() => 0)</script>", "status 404"),
    ],
)
def test_a_fault_is_noticed(site: Site, html: str, fault: str) -> None:
    page = site.visitor()
    page.route("**/planted", lambda route: route.fulfill(content_type="text/html", body=html))
    page.route("http://example.invalid/**", lambda route: route.fulfill(body=""))
    page.goto("/planted")
    for _look in range(100):
        if site.watch.faults:
            break
        page.wait_for_timeout(50)
    noticed, site.watch.faults = site.watch.faults, []
    assert any(fault in found for found in noticed)


def test_an_inline_script_is_refused_by_the_policy(site: Site) -> None:
    page = site.visitor()
    page.goto("/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<button id=planted onclick=\"alert(1)\">x</button>')"
    )
    page.click("#planted")
    noticed, site.watch.faults = site.watch.faults, []
    assert any("Content Security Policy" in found for found in noticed)
    assert not any("dialog" in found for found in noticed)


def test_what_keeps_readers_out_is_found(site: Site) -> None:
    page = site.visitor(viewport={"width": 320, "height": 600})
    page.goto("/")
    assert (sideways(page), violations(page)) == (0, [])
    page.evaluate(
        """() => {
            const wide = document.createElement("img");
            wide.style.minWidth = "500px";
            document.querySelector("main").append(wide);
        }"""
    )
    assert sideways(page) > 100
    assert [found.split(":")[0] for found in violations(page)] == ["image-alt"]
