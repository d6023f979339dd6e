// Signs in with a passkey, or adds one. Without it, or where the browser knows no passkey, the password stays.
const known = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;

async function post(address, form, content) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token, "Content-Type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(content) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.fault);
  return told;
}

async function credential(kind, options) {
  if (kind === "add") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function run(form, said) {
  const { maillagePasskey: kind, challenge, answer } = form.dataset;
  said.textContent = "Votre appareil vous demande de confirmer.";
  try {
    const made = await credential(kind, await post(challenge, form, {}));
    const extra = { label: form.elements.label?.value, next: form.elements.next?.value };
    const told = await post(answer, form, { credential: made.toJSON(), ...extra });
    window.location.assign(told.next);
  } catch (error) {
    const ours = error.name === "Error" && error.message;
    said.textContent = ours || "La clé d’accès n’a pas servi. Recommencez, ou utilisez votre mot de passe.";
  }
}

for (const form of document.querySelectorAll("[data-maillage-passkey]")) {
  const start = form.querySelector("[data-maillage-passkey-start]");
  const said = form.querySelector("[data-maillage-passkey-said]");
  if (!known) continue;
  said.textContent = "";
  start.hidden = false;
  start.addEventListener("click", () => run(form, said));
}
