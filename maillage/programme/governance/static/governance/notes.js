// Notes of one item: saved a moment after each pause, kept in this tab until the server has them.

const PAUSE = 1500;
const RETRY = 10000;
const LOST = "Non enregistré : pas de réponse du serveur. Le texte reste ici, nouvel essai dans un instant.";
const DRAFT = "Brouillon retrouvé dans cet onglet.";

export function keepNotes(form) {
  const part = (name) => form.querySelector(`[data-maillage-${name}]`);
  const notes = {
    form,
    text: form.elements.notes,
    stamp: form.elements.stamp,
    status: part("status"),
    conflict: part("conflict"),
    theirs: part("theirs"),
    key: `maillage-notes-${form.dataset.maillageNotes}`,
    saved: form.elements.notes.value,
    blocked: false,
    timer: 0,
    // One request at a time: a slow answer never carries an older text over a newer one.
    sending: null,
  };
  restore(notes);
  notes.text.addEventListener("input", () => {
    remember(notes);
    schedule(notes, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(notes);
  });
  part("keep").addEventListener("click", () => settle(notes, notes.text.value));
  part("append").addEventListener("click", () => settle(notes, `${notes.text.value}\n${notes.theirs.textContent}`));
  addEventListener("beforeunload", (event) => {
    if (isDirty(notes)) event.preventDefault();
  });
  saveBeforeLeaving(notes);
}

const isDirty = (notes) => notes.text.value !== notes.saved;

function remember(notes) {
  sessionStorage.setItem(notes.key, JSON.stringify({ text: notes.text.value, stamp: notes.stamp.value }));
}

function restore(notes) {
  const kept = JSON.parse(sessionStorage.getItem(notes.key) ?? "null");
  if (!kept || kept.text === notes.saved) return;
  const current = notes.saved;
  notes.text.value = kept.text;
  if (kept.stamp === notes.stamp.value) {
    say(notes, DRAFT);
    schedule(notes, PAUSE);
  } else {
    show(notes, current, notes.stamp.value, DRAFT);
  }
}

function schedule(notes, delay) {
  clearTimeout(notes.timer);
  notes.timer = setTimeout(() => save(notes), delay);
}

function say(notes, words) {
  notes.status.textContent = words;
}

async function save(notes) {
  clearTimeout(notes.timer);
  if (notes.blocked) return false;
  while (notes.sending) await notes.sending;
  if (!isDirty(notes)) return true;
  notes.sending = send(notes);
  const done = await notes.sending;
  notes.sending = null;
  if (done && isDirty(notes)) schedule(notes, PAUSE);
  return done;
}

async function send(notes) {
  const text = notes.text.value;
  let answer;
  try {
    const options = { method: "POST", body: new FormData(notes.form), headers: { Accept: "application/json" }, redirect: "error" };
    const response = await fetch(notes.form.action, options);
    answer = { status: response.status, ...(await response.json()) };
  } catch {
    say(notes, LOST);
    schedule(notes, RETRY);
    return false;
  }
  if (answer.status === 409) show(notes, answer.notes, answer.stamp, answer.words);
  else say(notes, answer.words);
  if (answer.status !== 200) return false;
  notes.stamp.value = answer.stamp;
  notes.saved = text;
  if (isDirty(notes)) remember(notes);
  else sessionStorage.removeItem(notes.key);
  return true;
}

function show(notes, theirs, stamp, words) {
  notes.blocked = true;
  notes.saved = theirs;
  notes.theirs.textContent = theirs;
  notes.theirStamp = stamp;
  notes.conflict.hidden = false;
  say(notes, words);
}

function settle(notes, text) {
  notes.blocked = false;
  notes.conflict.hidden = true;
  notes.text.value = text;
  notes.stamp.value = notes.theirStamp;
  remember(notes);
  save(notes);
}

// Links and the other forms of the page wait for the notes; when they cannot be saved, the tab keeps them.
function saveBeforeLeaving(notes) {
  document.addEventListener("submit", async (event) => {
    if (event.target === notes.form || !isDirty(notes) || notes.blocked) return;
    event.preventDefault();
    const { target, submitter } = event;
    await save(notes);
    notes.saved = notes.text.value;
    target.requestSubmit(submitter);
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || !isDirty(notes) || notes.blocked) return;
    event.preventDefault();
    if (await save(notes)) location.assign(link.href);
  });
}
