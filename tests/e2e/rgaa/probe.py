"""How a check reads a page: a body of JavaScript with a few helpers, which returns faults in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

Check = Callable[[Page], list[str]]
# Set before any script of the page: what it listens to and opens is known without reading its code.
LISTEN = """window.heard = []; window.opened = [];
const plain = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (type, ...rest) {
  window.heard.push([type, this]);
  return plain.call(this, type, ...rest);
};
window.open = (address) => { window.opened.push(String(address)); return null; };"""
HELPERS = r"""
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const name = (element) => (element.outerHTML || element.nodeName).replace(/\s+/g, ' ').slice(0, 110);
const shown = (element) => element.getClientRects().length > 0 && !element.closest('.visually-hidden')
  && getComputedStyle(element).visibility !== 'hidden';
const style = (element, part) => getComputedStyle(element, part);
const words = (element) => (element?.textContent || '').replace(/\s+/g, ' ').trim();
const told = (element) => element.getAttribute('aria-label')
  || (element.getAttribute('aria-labelledby') || '').split(' ')
    .map((id) => words(document.getElementById(id))).join(' ');
const colour = (text) => (text.match(/[\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
  .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05); };
const opaque = (found) => found.length === 3 || found[3] > 0;
const behind = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const found = colour(style(one).backgroundColor);
    if (opaque(found)) return found;
  }
  return [255, 255, 255];
};
const flat = (list) => list.flatMap((rule) => (rule.cssRules?.length ? [rule, ...flat([...rule.cssRules])] : [rule]));
const rules = () => [...document.styleSheets].flatMap((sheet) => flat([...sheet.cssRules]));
const fields = 'input:not([type=hidden], [type=submit], [type=button], [type=reset]), select, textarea';
const reachable = () => all('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')
  .filter((e) => !e.disabled && e.tabIndex >= 0 && e.getClientRects().length
    && e.checkVisibility({ visibilityProperty: true }));
"""


def faults(page: Page, body: str, given: Any = None) -> list[str]:
    """What the body of JavaScript returns; `given` is its argument."""
    return page.evaluate(f"(given) => {{ {HELPERS} {body} }}", given)
