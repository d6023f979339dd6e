"""Checks that read a page as it stands: each is the body of a function of JavaScript that returns faults in words.

`all(selector)` lists elements, `name(element)` quotes one. The comment of a check says what the criterion asks.
"""

from __future__ import annotations

HELPERS = """
const all = (selector) => [...document.querySelectorAll(selector)];
const name = (element) => element.outerHTML.slice(0, 90);
const shown = (element) => element.getClientRects().length > 0 && !element.closest('.visually-hidden');
const style = (element, part) => getComputedStyle(element, part);
const colour = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
  .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05); };
const behind = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const found = colour(style(one).backgroundColor);
    if (found.length === 3 || found[3] > 0) return found;
  }
  return [255, 255, 255];
};
const rules = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
const fields = 'input:not([type=hidden]):not([type=submit]), select, textarea';
"""

READING: dict[str, str] = {
    "1.2": """return [
      ...all('img[alt=""], svg[aria-hidden=true]').filter((e) => e.title || e.ariaLabel
        || e.getAttribute('aria-labelledby')),
      ...all('svg:not([role]):not([aria-hidden=true])').filter((e) => !e.closest('svg svg, [aria-hidden=true]')),
    ].map(name)""",
    "1.4": "return all('[class*=captcha], [id*=captcha], [name*=captcha]').map(name)",
    "1.5": "return all('[src*=captcha], [data-sitekey]').map(name)",
    "1.8": "return all('img').filter((e) => !/\\.svg|image\\/svg/.test(e.src)).map(name)",
    "1.9": """return all('figure').filter((e) => e.querySelector('figcaption')
      && !e.ariaLabel && !e.getAttribute('aria-labelledby')).map(name)""",
    "3.3": """return all(fields).filter(shown).filter((e) => !['checkbox', 'radio', 'file', 'range'].includes(e.type))
      .filter((e) => contrast(colour(style(e).borderTopColor), behind(e.parentElement)) < 3).map(name)""",
    **dict.fromkeys(("4.1", "4.2", "4.4", "4.5", "4.6", "4.7", "4.11"), "return all('audio, video, track').map(name)"),
    **dict.fromkeys(("4.8", "4.9", "4.12", "4.13"), "return all('object, embed, applet, canvas, iframe').map(name)"),
    "5.1": """return all('table')
      .filter((e) => e.querySelectorAll('thead tr').length > 1 || e.querySelector('th[colspan]'))
      .filter((e) => !e.getAttribute('aria-describedby') && !e.querySelector('caption')).map(name)""",
    "5.3": "return all('table[role=presentation], table[role=none]').map(name)",
    "5.6": """return all('table').flatMap((t) => [
      ...t.querySelectorAll('thead td'), ...t.querySelectorAll('th:not([scope])')]).filter((e) => e.textContent.trim())
      .map(name)""",
    "5.8": "return all('table').filter((e) => !e.querySelector('th')).map(name)",
    "7.5": """return all('.alert, .errors')
      .filter((e) => !e.closest('[role=status], [role=alert], [role=note], [aria-live]')).map(name)""",
    "8.1": "return document.doctype && document.doctype.name === 'html' ? [] : ['pas de type de document']",
    "8.9": """return [...all('main p, main li, main h1, main h2, main h3, main h4, main dd').filter((e) =>
      !e.textContent.trim() && !e.querySelector('svg, img, input') && !e.role && shown(e)),
      ...all('br + br'), ...all('center, font, big, u, strike, tt, blink, marquee')].map(name)""",
    "8.10": "return all('[dir=rtl], bdo').map(name)",
    "10.1": """return all('[align], [bgcolor], [valign], [cellpadding], [cellspacing], body[text], [style]')
      .filter((e) => !e.closest('svg, .maplibregl-map')).map(name)""",
    "10.2": """return all('body *:not([data-label])')
      .flatMap((e) => ['::before', '::after'].map((p) => [e, style(e, p).content]))
      .filter(([, text]) => /[a-zA-Z0-9]{2}/.test(text.replace(/^(none|normal|counter.*|attr.*)$/, '')))
      .map(([e]) => name(e))""",
    "10.3": """return all('main *').filter((e) => style(e).order !== '0' || style(e).flexDirection.endsWith('reverse')
      || style(e).gridAutoFlow.includes('dense')).map(name)""",
    "10.5": """const root = [document.documentElement, document.body].map((e) => style(e));
      return root.some((s) => colour(s.backgroundColor)[3] !== 0) ? [] : ['la page n’a pas de couleur de fond']""",
    "10.13": "return all('[title]').filter((e) => !e.closest('svg') && e.tagName !== 'ABBR').map(name)",
    "10.14": """return rules().filter((r) => /:hover/.test(r.selectorText || '')
      && /display|visibility|opacity|content/.test(r.style.cssText)).map((r) => r.selectorText)""",
    "11.4": """return all('label[for]').filter(shown).flatMap((l) => {
      const f = document.getElementById(l.htmlFor); if (!f || !shown(f)) return [];
      const [a, b] = [l.getBoundingClientRect(), f.getBoundingClientRect()];
      const gap = Math.max(0, b.top - a.bottom, a.top - b.bottom);
      return gap > 90 ? [`${name(l)} à ${Math.round(gap)} points de son champ`] : []; })""",
    "11.5": """const groups = Map.groupBy(all('input[type=radio]'), (e) => e.name);
      return [...groups.values()].filter((set) => set.length > 1
        && !set[0].closest('fieldset, [role=group], [role=radiogroup]')).map((set) => name(set[0]))""",
    "11.6": """return [...all('fieldset').filter((e) => !e.querySelector(':scope > legend')?.textContent.trim()),
      ...all('form [role=group], [role=radiogroup]').filter((e) => !e.ariaLabel && !e.getAttribute('aria-labelledby'))]
      .map(name)""",
    "12.1": """return [['nav'], ['[role=search], search'], ['a[href$="/plan-du-site/"]']]
      .filter(([s]) => !document.querySelector(s)).map(([s]) => `${s} manque`)""",
    "12.6": """return ['header', 'nav[aria-label]', 'main', 'footer', '[role=search], search', '.skip a[href^="#"]']
      .filter((s) => !document.querySelector(s)).map((s) => `${s} manque`)""",
    "13.2": """return all('[target=_blank]').filter((e) => !/nouvel/.test(e.textContent + e.ariaLabel + e.title))
      .map(name)""",
    "13.7": "return all('body *').filter((e) => style(e).animationName !== 'none').map(name)",
    "13.10": "return all('[draggable=true]').map(name)",
    "13.11": "return all('[onmousedown], [onpointerdown], [ontouchstart]').map(name).concat(window.heardDown || [])",
    "13.12": "return (window.heardMotion || []).concat(all('[ondevicemotion]').map(name))",
    "wcag 2.5.7": """return all('input[type=range]').filter((e) => !document.querySelector(`[data-for=${e.id}]`))
      .map(name)""",
    "wcag 2.5.8": """return all('a[href], button, input:not([type=hidden]), select, summary').filter(shown)
      .filter((e) => { const s = e.closest('label') || e, b = s.getBoundingClientRect();
      return Math.min(b.width, b.height) < 23.5 && style(e).display !== 'inline'; }).map(name)""",
    "wcag 3.2.6": """return document.querySelector('footer a[href$="/aide/"]') ? []
      : ['le lien d’aide manque au pied']""",
    "wcag 3.3.8": "return all('input[type=password]').filter((e) => e.onpaste || e.autocomplete === 'off').map(name)",
}

BROKEN: dict[str, str] = {
    "1.2": '<img alt="" title="x" src="data:,">',
    "1.4": '<div class="captcha">x</div>',
    "1.5": '<div data-sitekey="x">x</div>',
    "1.8": '<img alt="x" src="/x.png">',
    "1.9": "<figure>x<figcaption>y</figcaption></figure>",
    "3.3": '<input style="border: 1px solid #eee; background: #fff">',
    **dict.fromkeys(("4.1", "4.2", "4.4", "4.5", "4.6", "4.7", "4.11"), "<video></video>"),
    **dict.fromkeys(("4.8", "4.9", "4.12", "4.13"), "<canvas></canvas>"),
    "5.1": "<table><thead><tr><th colspan=2 scope=col>a<tr><th scope=col>b<th scope=col>c</table>",
    "5.3": "<table role=presentation><tr><td>a</table>",
    "5.6": "<table><thead><tr><th>a</table>",
    "5.8": "<table><tr><td>a</table>",
    "7.5": "<div class=alert>x</div>",
    "8.1": "",
    "8.9": "<main><p></p>a<br><br>b</main>",
    "8.10": "<p dir=rtl>x</p>",
    "10.1": "<p align=center>x</p>",
    "10.2": "<style>p::before { content: 'Attention' }</style><p>x</p>",
    "10.3": "<main><div style='display: flex; flex-direction: row-reverse'><p>x</p></div></main>",
    "10.5": "",
    "10.13": "<span title=x>y</span>",
    "10.14": "<style>p i { display: none } p:hover i { display: block }</style><p>x<i>y</i></p>",
    "11.4": "<label for=a>x</label><div style='height: 300px'></div><input id=a>",
    "11.5": "<input type=radio name=a><input type=radio name=a>",
    "11.6": "<form><fieldset><input></fieldset></form>",
    "12.1": "",
    "12.6": "",
    "13.2": "<a href=x target=_blank>y</a>",
    "13.7": "<style>@keyframes k { to { opacity: 0 } } p { animation: k 1s }</style><p>x</p>",
    "13.10": "<p draggable=true>x</p>",
    "13.11": "<p onmousedown='x()'>x</p>",
    "13.12": "<script>window.heardMotion = ['x']</script>",
    "wcag 2.5.7": "<input type=range id=r>",
    "wcag 2.5.8": "<button style='width: 12px; height: 12px; padding: 0'></button>",
    "wcag 3.2.6": "",
    "wcag 3.3.8": "<input type=password autocomplete=off>",
}
