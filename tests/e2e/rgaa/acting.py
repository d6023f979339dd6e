"""Checks that act on a page as a person does: keys, choices, zoom, spacing. Each returns faults in words."""

from __future__ import annotations

from playwright.sync_api import Page

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
CLIPPED = """[...document.querySelectorAll('body *')].filter((e) => getComputedStyle(e).overflowX === 'hidden'
  && e.scrollWidth > e.clientWidth + 2 && !e.closest('.visually-hidden, svg')).map((e) => e.outerHTML.slice(0, 90))"""
FOCUSED = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const s = getComputedStyle(e), b = e.getClientRects()[0] || e.getBoundingClientRect();
  const at = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
  const ring = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== 'none';
  const inside = b.top >= 0 && b.bottom <= innerHeight;
  return { what: e.outerHTML.slice(0, 90), ring, inner: ['date', 'time', 'datetime-local'].includes(e.type),
    hidden: inside && b.width > 0 && at !== null && !e.contains(at) && !at.contains(e) }; }"""
STEPS = 40


def walk(page: Page) -> tuple[list[str], list[str], list[str]]:
    """Tab through the page: where the focus is not seen (10.7), is covered (2.4.11), or does not move on (12.9)."""
    unseen, covered, trapped, last, same = [], [], [], "", 0
    page.evaluate("document.activeElement.blur()")
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        # Inside a field of several parts, the browser itself shows the part.
        unseen += [] if found["ring"] or found["inner"] else [found["what"]]
        covered += [found["what"]] if found["hidden"] else []
        same = same + 1 if found["what"] == last and page.evaluate("document.activeElement.tabIndex") >= 0 else 0
        last = found["what"]
        if same > 8:
            trapped.append(last)
            break
    return unseen, covered, trapped


def choose(page: Page) -> list[str]:
    """7.4: change every choice; the address and the focus stay."""
    return page.evaluate(
        """() => { const before = location.href, faults = [];
        for (const e of document.querySelectorAll('select, input[type=radio], input[type=checkbox]')) {
          if (e.disabled || !e.getClientRects().length) continue;
          e.focus(); e.dispatchEvent(new Event('input', { bubbles: true }));
          e.dispatchEvent(new Event('change', { bubbles: true }));
          if (location.href !== before || document.activeElement !== e) faults.push(e.outerHTML.slice(0, 90));
        } return faults; }"""
    )


def type_keys(page: Page) -> list[str]:
    """12.10: each printable key alone does nothing."""
    page.evaluate("document.activeElement.blur()")
    before = page.evaluate("location.href + document.body.innerText.length")
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.":
        page.keyboard.press(key)
    after = page.evaluate("location.href + document.body.innerText.length")
    return [] if before == after else ["une touche seule a changé la page"]


def narrow(page: Page) -> list[str]:
    """10.11: at 320 points of width, nothing scrolls sideways."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 256})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.set_viewport_size(size)
    return [f"déborde de {over} points"] if over > 0 else []


def space(page: Page) -> list[str]:
    """10.12: with the spacings of the criterion, no text is cut and the page does not scroll sideways."""
    page.evaluate(
        "(css) => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", SPACING
    )
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    found = page.evaluate(CLIPPED) + ([f"déborde de {over} points"] if over > 0 else [])
    page.evaluate("document.adoptedStyleSheets = []")
    return found


def acted(page: Page) -> dict[str, list[str]]:
    """Every check that acts, by criterion."""
    unseen, covered, trapped = walk(page)
    return {
        "7.4": choose(page),
        "10.7": unseen,
        "10.11": narrow(page),
        "10.12": space(page),
        "12.9": trapped,
        "12.10": type_keys(page),
        "wcag 2.4.11": covered,
    }


BROKEN = {
    "7.4": "<select onchange=\"location.hash = 'x'\"><option>a</select>",
    "10.7": "<style>a:focus { outline: none }</style><a href=x>y</a>",
    "10.11": "<div style='width: 900px'>x</div>",
    "10.12": "<div style='width: 60px; overflow: hidden; white-space: nowrap; font: 16px monospace'>abcdef</div>",
    "12.9": "<button onkeydown=\"if (event.key === 'Tab') event.preventDefault()\">x</button><a href=y>z</a>",
    "12.10": "<script>addEventListener('keydown', () => document.body.append('x'))</script>",
    "wcag 2.4.11": "<div style='position: fixed; inset: 0; background: #fff; z-index: 9'></div><a href=x>y</a>",
}
