// While a new place is typed, the ones that resemble it are shown; without it, they are shown on submit.
const region = document.querySelector("[data-maillage-lookalikes]");

const PAUSE = 600;

function watch(form) {
  const typed = ["name", "commune", "address"].map((name) => form.elements[name]);
  let timer = 0;
  let asked = "";

  async function ask() {
    const [nom, commune, adresse] = typed.map((input) => input.value.trim());
    const query = new URLSearchParams({ nom, commune, adresse }).toString();
    if (!nom || !commune || query === asked) return;
    asked = query;
    try {
      const answer = await fetch(`${region.dataset.maillageLookalikes}?${query}`, { redirect: "error" });
      const text = answer.ok ? await answer.text() : "";
      if (query === asked) show(text);
    } catch {
      // Without the network the warning still comes on submit.
      show("");
    }
  }

  for (const input of typed) {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
}

function show(text) {
  const fragment = new DOMParser().parseFromString(text, "text/html").body;
  region.replaceChildren(...fragment.childNodes);
  region.className = region.textContent.trim() ? "alert alert--warning" : "";
}

if (region) watch(region.closest("form"));
