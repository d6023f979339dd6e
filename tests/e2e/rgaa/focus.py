"""The keyboard: the focus is seen, is never covered, and never stays where it is."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.e2e.rgaa.probe import Check, faults

STEPS = 15
PICTURES = 3
DATED = "['date', 'time', 'datetime-local', 'month', 'week'].includes(e.type)"
# The kinds whose pixels were compared stay with the tab: a page has few that the others do not.
NEW_KINDS = """const kinds = new Set(JSON.parse(given.store ? sessionStorage.getItem('kinds') || '[]' : '[]'));
const fresh = [];
for (const e of reachable()) {
  const kind = [e.tagName, e.type || '', e.className, e.parentElement.className].join(' ');
  if (kinds.has(kind) || fresh.length >= given.most) continue;
  kinds.add(kind);
  e.dataset.focusKind = fresh.length;
  fresh.push(name(e));
}
if (given.store) sessionStorage.setItem('kinds', JSON.stringify([...kinds]));
return fresh;"""


def focus_is_declared(page: Page) -> list[str]:
    """Each element that takes the focus shows a ring of two points, at 3 to 1 on what surrounds it."""
    page.keyboard.press("Tab")
    return faults(
        page,
        f"""return reachable().filter((e) => {{ e.focus();
          // Inside a field of several parts, the browser itself shows the part.
          if (document.activeElement !== e || {DATED}) return false;
          const s = style(e);
          return s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2
            || contrast(colour(s.outlineColor), behind(e.parentElement)) < 3; }}).map(name)""",
    )


def focus_changes_pixels(page: Page) -> list[str]:
    """Of each kind of element, one: the pixels around it change when it takes the focus."""
    stored = page.url.startswith("http")
    fresh = faults(page, NEW_KINDS, {"store": stored, "most": PICTURES})
    page.keyboard.press("Tab")
    found = []
    for place, what in enumerate(fresh):
        one = f"[data-focus-kind='{place}']"
        page.evaluate("(one) => document.querySelector(one).focus()", one)
        focused = _around(page, one)
        page.evaluate("document.activeElement.blur()")
        found += [what] if focused is not None and focused == _around(page, one) else []
    return found


def _around(page: Page, one: str) -> bytes | None:
    box: dict[str, Any] | None = page.evaluate(
        """(one) => { const b = document.querySelector(one).getBoundingClientRect();
        const [x, y] = [Math.max(0, b.left - 6), Math.max(0, b.top - 6)];
        const [w, h] = [Math.min(innerWidth, b.right + 6) - x, Math.min(innerHeight, b.bottom + 6) - y];
        return w > 0 && h > 0 ? { x, y, width: w, height: h } : null; }""",
        one,
    )
    return page.screenshot(clip=box, animations="disabled") if box else None  # type: ignore[arg-type]


def focus_is_not_covered(page: Page) -> list[str]:
    """An element that takes the focus is not under another one that stays on the screen."""
    return faults(
        page,
        """return reachable().filter((e) => { e.focus(); if (document.activeElement !== e) return false;
          const spots = [...e.getClientRects()].flatMap((b) => [[b.left + b.width / 2, b.top + b.height / 2],
            [b.left + 3, b.top + 3], [b.right - 3, b.bottom - 3]])
            .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
          const over = spots.map(([x, y]) => document.elementFromPoint(x, y));
          return spots.length > 0 && over.every((at) => at && !e.contains(at) && !at.contains(e)
            && !e.labels?.[0]?.contains(at)); }).map(name)""",
    )


def keyboard_moves_on(page: Page) -> list[str]:
    """Tab and its contrary leave each element: none keeps the key or takes the focus back; real keys confirm it."""
    kept = faults(
        page,
        """return reachable().filter((e) => { e.focus();
          const held = [false, true].some((shiftKey) => { const event = new KeyboardEvent('keydown',
            { key: 'Tab', code: 'Tab', keyCode: 9, shiftKey, bubbles: true, cancelable: true });
            e.dispatchEvent(event); return event.defaultPrevented; });
          e.blur(); return held || document.activeElement === e; }).map(name)""",
    )
    return kept + _walk(page)


def _walk(page: Page) -> list[str]:
    page.evaluate("document.activeElement.blur(); window.walked = []")
    page.evaluate("document.addEventListener('focusin', (event) => window.walked.push(event.target))")
    for key in ["Tab"] * STEPS + ["Shift+Tab"] * 3:
        page.keyboard.press(key)
    return faults(
        page,
        f"""const stops = reachable().length;
        const parts = all('input').some((e) => {DATED});
        return stops > 1 && !parts && new Set(window.walked).size < Math.min(stops, given) - 1
          ? ['le clavier reste sur place'] : []""",
        STEPS,
    )


BROKEN: dict[Check, tuple[str, ...]] = {
    focus_is_declared: (
        "<style>a:focus { outline: none }</style><a href=x>y</a>",
        "<style>a:focus { outline: 1px solid black }</style><a href=x>y</a>",
        "<style>a:focus { outline: 3px solid #eee }</style><a href=x>y</a>",
    ),
    focus_changes_pixels: (
        "<style>a:focus { outline: none }</style><a href=x>y</a>",
        "<style>a:focus { outline: 3px solid white }</style><a href=x>y</a>",
    ),
    focus_is_not_covered: (
        "<div style='position: fixed; inset: 0; background: #fff; z-index: 9'></div><a href=x>y</a>",
        "<div style='position: sticky; top: 0; z-index: 9; height: 90vh; background: #fff'></div><a href=x>y</a>"
        "<style>a { position: absolute; top: 10px }</style>",
    ),
    keyboard_moves_on: (
        "<button onkeydown=\"if (event.key === 'Tab') event.preventDefault()\">x</button><a href=y>z</a>",
        '<button onblur="this.focus()">x</button><a href=y>z</a>',
    ),
}
