// The live screen: notes that save themselves and are never lost, the agenda by keyboard. Without it, buttons do the same.
import { keepNotes } from "./notes.js";

const TYPING = "input, textarea, select, [contenteditable]";

function watchKeys() {
  const told = document.querySelector("[data-maillage-keys]");
  if (told) told.hidden = false;
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || target.closest(TYPING)) return;
    const link = { n: "next", p: "previous" }[key];
    if (link) document.querySelector(`[data-maillage-${link}]`)?.click();
  });
}

watchKeys();
const form = document.querySelector("[data-maillage-notes]");
if (form) keepNotes(form);
