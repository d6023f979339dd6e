"""Forms as they are shown, and forms as they come back refused."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.rgaa.probe import Check, faults

ASKING = "main form[method=post]:has(:required)"
WRONG = {"email": "adresse-sans-arobase", "url": "pas une adresse", "tel": "abc"}


def label_near_field(page: Page) -> list[str]:
    """A label touches its field, or nearly, but for a hint between them."""
    return faults(
        page,
        """return all('label[for]').filter(shown).flatMap((l) => {
        const f = document.getElementById(l.htmlFor); if (!f || !shown(f)) return [];
        const [a, b] = [l.getBoundingClientRect(), f.getBoundingClientRect()];
        const hint = document.getElementById((f.getAttribute('aria-describedby') || '').split(' ')[0]);
        const gap = Math.max(0, b.top - a.bottom, a.top - b.bottom) - (hint ? hint.offsetHeight : 0);
        return gap > 60 ? [`${name(l)} à ${Math.round(gap)} points de son champ`] : []; })""",
    )


def choices_are_grouped(page: Page) -> list[str]:
    """Boxes of one question stand in one group."""
    return faults(
        page,
        """const groups = Map.groupBy(all('input[type=radio], input[type=checkbox]').filter((e) => e.name),
          (e) => `${e.form?.id || e.form?.action}${e.name}`);
        return [...groups.values()].filter((set) => set.length > 1
          && !set[0].closest('fieldset, [role=group], [role=radiogroup], table')).map((set) => name(set[0]))""",
    )


def groups_are_named(page: Page) -> list[str]:
    """A group of fields says what it is about, first."""
    return faults(
        page,
        """return [...all('fieldset').filter((e) => !words(e.querySelector(':scope > legend'))),
        ...all('form [role=group], [role=radiogroup]').filter((e) => !told(e).trim())].map(name)""",
    )


def final_acts_are_confirmed(page: Page) -> list[str]:
    """A form that destroys asks for a box to tick, or for what was typed to be read again."""
    return faults(
        page,
        """const final = /(supprimer|effacer|détruire|définitivement)/i;
        return all('main form').filter((f) => all('button', f).some((b) => final.test(words(b))))
          .filter((f) => !f.querySelector('input[type=checkbox][required], input[name*=confirm], input[type=password]')
            && !/^Confirmer|\\?$/.test(words(document.querySelector('h1')))).map(name)""",
    )


def login_is_no_riddle(page: Page) -> list[str]:
    """A password may be pasted and filled in by a manager."""
    return faults(
        page,
        """return all('input[type=password]').filter((e) => {
          const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
          e.dispatchEvent(event);
          return event.defaultPrevented || !/^(current|new)-password$/.test(e.autocomplete); }).map(name)""",
    )


def send_incomplete(page: Page, *, wrong: bool) -> bool:
    """Send the form with a required field left empty, or a value of the wrong format; whether there is one."""
    typed = page.evaluate(
        """([asking, values, wrong]) => { const form = document.querySelector(asking); if (!form) return null;
        form.noValidate = true;
        const texts = [...form.querySelectorAll('input, textarea')]
          .filter((e) => ['email', 'url', 'tel', 'text', 'textarea'].includes(e.type) && !e.readOnly);
        const kept = {};
        let empty = false;
        for (const e of texts) {
          const must = e.required && !empty && !wrong;
          if (must) empty = true;
          const text = values[e.type] || 'Essai 12';
          e.value = must || (!wrong && values[e.type]) ? '' : text;
          if (e.value && e.name) kept[e.name] = e.value;
        }
        for (const e of form.querySelectorAll('input[type=password], input[type=file]')) e.value = '';
        const bad = texts.some((e) => values[e.type]);
        if (wrong ? !bad : !form.querySelector(':required:invalid')) return null;
        window.name = JSON.stringify(kept);
        return kept; }""",
        [ASKING, WRONG, wrong],
    )
    if typed is None:
        return False
    with page.expect_navigation():
        page.evaluate(
            """(asking) => { const form = document.querySelector(asking);
            const button = form.querySelector('button:not([type=button]):not([formnovalidate])');
            form.requestSubmit(button); }""",
            ASKING,
        )
    return page.locator("[aria-invalid=true], .errors").count() > 0 or page.locator(ASKING).count() > 0


def required_is_said(page: Page) -> list[str]:
    """Before anything is sent, the label of each field says whether it may be left empty."""
    return faults(
        page,
        """return all(`${given} :is(input, select, textarea)`).filter((e) => shown(e) && e.labels?.length && !e.required
          && !['checkbox', 'radio', 'submit', 'file', 'search'].includes(e.type) && !e.disabled && !e.readOnly
          // A list that opens on an answer is never empty.
          && !(e.tagName === 'SELECT' && e.selectedOptions[0]?.value))
          .filter((e) => !/facultati|si |au besoin/i.test([...e.labels].map(words).join(' ')
            + all('fieldset').filter((f) => f.contains(e)).map((f) => words(f.querySelector('legend'))).join(' ')
            + words(document.getElementById(
              (e.getAttribute('aria-describedby') || '').split(' ')[0])))).map(name)""",
        ASKING,
    )


def errors_are_tied(page: Page) -> list[str]:
    """A refused page says so first, leads to each field, and ties each message to its field."""
    return faults(
        page,
        """const summary = document.querySelector('[role=alert]');
        if (!summary) return ['aucun message d’erreur en tête'];
        const bad = all('main [aria-invalid=true]');
        const ends = (id) => document.getElementById(id);
        return [...(words(summary) ? [] : ['le message est vide']),
          ...all('a[href^="#"]', summary).filter((a) => !ends(decodeURIComponent(a.hash.slice(1)))).map(name),
          ...bad.filter((e) => !(e.getAttribute('aria-describedby') || e.closest('fieldset')
            ?.getAttribute('aria-describedby') || '').split(' ').some((id) => words(ends(id)))).map(name),
          ...all('.field__error').filter((m) => words(m) && !document.querySelector(`[aria-describedby~="${m.id}"]`))
            .map(name)]""",
    )


def errors_tell_how(page: Page) -> list[str]:
    """A message says what to do; for a wrong format, it shows a right one."""
    return faults(
        page,
        r"""const texts = all('.field__error, .errors li').map(words).filter(Boolean);
        const thin = texts.filter((text) => text.split(' ').length < 4);
        const wrong = all('main input[aria-invalid=true]')
          .filter((e) => ['email', 'url', 'tel'].includes(e.type) && e.value);
        return [...thin, ...wrong.filter((e) => { const said = (e.getAttribute('aria-describedby') || '').split(' ')
          .map((id) => words(document.getElementById(id))).join(' ');
          return !/@|https?:|\d/.test(said); }).map(name)]""",
    )


def typed_data_is_kept(page: Page) -> list[str]:
    """What was typed before the refusal is still there: nobody types it twice."""
    return faults(
        page,
        """const kept = JSON.parse(window.name || '{}');
        return Object.entries(kept).filter(([key, value]) => { const fields = all(`main [name="${CSS.escape(key)}"]`);
          return fields.length && !fields.some((e) => e.value === value); }).map(([key]) => `${key} est à retaper`)""",
    )


BROKEN: dict[Check, tuple[str, ...]] = {
    label_near_field: ("<label for=a>x</label><div style='height: 300px'></div><input id=a>",),
    choices_are_grouped: ("<input type=radio name=a><input type=radio name=a>",),
    groups_are_named: ("<form><fieldset><input></fieldset></form>", "<form><div role=group>x</div></form>"),
    final_acts_are_confirmed: (
        "<h1>Lieu</h1><main><form method=post><button>Supprimer ce lieu</button></form></main>",
    ),
    login_is_no_riddle: (
        "<input type=password autocomplete=off>",
        "<input type=password autocomplete=current-password onpaste='event.preventDefault()'>",
    ),
}
BROKEN_REFUSED: dict[Check, tuple[str, ...]] = {
    required_is_said: ("<main><form method=post><label for=a>Nom</label><input id=a><input required></form></main>",),
    errors_are_tied: (
        "<main><input aria-invalid=true></main>",
        "<main><div role=alert><a href='#nulle-part'>x</a></div></main>",
        "<main><div role=alert>x</div><input aria-invalid=true></main>",
        "<main><div role=alert>x</div><p class=field__error id=e>Écrivez un nom</p></main>",
    ),
    errors_tell_how: (
        "<p class=field__error>Erreur</p>",
        "<main><p id=e class=field__error>Écrivez une adresse qui convient</p>"
        "<input type=email value=x aria-invalid=true aria-describedby=e></main>",
    ),
    typed_data_is_kept: ('<script>window.name = \'{"a": "x"}\'</script><main><input name=a></main>',),
}
