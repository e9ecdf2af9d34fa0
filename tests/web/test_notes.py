"""Notes are Markdown: shown as elements and never as markup, ticked in place, and written as text."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import App

NOTES = """\
# Plan
**Bold** and *lean*, `a*b*c`, ~~gone~~, snake_case_name
second line

1. First
   - [ ] Order *yarn*
   - [x] Card wool
2. Second

> As they said:
> - twice

---
[The mill](https://mill.example/a_(b)) or https://wool.example/x?a=1.

```
<b>code</b>
```
"""


def _task(app: App, notes: str) -> Any:
    return app.ask("POST", "/tasks", {"name": "Weave the border", "notes": notes})


def _open(app: App) -> Locator:
    app.open()
    app.page.locator(".task-list").focus()
    expect(app.page.locator(".task-line")).to_be_focused()
    app.page.keyboard.press("Enter")
    notes = app.page.get_by_role("complementary", name="Weave the border").get_by_role("group", name="Notes")
    expect(notes).to_be_visible()
    return notes


def _markup(page: Page, text: str) -> str:
    """What the renderer makes of a text, drawn."""
    drawn: str = page.evaluate(
        """async text => {
            const app = document.querySelector("script[src$='main.js']").src.replace("main.js", "");
            const { markdown } = await import(app + "ui/markdown.js");
            const { html, render } = await import(app + "vendor/preact.js");
            const box = document.createElement("div");
            render(html`<div>${markdown(text)}</div>`, box);
            return box.firstChild.innerHTML;
        }""",
        text,
    )
    return drawn


def test_every_element_is_shown(app: App) -> None:
    _task(app, NOTES)
    notes = _open(app)
    expect(notes.get_by_role("heading", name="Plan")).to_be_visible()
    expect(notes.locator("strong")).to_have_text("Bold")
    expect(notes.locator("p em")).to_have_text("lean")
    expect(notes.locator("p code")).to_have_text("a*b*c")
    expect(notes.locator("s")).to_have_text("gone")
    expect(notes.locator("p").first).to_contain_text("snake_case_name")
    expect(notes.locator("p br")).to_have_count(1)
    expect(notes.locator("ol > li")).to_have_count(2)
    expect(notes.locator("ol ul li")).to_have_count(2)
    expect(notes.locator("blockquote ul li")).to_have_text("twice")
    expect(notes.locator("hr")).to_have_count(1)
    expect(notes.locator("pre")).to_have_text("<b>code</b>")
    links = notes.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://mill.example/a_(b)",
        "https://wool.example/x?a=1",
    ]
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")
    app.picture("notes")


def test_check_boxes_are_ticked_in_the_text(app: App) -> None:
    task = _task(app, NOTES)
    notes = _open(app)
    first, second = notes.get_by_role("checkbox").all()
    with app.saved("PATCH"):
        first.click()
    expect(first).to_be_checked()
    with app.saved("PATCH"):
        second.click()
    expect(second).not_to_be_checked()
    assert app.ask("GET", f"/tasks/{task['id']}")["notes"] == NOTES.replace("[x]", "[ ]").replace(
        "[ ] Order", "[x] Order"
    )


def test_a_tick_that_is_refused_is_taken_back(app: App) -> None:
    _task(app, "- [ ] Order yarn")
    notes = _open(app)
    app.page.route("**/tasks/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    notes.get_by_role("checkbox").click()
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(notes.get_by_role("checkbox")).not_to_be_checked()


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_the_text_is_written_and_escape_leaves_it(app: App, way: str) -> None:
    task = _task(app, "Twelve *threads*")
    notes = _open(app)
    box = app.page.get_by_role("textbox", name="Notes")
    if way == "click":
        notes.click()
    else:
        notes.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("Twelve *threads*")
    box.fill("Nothing")
    box.press("Escape")
    expect(notes).to_be_focused()
    expect(notes.locator("em")).to_have_text("threads")
    notes.press("Enter")
    box.fill("Thirteen **threads**")
    with app.saved("PATCH"):
        box.press("Control+Enter")
    expect(notes.locator("strong")).to_have_text("threads")
    assert app.ask("GET", f"/tasks/{task['id']}")["notes"] == "Thirteen **threads**"


def test_what_is_refused_stays_in_the_box(app: App) -> None:
    _task(app, "Twelve threads")
    notes = _open(app)
    notes.press("Enter")
    app.page.route("**/tasks/*", lambda asked: asked.fulfill(status=409, json={"error": "conflict"}))
    box = app.page.get_by_role("textbox", name="Notes")
    box.fill("Thirteen threads")
    app.page.get_by_role("textbox", name="Name").focus()
    expect(app.page.get_by_role("alert")).to_be_visible()
    expect(box).to_have_value("Thirteen threads")


LINK = 'target="_blank" rel="noopener noreferrer"'
#: A text and what is made of it.
HOSTILE_AND_ODD = {
    "<img src=x onerror=alert(1)>": "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "[a](javascript:alert(1))": "<p>[a](javascript:alert(1))</p>",
    "[a](JaVaScRiPt:alert(1))": "<p>[a](JaVaScRiPt:alert(1))</p>",
    "[a](data:text/html,x)": "<p>[a](data:text/html,x)</p>",
    "[a](//evil.example)": "<p>[a](//evil.example)</p>",
    "[a](/api/session)": "<p>[a](/api/session)</p>",
    "javascript:alert(1)": "<p>javascript:alert(1)</p>",
    'https://a.example/"onmouseover="x': f'<p><a href="https://a.example/" {LINK}>https://a.example/</a>"onmouseover="x</p>',
    "[<b>x</b>](mailto:a@b.example)": f'<p><a href="mailto:a@b.example" {LINK}>&lt;b&gt;x&lt;/b&gt;</a></p>',
    "**a *b* c**": "<p><strong>a <em>b</em> c</strong></p>",
    r"\*no\* 2*3*4": "<p>*no* 2*3*4</p>",
    "** no ** __": "<p>** no ** __</p>",
    "- \n- a": '<ul><li class=""><div><span></span></div></li><li class=""><div><span>a</span></div></li></ul>',
    "```\nopen": '<pre tabindex="0"><code>open</code></pre>',
    "#tag\n7. x": '<p>#tag</p><ol start="7"><li class=""><div><span>x</span></div></li></ol>',
}
#: Repeated thousands of times, these keep a pattern that looks back busy for minutes.
LONG = ("> ", "*a **b ", "[a](", "`", "- [ ] ", "  - a\n", "https://a.", "_", "# ", " ", "\n\n1. ")


def test_hostile_and_odd_texts_are_texts(app: App) -> None:
    app.open()
    assert {text: _markup(app.page, text) for text in HOSTILE_AND_ODD} == HOSTILE_AND_ODD


def test_no_text_takes_long(app: App) -> None:
    app.open()
    for part in LONG:
        assert _markup(app.page, part * (60_000 // len(part))) is not None
    assert "a" in _markup(app.page, "".join(f"{'  ' * depth}- a\n" for depth in range(200)))
