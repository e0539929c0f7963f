/* How does a person put a site where it is? A form in the panel, a marker to drag on the map, and the service that
   answers with a new version, a question, or the sentence that says who was faster. */
(function () {
  "use strict";

  const { el } = window.zhenggai.draw;
  const CHOICES = ["exact", "place", "line", "township", "county"];
  const DATUMS = ["wgs84", "cgcs2000", "gcj02", "bd09"];
  const PICKED_PX = 8; // how exactly somebody points at a map

  async function ask(url, body) {
    const options = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
    const answer = await fetch(url, { credentials: "same-origin", ...options });
    return { status: answer.status, ...(await answer.json()) };
  }

  function labelled(words, input) {
    return el("label", { class: "zg-field" }, el("span", {}, words), input);
  }

  function select(name, values, word, chosen) {
    const made = el("select", { name });
    for (const value of values) made.append(el("option", { value, selected: value === chosen }, word(value)));
    return made;
  }

  /* `done(site)` is called after the site has changed, `leave()` when the form is closed. */
  function open(page, map, target, heading, site, done, leave) {
    const url = "/api/sites/" + encodeURIComponent(site.id);
    const lang = "?lang=" + page.language;
    const state = { version: null, marker: null, source: null };
    const box = el("div", { class: "zg-panel-body zg-edit" });
    target.replaceChildren(heading, box);

    const text = el("input", { type: "text", name: "text", maxlength: 200, autocomplete: "off", placeholder: "113.2653, 35.0871" });
    const datum = select("datum", DATUMS, (value) => page.word("datum." + value), "wgs84");
    const precision = select("precision", CHOICES, (value) => page.word("precision." + value), "exact");
    const radius = el("input", { type: "number", name: "uncertainty_m", min: 1, max: 1000000, step: "any" });
    const why = el("input", { type: "text", name: "why", maxlength: 500, autocomplete: "off" });
    const answer = el("div", { class: "zg-answer", role: "alert" });
    const places = el("ul", { class: "zg-sites" });
    const past = el("ol", { class: "zg-history" });
    const quote = el("blockquote", { class: "zg-quote" });
    const save = el("button", { type: "submit", class: "zg-button zg-primary" }, page.word("edit.save"));
    const back = el("button", { type: "button", class: "zg-button" }, page.word("edit.undo"));
    const form = el("form", {},
      labelled(page.word("edit.position"), text), el("p", { class: "zg-hint" }, page.word("edit.hint")),
      labelled(page.word("edit.datum"), datum), labelled(page.word("filter.precision"), precision),
      labelled(page.word("edit.radius"), radius), labelled(page.word("edit.why"), why), answer,
      el("p", { class: "zg-edit-buttons" }, save, back));
    box.append(quote, form, el("h3", {}, page.word("edit.candidates")), places, el("h3", {}, page.word("edit.history")), past);

    function mark(lon, lat) {
      const at = L.latLng(lat, lon);
      if (state.marker) state.marker.setLatLng(at);
      else {
        state.marker = L.marker(at, { draggable: true, autoPan: true, keyboard: false, zIndexOffset: 1000, icon: L.divIcon({ className: "zg-aim", iconSize: [34, 34], html: el("i") }) }).addTo(map);
        state.marker.on("dragend", () => pick(state.marker.getLatLng()));
      }
    }
    /* A point on the map is as sure as the map is large: some pixels of it. */
    function pick(at) {
      const metres = (40075016 * Math.cos((at.lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
      text.value = at.lng.toFixed(6) + ", " + at.lat.toFixed(6);
      datum.value = "wgs84";
      radius.value = Math.max(10, Math.round(metres * PICKED_PX));
      answer.replaceChildren();
      mark(at.lng, at.lat);
    }
    const onClick = (event) => pick(event.latlng);
    map.on("click", onClick);
    page.editing = true;
    page.editedVersion = () => state.version;
    page.takeCandidate = (index) => {
      const taken = places.querySelectorAll("button")[index];
      if (taken) { taken.click(); form.requestSubmit(); }
    };
    page.stopEditing = () => {
      map.off("click", onClick);
      if (state.marker) state.marker.remove();
      page.editing = false;
      page.editedVersion = null;
      page.takeCandidate = null;
      page.stopEditing = () => {};
    };

    function show(record) {
      state.version = record.version;
      quote.replaceChildren(record.said[0].slice(-60), el("mark", {}, record.said[1]), record.said[2].slice(0, 90));
      places.replaceChildren(...record.candidates.map((place) => {
        const button = el("button", { type: "button", class: "zg-site" }, el("span", {},
          el("span", { class: "zg-site-name" }, place.name, el("span", { class: "zg-precision zg-precision-rough" }, page.word("precision." + place.precision))),
          el("span", { class: "zg-site-chain" }, place.admin.join(" › "))));
        button.addEventListener("click", () => {
          text.value = place.lon.toFixed(6) + ", " + place.lat.toFixed(6);
          datum.value = "wgs84";
          precision.value = CHOICES.includes(place.precision) ? place.precision : "place";
          radius.value = place.uncertainty_m ? Math.ceil(place.uncertainty_m) : "";
          mark(place.lon, place.lat);
          map.setView([place.lat, place.lon], Math.max(map.getZoom(), 11));
        });
        return el("li", {}, button);
      }));
      if (!record.candidates.length) places.append(el("li", {}, page.word("edit.no_candidates")));
      past.replaceChildren(...record.positions.map((one) => el("li", {},
        el("b", {}, page.word("precision." + one.precision)), " ",
        one.lon === null ? "" : one.lon.toFixed(5) + ", " + one.lat.toFixed(5) + " ",
        el("small", {}, one.stored_by + " · " + new Date(one.stored_at).toLocaleString(page.language === "zh" ? "zh-CN" : "en-GB") + (one.why ? " · " + one.why : "")))));
      back.disabled = record.positions.length < 2;
      Object.assign(site, { lon: record.lon, lat: record.lat, precision: record.precision, uncertainty_m: record.uncertainty_m, source: record.source, reason: record.reason });
    }

    async function load() {
      const record = await ask(url + lang);
      if (record.status !== 200) { answer.replaceChildren(record.detail); save.disabled = true; return null; }
      show(record);
      return record;
    }

    async function send(path, body) {
      answer.replaceChildren();
      const result = await ask(url + path + lang, { version: state.version, ...body });
      if (result.status === 200) {
        await load();
        done(site);
        answer.replaceChildren(el("p", { class: "zg-done" }, page.word(result.learned ? "edit.learned" : "edit.saved")));
      } else if (result.question) {
        const yes = el("button", { type: "button", class: "zg-button" }, page.word("edit.yes"));
        const no = el("button", { type: "button", class: "zg-button" }, page.word("edit.no"));
        yes.addEventListener("click", () => send(path, { ...body, confirmed: [...(body.confirmed || []), result.question] }));
        no.addEventListener("click", () => answer.replaceChildren());
        answer.replaceChildren(el("p", {}, result.detail), yes, no);
        yes.focus();
      } else {
        const again = el("button", { type: "button", class: "zg-button" }, page.word("edit.reload"));
        again.addEventListener("click", () => { answer.replaceChildren(); load(); });
        answer.replaceChildren(el("p", {}, result.detail), result.status === 409 ? again : "");
      }
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send("/position", {
        text: text.value, datum: datum.value, precision: precision.value, why: why.value,
        uncertainty_m: radius.value ? Number(radius.value) : null,
      });
    });
    back.addEventListener("click", () => send("/undo", {}));
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); leave(); } });

    load().then((record) => {
      if (record && record.lon !== null) mark(record.lon, record.lat);
      text.focus();
    });
  }

  window.zhenggai = Object.assign(window.zhenggai || {}, { edit: { open, ask } });
})();
