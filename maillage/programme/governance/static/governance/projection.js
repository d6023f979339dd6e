// The projected screen follows the secretary: its content is fetched again every few seconds.
const PAUSE = 4000;
const find = (page) => page.querySelector("[data-maillage-projection]");

async function follow() {
  try {
    const answer = await fetch(location.href, { redirect: "error" });
    const fresh = find(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (answer.ok && fresh && fresh.innerHTML !== find(document).innerHTML) find(document).replaceWith(fresh);
  } catch {
    // Without the network the last screen stays.
  }
  setTimeout(follow, PAUSE);
}

setTimeout(follow, PAUSE);
