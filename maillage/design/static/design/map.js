// The interactive map: fetched only when it is asked for, over the server's drawing, which stays the base.
// Classes, colours and words come from the server; nothing is computed here.

const FRENCH = {
  "Map.Title": "Carte interactive",
  "NavigationControl.ZoomIn": "Agrandir",
  "NavigationControl.ZoomOut": "Réduire",
  "ScaleControl.Meters": "m",
  "ScaleControl.Kilometers": "km",
};
const INK = "#14213d";
// White under brick: one of the two stands out from any class, light or dark.
const CHOSEN = [["chosen-around", "#ffffff", 8], ["chosen", "#c2410c", 4]];

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

for (const root of document.querySelectorAll("[data-maillage-map]")) prepare(root);

function prepare(root) {
  const part = (name) => root.querySelector(`[data-maillage-map-${name}]`);
  const view = {
    root,
    open: part("open"),
    close: part("close"),
    status: part("status"),
    failure: part("failure"),
    simple: part("simple"),
    live: part("live"),
    choice: part("choice"),
    canvas: part("canvas"),
    place: document.querySelector("[data-maillage-map-place]"),
    map: null,
  };
  view.open.hidden = false;
  view.open.addEventListener("click", () => start(view));
  view.close.addEventListener("click", () => stop(view));
}

async function start(view) {
  view.open.disabled = true;
  view.failure.hidden = true;
  view.status.textContent = "Chargement de la carte…";
  try {
    if (!document.createElement("canvas").getContext("webgl2")) throw new Error("WebGL 2 est absent");
    const [library, areas] = await Promise.all([
      import(view.root.dataset.maillageLibrary),
      load(view.root.dataset.maillageFeatures),
      style(view.root.dataset.maillageSheet),
    ]);
    show(view, true);
    view.open.disabled = false;
    await draw(view, library, areas);
  } catch {
    fail(view);
  }
}

async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`La carte n’a pas été reçue (${response.status})`);
  return response.json();
}

function style(address) {
  if (document.querySelector(`link[href="${address}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error("La feuille de style manque")));
    document.head.append(link);
  });
}

function show(view, live) {
  view.simple.hidden = live;
  view.live.hidden = !live;
  view.open.hidden = live;
  view.close.hidden = !live;
}

function stop(view) {
  view.map?.remove();
  view.map = null;
  view.undo?.abort();
  delete view.canvas.dataset.maillageDrawn;
  view.canvas.replaceChildren();
  view.status.textContent = "";
  if (view.place) view.place.hidden = true;
  show(view, false);
  view.open.focus();
}

function fail(view) {
  view.open.disabled = false;
  stop(view);
  view.failure.hidden = false;
}

async function draw(view, library, areas) {
  const bounds = boundsOf(areas);
  const map = new library.Map({
    container: view.canvas,
    style: styleOf(areas),
    bounds,
    fitBoundsOptions: { padding: 24 },
    locale: FRENCH,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: false,
    minZoom: 6,
    maxZoom: 13,
    fadeDuration: calm() ? 0 : 150,
  });
  view.map = map;
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.ScaleControl({ unit: "metric" }), "bottom-left");
  addPatterns(map);
  await map.once("idle");
  if (view.map !== map) return;
  listen(view, map, areas);
  const drawn = map.queryRenderedFeatures({ layers: ["areas"] }).map((feature) => feature.properties.code);
  view.canvas.dataset.maillageDrawn = new Set(drawn).size;
  view.status.textContent = `${areas.features.length} territoires affichés.`;
  map.getCanvas().focus();
}

function styleOf(areas) {
  const pattern = (kind) => ({
    id: `pattern-${kind}`,
    type: "fill",
    source: "areas",
    filter: ["==", ["get", "carte_motif"], kind],
    paint: { "fill-pattern": kind },
  });
  return {
    version: 8,
    sources: { areas: { type: "geojson", data: areas } },
    layers: [
      { id: "around", type: "background", paint: { "background-color": token("--context") } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ["get", "carte_couleur"], "fill-antialias": false } },
      pattern("imputed"),
      pattern("secret"),
      { id: "edges", type: "line", source: "areas", paint: { "line-color": "#ffffff", "line-width": 0.8 } },
      ...CHOSEN.map(([id, colour, width]) => ({
        id,
        type: "line",
        source: "areas",
        filter: ["==", ["get", "code"], ""],
        paint: { "line-color": colour, "line-width": width },
      })),
      {
        id: "names",
        type: "symbol",
        source: "areas",
        layout: {
          "text-field": ["get", "nom"],
          "text-font": ["Atkinson Hyperlegible Next", "Verdana", "sans-serif"],
          "text-size": 13,
          "text-padding": 10,
          "symbol-sort-key": ["-", 0, ["coalesce", ["get", "population"], 0]],
        },
        paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 1.8 },
      },
    ],
  };
}

function addPatterns(map) {
  const inks = { imputed: (x, y) => (x - 4) ** 2 + (y - 4) ** 2 <= 3, secret: (x, y) => (x + y) % 8 < 3 };
  for (const [kind, inked] of Object.entries(inks)) {
    const data = new Uint8Array(8 * 8 * 4);
    for (let i = 0; i < 64; i += 1) if (inked(i % 8, Math.floor(i / 8))) data.set([20, 33, 61, 150], i * 4);
    map.addImage(kind, { width: 8, height: 8, data });
  }
}

function listen(view, map, areas) {
  view.undo = new AbortController();
  const { signal } = view.undo;
  const found = new Map(areas.features.map((feature) => [feature.properties.code, feature]));
  fill(view.choice, areas);
  view.choice.addEventListener("change", () => choose(view, map, found.get(view.choice.value), true), { signal });
  map.on("click", "areas", (event) => choose(view, map, found.get(event.features[0].properties.code), false));
  map.on("mouseenter", "areas", () => map.getCanvas().classList.add("pointing"));
  map.on("mouseleave", "areas", () => map.getCanvas().classList.remove("pointing"));
  // A link of the table keeps leading to its page; pointing at it, or reaching it by keyboard, shows it on the map.
  const pages = new Map(areas.features.map((feature) => [feature.properties.carte_page, feature]));
  const point = (event) => {
    const link = event.target.closest?.("#tableau tbody th a");
    if (link) choose(view, map, pages.get(link.getAttribute("href")), false, true);
  };
  for (const kind of ["focusin", "mouseover"]) document.addEventListener(kind, point, { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener(
    "change",
    () => map.setPaintProperty("around", "background-color", token("--context")),
    { signal },
  );
}

function fill(choice, areas) {
  const names = areas.features.map(({ properties }) => [properties.nom, properties.code]);
  names.sort((one, other) => one[0].localeCompare(other[0], "fr"));
  choice.replaceChildren(choice.options[0], ...names.map(([name, code]) => new Option(name, code)));
  choice.value = "";
}

function choose(view, map, feature, move, quiet = false) {
  if (!feature) return;
  const { properties } = feature;
  for (const [layer] of CHOSEN) map.setFilter(layer, ["==", ["get", "code"], properties.code]);
  view.choice.value = properties.code;
  if (move) map.fitBounds(boundsOf({ features: [feature] }), { padding: 120, maxZoom: 11, animate: !calm() });
  describe(view.place, properties, quiet);
}

function describe(place, properties, quiet) {
  if (!place) return;
  const write = (name, text) => (place.querySelector(`[data-maillage-place-${name}]`).textContent = text ?? "");
  place.setAttribute("aria-live", quiet ? "off" : "polite");
  place.hidden = false;
  write("name", properties.nom);
  write("value", properties.carte_valeur);
  write("quality", properties.carte_qualite);
  write("reading", properties.explication);
  const link = place.querySelector("[data-maillage-place-link]");
  link.href = properties.carte_page;
  link.textContent = `Ouvrir la fiche\u00a0: ${properties.nom}`;
}

function boundsOf(areas) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const widen = (item) => {
    if (typeof item[0] !== "number") return item.forEach(widen);
    box.splice(0, 4, Math.min(box[0], item[0]), Math.min(box[1], item[1]), Math.max(box[2], item[0]), Math.max(box[3], item[1]));
  };
  for (const feature of areas.features) if (feature.geometry) widen(feature.geometry.coordinates);
  return box;
}
