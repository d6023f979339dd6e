"""What scripts do: choices, messages, keys, gestures, movement."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.rgaa.probe import Check, faults


def choices_keep_context(page: Page) -> list[str]:
    """Changing a choice sends nothing, opens nothing and leaves the focus where it is."""
    return faults(
        page,
        """const left = [];
        const note = (what) => (event) => { left.push(what); event?.preventDefault?.(); };
        const [going, sending] = [note('change de page'), note('envoie le formulaire')];
        navigation.addEventListener('navigate', going);
        document.addEventListener('submit', sending, true);
        HTMLFormElement.prototype.submit = sending;
        const opened = (window.opened || []).length;
        const faulty = all('select, input[type=radio], input[type=checkbox]').filter((e) => {
          if (e.disabled || !e.getClientRects().length) return false;
          left.length = 0;
          e.focus();
          if (e.tagName === 'SELECT') {
            e.selectedIndex = e.options.length - 1;
            for (const type of ['input', 'change']) e.dispatchEvent(new Event(type, { bubbles: true }));
          } else e.click();
          return left.length || document.activeElement !== e || (window.opened || []).length > opened;
        });
        navigation.removeEventListener('navigate', going);
        document.removeEventListener('submit', sending, true);
        return faulty.map(name)""",
    )


def messages_are_announced(page: Page) -> list[str]:
    """A message that comes without a new page stands where screen readers listen."""
    return faults(
        page,
        """const live = '[role=status], [role=alert], [role=note], [role=log], [aria-live], output, [role=progressbar]';
        return all(`.alert, .errors, [data-maillage-map-status], [class*=status], [data-maillage-passkey-said]`)
          .filter((e) => !e.closest(live)).map(name)""",
    )


def single_keys_do_nothing(page: Page) -> list[str]:
    """Each printable key, typed alone outside a field, changes nothing."""
    page.evaluate(
        """() => { document.activeElement.blur(); window.changed = [];
        window.watching = new MutationObserver((list) => window.changed.push(...list.map((one) => one.type)));
        window.watching.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        navigation.addEventListener('navigate', (event) => { window.changed.push('page'); event.preventDefault(); });
        document.addEventListener('focusin', () => window.changed.push('focus')); }"""
    )
    page.keyboard.type("abcdefghijklmnopqrstuvwxyz0123456789/?.,;:!+-*=")
    return faults(
        page,
        """window.watching.takeRecords().forEach((one) => window.changed.push(one.type));
        window.watching.disconnect();
        return window.changed.length ? [`une touche seule a changé : ${window.changed[0]}`] : []""",
    )


def added_contents_by_keyboard(page: Page) -> list[str]:
    """What answers to the pointer passing over answers to the focus; what opens something takes the focus."""
    return faults(
        page,
        """const over = ['mouseover', 'mouseenter', 'pointerover', 'pointerenter'];
        const heard = (window.heard || []).filter(([, where]) => !where?.closest?.('.maplibregl-map'));
        const keyed = new Set(heard.filter(([type]) => /^focus/.test(type)).map(([, where]) => where));
        return [...heard.filter(([type, where]) => over.includes(type) && !keyed.has(where))
            .map(([type, where]) => `écoute ${type} : ${name(where)}`),
          ...all('[onmouseover], [onmouseenter]').filter((e) => !e.onfocus && !e.onfocusin).map(name),
          ...all('[aria-expanded], [aria-haspopup]').filter((e) => e.tabIndex < 0 && shown(e)).map(name),
          ...all('details').filter((e) => !e.querySelector(':scope > summary')).map(name)]""",
    )


def gestures_are_simple(page: Page) -> list[str]:
    """Nothing has to be dragged or drawn: a slider shows its value in a field, a map has its buttons."""
    return faults(
        page,
        """const drawn = ['touchmove', 'gesturestart', 'dragstart', 'drag', 'drop'];
        return [...(window.heard || []).filter(([type, e]) => drawn.includes(type)
            && !e?.closest?.('.maplibregl-map')).map(([type]) => `écoute ${type}`),
          ...all('[draggable=true], [ondragstart], [ontouchmove]').map(name),
          ...all('input[type=range]').filter((e) => !document.querySelector(`[data-for="${e.id}"]`)).map(name),
          ...all('.maplibregl-map').filter((e) => all('.maplibregl-ctrl button', e).length < 2).map(name)]""",
    )


def acts_on_release(page: Page) -> list[str]:
    """A press alone does nothing: sliding away before letting go undoes it."""
    return faults(
        page,
        """const down = ['mousedown', 'pointerdown', 'touchstart'];
        return [...(window.heard || []).filter(([type, e]) => down.includes(type)
            && !e?.closest?.('.maplibregl-map')).map(([type]) => `écoute ${type}`),
          ...all('[onmousedown], [onpointerdown], [ontouchstart]').map(name)]""",
    )


def no_device_motion(page: Page) -> list[str]:
    """Shaking or tilting the device does nothing."""
    return faults(
        page,
        """return [...(window.heard || []).filter(([type]) => /^device(motion|orientation)/.test(type))
            .map(([type]) => `écoute ${type}`), ...(window.ondevicemotion ? ['ondevicemotion'] : [])]""",
    )


BROKEN: dict[Check, tuple[str, ...]] = {
    choices_keep_context: (
        "<select onchange=\"location.hash = 'x'\"><option>a</select>",
        "<form action='/x'><input type=radio onclick='this.form.submit()'></form>",
        "<input type=checkbox onchange=\"document.querySelector('a').focus()\"><a href=x>y</a>",
    ),
    messages_are_announced: ("<div class=alert>x</div>", "<span data-maillage-map-status></span>"),
    single_keys_do_nothing: (
        "<script>addEventListener('keydown', () => document.body.append('x'))</script>",
        "<input><script>addEventListener('keydown', () => document.querySelector('input').focus())</script>",
    ),
    added_contents_by_keyboard: (
        "<p>x<script>document.querySelector('p').addEventListener('mouseenter', () => 1)</script>",
        "<p onmouseover='x()'>x</p>",
        "<span aria-expanded=false>x</span>",
    ),
    gestures_are_simple: (
        "<p draggable=true>x</p>",
        "<input type=range id=r>",
        "<script>addEventListener('touchmove', () => 1)</script>",
        "<div class=maplibregl-map>x</div>",
    ),
    acts_on_release: ("<p onmousedown='x()'>x</p>", "<script>addEventListener('pointerdown', () => 1)</script>"),
    no_device_motion: ("<script>addEventListener('deviceorientation', () => 1)</script>",),
}
