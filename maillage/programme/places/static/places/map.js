// The places found, on a map over the index: fetched only when it is asked for; the list stays and says the same.

const FRENCH = { "Map.Title": "Carte des lieux", "NavigationControl.ZoomIn": "Agrandir", "NavigationControl.ZoomOut": "Réduire" };
const MARKER = "#c2410c";
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const root = document.querySelector("[data-maillage-places-map]");
if (root) prepare(root);

function prepare(element) {
  const part = (name) => element.querySelector(`[data-maillage-places-${name}]`);
  const view = { element, open: part("open"), close: part("close"), status: part("status"), canvas: part("canvas"), card: part("card"), live: part("live"), map: null };
  view.open.hidden = false;
  view.open.addEventListener("click", () => start(view));
  view.close.addEventListener("click", () => stop(view));
}

async function start(view) {
  view.open.disabled = true;
  view.status.textContent = "Chargement de la carte…";
  const { library, sheet, points, areas } = view.element.dataset;
  try {
    if (!document.createElement("canvas").getContext("webgl2")) throw new Error("WebGL 2 est absent");
    const [maplibre, places, index] = await Promise.all([import(library), load(points), load(areas).catch(() => null), style(sheet)]);
    view.open.hidden = true;
    view.live.hidden = false;
    view.close.hidden = false;
    await draw(view, maplibre, places, index);
  } catch {
    stop(view);
    view.status.textContent = "La carte ne peut pas s’ouvrir sur cet appareil. La liste dit la même chose.";
  }
  view.open.disabled = false;
}

function stop(view) {
  view.map?.remove();
  view.map = null;
  view.canvas.replaceChildren();
  view.status.textContent = "";
  view.live.hidden = true;
  view.close.hidden = true;
  view.open.hidden = false;
  view.open.focus();
}

async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`La carte n’a pas été reçue (${response.status})`);
  return response.json();
}

function style(address) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}

async function draw(view, maplibre, places, index) {
  const map = new maplibre.Map({
    container: view.canvas,
    style: layersOf(places, index),
    bounds: boundsOf(places),
    fitBoundsOptions: { padding: 40, maxZoom: 13 },
    locale: FRENCH,
    attributionControl: false,
    dragRotate: false,
    fadeDuration: calm() ? 0 : 150,
  });
  view.map = map;
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.on("click", "places", (event) => describe(view.card, event.features[0].properties));
  map.on("mouseenter", "places", () => map.getCanvas().classList.add("pointing"));
  map.on("mouseleave", "places", () => map.getCanvas().classList.remove("pointing"));
  await map.once("idle");
  const shown = places.features.filter((feature) => feature.geometry).length;
  view.canvas.dataset.maillageDrawn = shown;
  view.status.textContent = `${shown} lieux sur la carte, ${places.features.length - shown} sans position connue.`;
  map.getCanvas().focus();
}

function layersOf(places, index) {
  const sources = { places: { type: "geojson", data: places } };
  const layers = [{ id: "around", type: "background", paint: { "background-color": token("--context") } }];
  if (index) {
    sources.areas = { type: "geojson", data: index };
    layers.push(
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ["get", "carte_couleur"] } },
      { id: "edges", type: "line", source: "areas", paint: { "line-color": "#ffffff", "line-width": 0.8 } },
    );
  }
  layers.push({
    id: "places",
    type: "circle",
    source: "places",
    paint: { "circle-color": MARKER, "circle-radius": 7, "circle-stroke-color": "#ffffff", "circle-stroke-width": 2 },
  });
  return { version: 8, sources, layers };
}

function describe(card, properties) {
  const link = Object.assign(document.createElement("a"), {
    textContent: properties.nom,
    href: new URL(properties.lien).pathname,
  });
  const where = document.createElement("p");
  where.textContent = [properties.adresse, properties.commune].filter(Boolean).join(", ");
  card.replaceChildren(link, where);
  card.hidden = false;
}

function boundsOf(places) {
  const points = places.features.filter((feature) => feature.geometry).map((feature) => feature.geometry.coordinates);
  const of = (pick, axis) => pick(...points.map((point) => point[axis]));
  return points.length ? [of(Math.min, 0), of(Math.min, 1), of(Math.max, 0), of(Math.max, 1)] : [1.6, 48.9, 2.6, 49.25];
}
