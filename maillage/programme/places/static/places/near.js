// « Autour de moi » : the position goes into the search form, rounded to about 100 m, and nowhere else.
const button = document.querySelector("[data-maillage-near]");

const ROUNDING = 3;

function search(position) {
  const form = button.closest("form");
  form.elements.lat.value = position.coords.latitude.toFixed(ROUNDING);
  form.elements.lon.value = position.coords.longitude.toFixed(ROUNDING);
  form.submit();
}

function explain() {
  button.textContent = "Position indisponible : écrivez votre commune";
  button.disabled = true;
}

if (button && navigator.geolocation) {
  button.hidden = false;
  button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(search, explain));
}
