/* The map page: puts the data on the map and keeps map, numbers, panels and the address in step. */
(function () {
  "use strict";

  const { model, draw, panels, edit, review } = window.zhenggai;
  const { el, icon } = draw;
  const byId = (id) => document.getElementById(id);
  const NOTES = 2; // notes on cities that stand beside the map by themselves; more would lie over it
  const WIDE = new Set(["city", "province"]); // a bubble for these would lie in the middle of some county

  /* A marker's picture is an element, never markup from a string, and carries a name for screen readers. */
  const Picture = L.DivIcon.extend({
    createIcon(old) {
      const box = L.DivIcon.prototype.createIcon.call(this, old);
      if (this.options.label) box.setAttribute("aria-label", this.options.label);
      return box;
    },
  });

  function picture(content, size, className, label) {
    return new Picture({ html: content, className, iconSize: [size, size], iconAnchor: [size / 2, size / 2], label });
  }

  /* The point of an area's largest polygon that lies farthest from its outline: where its name goes. */
  function labelPoint(geometry) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const boxOf = (ring) => ring.reduce((box, [x, y]) => [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)], [180, 90, -180, -90]);
    const size = (box) => (box[2] - box[0]) * (box[3] - box[1]);
    const outline = polygons.map((polygon) => polygon[0]).sort((a, b) => size(boxOf(b)) - size(boxOf(a)))[0];
    const [west, south, east, north] = boxOf(outline);
    let best = [(west + east) / 2, (south + north) / 2];
    let farthest = -1;
    const steps = 14;
    for (let i = 1; i < steps; i += 1) {
      for (let j = 1; j < steps; j += 1) {
        const x = west + ((east - west) * i) / steps;
        const y = south + ((north - south) * j) / steps;
        let inside = false;
        let nearest = Infinity;
        for (let a = 0, b = outline.length - 1; a < outline.length; b = a, a += 1) {
          const [ax, ay] = outline[a];
          const [bx, by] = outline[b];
          if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
          nearest = Math.min(nearest, (ax - x) ** 2 + (ay - y) ** 2);
        }
        if (inside && nearest > farthest) { farthest = nearest; best = [x, y]; }
      }
    }
    return L.latLng(best[1], best[0]);
  }

  function start(map, config, data) {
    const address = new URL(window.location.href);
    const asked = address.searchParams.get("lang");
    const language = asked === "en" || asked === "zh" ? asked : config.language;
    const layers = Object.fromEntries(config.layers.map((layer) => [layer.key, layer]));
    const page = {
      language, layers, mayEdit: config.editing, editing: false, stopEditing() {}, done: config.done, origins: config.origins, groups: {},
      all: [], areas: [], selection: [], counts: null,
      filters: model.readFilters(address.searchParams),
      layer: layers[address.searchParams.get("layer")] || config.layers[0],
      word(key, values) {
        return config.wording[language][key].replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
      },
    };
    if (page.layer.features !== "sites") page.layer = config.layers[0];
    const grounds = config.layers.filter((layer) => layer.features === "areas");
    page.ground = grounds.find((layer) => layer.key === address.searchParams.get("ground")) || grounds[0];

    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = page.word("title");
    for (const each of document.querySelectorAll("[data-word]")) each.textContent = page.word(each.dataset.word);
    for (const each of document.querySelectorAll("[data-label]")) {
      each.setAttribute("aria-label", page.word(each.dataset.label));
      if (each.tagName === "BUTTON") each.title = page.word(each.dataset.label);
      if (each.tagName === "INPUT") each.placeholder = page.word(each.dataset.label);
    }
    for (const each of document.querySelectorAll("[data-icon]")) each.prepend(icon(each.dataset.icon));
    document.body.append(draw.patterns(config.layers));
    map.getContainer().setAttribute("aria-label", page.word("map.label"));
    map.getContainer().setAttribute("role", "application");
    map.attributionControl.setPrefix(false).addAttribution(page.word("map.attribution", { sources: config.attribution }));
    L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
    L.control.zoom({ position: "bottomright", zoomInTitle: page.word("button.zoom_in"), zoomOutTitle: page.word("button.zoom_out") }).addTo(map);

    // -- What lies on the map, from the ground up
    map.createPane("surroundings").style.zIndex = 250;
    map.createPane("areas").style.zIndex = 300;
    map.createPane("doubt").style.zIndex = 420;
    map.createPane("names").style.zIndex = 450;
    map.getPane("names").style.pointerEvents = "none";
    map.getPane("doubt").style.pointerEvents = "none";
    const around = L.geoJSON(null, {
      pane: "surroundings", interactive: false,
      style: { color: "#b9c7c1", weight: 1, fillColor: "#eef2ee", fillOpacity: 1 },
    }).addTo(map);
    const areaLayer = L.geoJSON(null, { pane: "areas", style: areaStyle, onEachFeature: areaEvents }).addTo(map);
    const names = L.layerGroup().addTo(map);
    const doubt = L.layerGroup().addTo(map);
    const chosen = L.layerGroup().addTo(map);
    const bubbles = L.markerClusterGroup({
      maxClusterRadius: 40, showCoverageOnHover: false, spiderfyOnMaxZoom: false, zoomToBoundsOnClick: true,
      iconCreateFunction: (cluster) => bubblePicture(cluster.getAllChildMarkers().flatMap((marker) => marker.zhenggai.sites), null),
    }).addTo(map);
    const points = L.markerClusterGroup({
      maxClusterRadius: 52, showCoverageOnHover: false, spiderfyOnMaxZoom: true, chunkedLoading: true,
      spiderLegPolylineOptions: { weight: 1.2, color: "#33524c", opacity: 0.7 },
      iconCreateFunction: (cluster) => clusterPicture(cluster.getAllChildMarkers().map((marker) => marker.zhenggai)),
    }).addTo(map);
    const tip = L.tooltip({ direction: "top", offset: [0, -14], opacity: 1, className: "zg-tip" });

    function clusterPicture(sites) {
      const parts = panels.mix(page.layer, sites);
      const size = sites.length < 10 ? 38 : sites.length < 100 ? 44 : 52;
      const label = page.word("map.cluster", { n: sites.length, mix: panels.mixWords(page, parts) });
      return picture(draw.ring(page.layer, parts, sites.length, size, false), size, "zg-cluster", label);
    }

    function bubblePicture(sites, group) {
      const parts = panels.mix(page.layer, sites);
      const mix = panels.mixWords(page, parts);
      const size = sites.length < 10 ? 40 : sites.length < 100 ? 46 : 54;
      const label = group
        ? page.word("map.bubble", { name: group.name, n: sites.length, mix })
        : page.word("map.bubble_many", { n: sites.length, mix });
      const caption = group ? page.word("map.inside", { name: group.name }) : page.word("map.roughly");
      const box = el("div", {}, draw.ring(page.layer, parts, sites.length, size, true), el("span", { class: "zg-caption" }, caption));
      return picture(box, size, "zg-bubble zg-bubble-" + (group ? group.precision : "many"), label);
    }

    /* What the ground is shaded by: the share completed, or findings for each thousand square kilometres. */
    const SHADE = {
      share_completed: (counts) => counts.completed / counts.findings,
      density: (counts, area) => counts.findings / (area.properties.km2 / 1000),
    };
    function shade(counts, area) {
      const value = SHADE[page.ground.colour_by](counts, area);
      return page.ground.legend.filter((entry) => value >= Number(entry.value) - 1e-9).pop();
    }

    function areaCounts(area) {
      return page.counties.get(area.properties.adcode) || { findings: 0, completed: 0, overdue: 0 };
    }

    function areaStyle(area) {
      const counts = page.counties ? areaCounts(area) : { findings: 0 };
      const picked = page.filters.county.includes(area.properties.adcode);
      return {
        fillColor: counts.findings ? shade(counts, area).colour : "url(#zg-no-findings)",
        fillOpacity: 1, color: picked ? "#0e3b36" : "#ffffff", weight: picked ? 3 : 1.6, opacity: 1,
      };
    }

    function areaWords(area) {
      const counts = areaCounts(area);
      const name = area.properties.name;
      if (!counts.findings) return page.word("map.area_none", { name });
      return page.word("map.area", { name, ...counts, share: panels.percent(counts.completed, counts.findings) }) +
        (counts.overdue ? page.word("map.area_overdue", { n: counts.overdue }) : "");
    }

    function areaEvents(area, shape) {
      shape.on("mouseover", () => shape.bringToFront().setStyle({ weight: 2.4, color: "#33524c" }));
      shape.on("mouseout", () => areaLayer.resetStyle(shape));
      shape.on("click", () => {
        if (page.editing) return;
        page.toggle("county", area.properties.adcode);
        if (page.filters.county.includes(area.properties.adcode)) map.fitBounds(shape.getBounds(), padding());
      });
      if (window.matchMedia("(hover: hover)").matches) shape.bindTooltip(() => el("span", {}, areaWords(area)), { sticky: true, className: "zg-tip", opacity: 1 });
    }

    // -- Doubt: a circle that should hold the true place
    function circle(site) {
      return L.circle([site.lat, site.lon], {
        pane: "doubt", radius: site.uncertainty_m, interactive: false, color: "#7a2e8a", weight: 1.6, dashArray: "5 5",
        fillColor: "#7a2e8a", fillOpacity: 0.08,
      });
    }

    page.hintSite = (site) => {
      doubt.clearLayers();
      if (site && site.placed && site.uncertainty_m) doubt.addLayer(circle(site));
    };

    function tipFor(site) {
      const finding = site.finding;
      return el("div", {},
        el("b", {}, panels.numberWords(page, finding) + " " + finding.title),
        el("span", {}, site.text),
        el("span", {}, page.layers.progress.legend.find((entry) => entry.value === finding.status).label[language] + " · " + page.word("precision." + site.precision)));
    }

    points.on("mouseover", (event) => {
      const site = event.propagatedFrom.zhenggai;
      if (!site) return;
      page.hintSite(site);
      map.openTooltip(tip.setContent(tipFor(site)).setLatLng(event.propagatedFrom.getLatLng()));
    });
    bubbles.on("mouseover", (event) => page.hintSite(event.propagatedFrom.zhenggai && { ...event.propagatedFrom.zhenggai, placed: true }));
    for (const group of [points, bubbles]) {
      group.on("mouseout", () => { page.hintSite(null); map.closeTooltip(tip); });
      group.on("click keypress", (event) => {
        if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
        const content = event.propagatedFrom.zhenggai;
        if (!content) return;
        if (content.finding) page.openFinding(content.finding);
        else page.openBubble(content);
      });
    }

    // -- Drawing
    const drawn = (site) => !page.layer.kinds.length || page.layer.kinds.includes(site.kind);
    function drawSites() {
      const markers = [];
      for (const { sites } of page.selection) {
        for (const site of sites) {
          if (!site.placed || site.coarse || !drawn(site)) continue;
          const entry = model.entryOf(page.layer, site);
          const alongLine = site.precision === "line";
          const label = panels.numberWords(page, site.finding) + " " + site.finding.title + "，" + site.text + "，" + entry.label[language];
          const marker = L.marker([site.lat, site.lon], { icon: picture(draw.point(entry, language, alongLine ? 30 : 28, alongLine), 28, "zg-point", label), riseOnHover: true });
          marker.zhenggai = site;
          markers.push(marker);
        }
      }
      const gathered = model.bubbles(page.selection.map(({ finding, sites }) => ({ finding, sites: sites.filter(drawn) })));
      const onMap = gathered.filter((group) => !WIDE.has(group.precision));
      page.wide = gathered.filter((group) => WIDE.has(group.precision));
      points.clearLayers();
      points.addLayers(markers);
      bubbles.clearLayers();
      bubbles.addLayers(onMap.map((group) => {
        const marker = L.marker([group.lat, group.lon], { icon: bubblePicture(group.sites, group), zIndexOffset: -500 });
        marker.zhenggai = group;
        return marker;
      }));
      page.captioned = new Set(onMap.filter((group) => group.precision === "county").map((group) => group.name));
    }

    /* What is known too widely for a bubble, or not at all, stands beside the map. */
    function drawNotes() {
      const note = (words, open, hint) => {
        const button = el("button", { type: "button", class: "zg-note" }, words);
        button.addEventListener("click", open);
        for (const [enter, leave] of [["mouseenter", "mouseleave"], ["focus", "blur"]]) {
          button.addEventListener(enter, () => page.hintSite(hint));
          button.addEventListener(leave, () => page.hintSite(null));
        }
        return button;
      };
      const { placeless } = page.counts;
      const wide = [...page.wide].sort((a, b) => b.sites.length - a.sites.length);
      const wideNote = (group) => note(page.word("map.wide", { name: group.name, n: group.sites.length }), () => page.openBubble(group), { ...group, placed: true });
      const rest = wide.length > NOTES + 1 ? wide.splice(NOTES) : [];
      const opened = byId("zg-more-notes") && byId("zg-more-notes").open;
      byId("zg-notes").replaceChildren(
        ...wide.map(wideNote),
        rest.length ? el("details", { id: "zg-more-notes", open: opened },
          el("summary", { class: "zg-note" }, page.word("map.wide_more", { n: rest.length, sites: rest.reduce((sum, group) => sum + group.sites.length, 0) })),
          el("div", { class: "zg-more" }, ...rest.map(wideNote))) : "",
        placeless ? note(page.word("map.placeless", { n: placeless }), page.openPlaceless, null) : "");
    }

    function drawNames() {
      names.clearLayers();
      for (const area of page.areas) {
        if (page.captioned.has(area.properties.name)) continue;
        names.addLayer(L.marker(area.labelPoint, {
          pane: "names", interactive: false, keyboard: false,
          icon: L.divIcon({ className: "zg-name", iconSize: [0, 0], html: el("span", {}, area.properties.name) }),
        }));
      }
    }

    /* A bubble stands for an area, so it may step aside for a known place, which may not; a name that would
       be covered, or would cover another, is left out until there is room. */
    const AROUND = [[0, -1], [1, 0], [-1, 0], [0, 1], [0.8, -0.8], [-0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]];
    const SIDES = [1, 1.5].flatMap((far) => AROUND.map(([x, y]) => [x * far, y * far]));
    const meet = (a, b) => a.left + 3 < b.right && b.left + 3 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
    const box = (element) => element.getBoundingClientRect();
    const shifted = (rect, x, y) => ({ left: rect.left + x, right: rect.right + x, top: rect.top + y, bottom: rect.bottom + y });
    function declutter() {
      const find = (selector) => [...map.getPane("markerPane").querySelectorAll(selector)];
      const taken = find(".zg-point, .zg-cluster").map(box);
      for (const bubble of find(".zg-bubble")) {
        bubble.firstChild.style.transform = "";
        const rect = box(bubble);
        let move = [0, 0];
        if (taken.some((other) => meet(rect, other))) {
          const tried = SIDES.map(([x, y]) => [x * rect.width, y * rect.height]);
          move = tried.find(([x, y]) => !taken.some((other) => meet(shifted(rect, x, y), other))) || move;
          bubble.firstChild.style.transform = "translate(" + move[0] + "px," + move[1] + "px)";
        }
        taken.push(shifted(rect, ...move));
      }
      const labels = [...find(".zg-caption"), ...map.getPane("names").querySelectorAll(".zg-name span")];
      for (const label of labels) {
        const rect = box(label);
        const hidden = taken.some((other) => meet(rect, other));
        label.style.visibility = hidden ? "hidden" : "";
        if (!hidden) taken.push(rect);
      }
    }
    const waiting = [];
    const declutterSoon = () => {
      waiting.forEach(window.clearTimeout);
      // At once for a quiet map, and again when clusters have come to rest (their transition takes 300 ms).
      waiting.splice(0, 2, ...[30, 400].map((delay) => window.setTimeout(declutter, delay)));
    };
    map.on("zoomend moveend resize", declutterSoon);
    for (const group of [points, bubbles]) group.on("animationend spiderfied unspiderfied", declutterSoon);

    function writeAddress() {
      const next = new URL(window.location.href);
      model.writeFilters(page.filters, next.searchParams);
      const set = (name, value) => (value ? next.searchParams.set(name, value) : next.searchParams.delete(name));
      set("layer", page.layer === config.layers[0] ? "" : page.layer.key);
      set("ground", page.ground === grounds[0] ? "" : page.ground.key);
      set("finding", page.open ? page.open.key : "");
      window.history.replaceState(null, "", next);
      const other = new URL(next);
      other.searchParams.set("lang", language === "zh" ? "en" : "zh");
      byId("zg-language").href = other;
      const query = new URLSearchParams();
      model.writeFilters(page.filters, query);
      for (const link of document.querySelectorAll("[data-export]")) link.href = link.dataset.export + (query.toString() ? "?" + query : "");
    }

    function refresh() {
      page.selection = model.select(page.all, page.filters);
      page.counts = model.numbers(page.selection, page.done);
      page.counties = model.byCounty(page.selection, page.done);
      areaLayer.setStyle(areaStyle);
      drawSites();
      drawNames();
      drawNotes();
      panels.numbers(page, byId("zg-numbers"));
      panels.filters(page, byId("zg-facets"));
      panels.legend(page, byId("zg-legend-body"));
      const filtered = JSON.stringify(page.filters) !== JSON.stringify(model.noFilters());
      byId("zg-reset").hidden = !filtered;
      byId("zg-live").textContent = page.word("state.shown", page.counts);
      if (page.listing) page.listing();
      declutterSoon();
      writeAddress();
    }

    page.change = (changes) => { Object.assign(page.filters, changes); refresh(); };
    page.toggle = (name, value) => {
      const values = page.filters[name];
      page.change({ [name]: values.includes(value) ? values.filter((each) => each !== value) : [...values, value] });
    };

    // -- The panel on the right: a list or one finding
    const panel = byId("zg-panel");
    /* The legend makes room for the panel and comes back after it. */
    const legend = byId("zg-legend");
    let legendWasOpen = false;
    function openPanel() {
      if (panel.hidden && window.innerWidth < 1700) { legendWasOpen = legend.open; legend.open = false; }
      panel.hidden = false;
      document.body.classList.add("zg-with-panel");
      document.body.classList.remove("zg-with-filters");
      byId("zg-panel-title").focus({ preventScroll: true });
    }

    function show(listing) {
      page.stopEditing();
      page.listing = listing;
      page.open = null;
      chosen.clearLayers();
      listing();
      openPanel();
      writeAddress();
    }
    const inList = (title, keep) => () => panels.list(page, panel, title, page.selection.filter(keep || (() => true)));
    page.openList = () => show(inList(page.word("list.title")));
    page.openInexact = () => show(inList(page.word("list.inexact"), ({ sites }) => sites.some((site) => site.coarse || !site.placed)));
    page.openPlaceless = () => show(inList(page.word("list.placeless"), ({ sites }) => !sites.some((site) => site.placed)));
    page.openBubble = (group) => show(inList(page.word("list.in", { name: group.name }), ({ sites }) =>
      sites.some((site) => site.precision === group.precision && site.lon === group.lon && site.lat === group.lat)));
    /* What must be seen to see where a site may be. */
    const roomFor = (site) => L.latLng(site.lat, site.lon).toBounds(2 * Math.max(site.uncertainty_m || 0, 800));
    page.editSite = (site, saved) => {
      page.stopEditing();
      const back = () => { page.stopEditing(); page.openFinding(site.finding); };
      edit.open(page, map, panel, panels.heading(page, page.word("edit.title", { name: site.text }), back), site, () => {
        model.prepare(page.all);
        refresh();
        if (saved) saved();
      }, back);
      if (panel.hidden) openPanel();
      map.setView(site.placed ? [site.lat, site.lon] : map.getCenter(), Math.max(map.getZoom(), site.placed ? 10 : 0));
    };
    page.openFinding = (finding) => {
      page.stopEditing();
      const back = page.listing || null;
      page.open = finding;
      page.listing = null;
      panels.finding(page, panel, finding, back && (() => show(back)));
      openPanel();
      chosen.clearLayers();
      const placed = finding.sites.filter((site) => site.placed);
      for (const site of placed) {
        if (site.uncertainty_m) chosen.addLayer(circle(site));
        if (!site.coarse) chosen.addLayer(L.marker([site.lat, site.lon], { interactive: false, keyboard: false, zIndexOffset: -600, icon: picture(el("i"), 46, "zg-halo", "") }));
      }
      if (placed.length) {
        const box = L.latLngBounds([]);
        for (const site of placed) box.extend(roomFor(site));
        const tooSmall = map.getBoundsZoom(box) - map.getZoom() > 2;
        if (tooSmall || !clearBounds().contains(box)) map.flyToBounds(box, { ...padding(), maxZoom: 13, duration: 0.6 });
      }
      writeAddress();
    };
    page.showSite = (site) => {
      map.flyToBounds(roomFor(site), { ...padding(), maxZoom: 15, duration: 0.6 });
      page.hintSite(site);
    };
    page.closePanel = () => {
      page.stopEditing();
      panel.hidden = true;
      legend.open = legend.open || legendWasOpen;
      page.open = null;
      page.listing = null;
      chosen.clearLayers();
      page.hintSite(null);
      document.body.classList.remove("zg-with-panel");
      writeAddress();
      byId("zg-list-button").focus();
    };

    /* Room that the panels take from the map. */
    function padding() {
      if (document.body.classList.contains("zg-printing")) return { paddingTopLeft: [10, 50], paddingBottomRight: [250, 24], animate: false };
      const wide = window.innerWidth > 860;
      return {
        paddingTopLeft: [wide ? 336 : 16, wide ? 60 : 84],
        paddingBottomRight: [wide ? (panel.hidden ? 290 : 440) : 16, wide ? 40 : panel.hidden ? 60 : window.innerHeight * 0.5],
        animate: !document.body.classList.contains("zg-starting"),
      };
    }

    /* The part of the map that no panel covers. */
    const clearBounds = () => L.latLngBounds(
      map.containerPointToLatLng(padding().paddingTopLeft),
      map.containerPointToLatLng(map.getSize().subtract(padding().paddingBottomRight)));

    function wholeBounds() {
      const bounds = L.latLngBounds([]);
      const main = model.mainCounties(model.byCounty(model.select(page.all, model.noFilters()), page.done));
      areaLayer.eachLayer((shape) => { if (main.has(shape.feature.properties.adcode)) bounds.extend(shape.getBounds()); });
      if (bounds.isValid()) return bounds;
      const placed = page.all.flatMap((finding) => finding.sites.filter((site) => site.placed));
      return placed.length ? L.latLngBounds(placed.map((site) => [site.lat, site.lon])).pad(0.1) : null;
    }
    page.showCounties = (counties) => {
      const bounds = L.latLngBounds([]);
      areaLayer.eachLayer((shape) => { if (counties.includes(shape.feature.properties.adcode)) bounds.extend(shape.getBounds()); });
      if (bounds.isValid()) map.fitBounds(bounds, padding());
    };
    const showWhole = () => { const bounds = wholeBounds(); if (bounds) map.fitBounds(bounds, padding()); };

    // -- Buttons and boxes
    const on = (id, handler) => byId(id).addEventListener("click", handler);
    on("zg-reset", () => { page.filters = model.noFilters(); byId("zg-q").value = ""; refresh(); });
    on("zg-list-button", page.openList);
    on("zg-whole", showWhole);
    on("zg-print", () => window.print());
    on("zg-filters-button", () => document.body.classList.toggle("zg-with-filters"));
    on("zg-filters-close", () => document.body.classList.remove("zg-with-filters"));
    on("zg-fullscreen", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
    byId("zg-fullscreen").hidden = !document.fullscreenEnabled;
    legend.open = window.innerWidth > 860;
    byId("zg-q").value = page.filters.q;
    let typing = 0;
    byId("zg-q").addEventListener("input", (event) => {
      window.clearTimeout(typing);
      typing = window.setTimeout(() => page.change({ q: event.target.value.trim() }), 180);
    });
    byId("zg-search").addEventListener("submit", (event) => { event.preventDefault(); page.change({ q: byId("zg-q").value.trim() }); });
    const choice = (target, kind, offered) => {
      for (const layer of offered) {
        const input = el("input", { type: "radio", name: kind, value: layer.key, id: "zg-" + kind + "-" + layer.key });
        input.checked = layer === page[kind];
        input.addEventListener("change", () => { page[kind] = layer; refresh(); });
        target.append(input, el("label", { for: input.id }, layer.title[language]));
      }
    };
    choice(byId("zg-layers"), "layer", config.layers.filter((each) => each.features === "sites"));
    choice(byId("zg-grounds"), "ground", grounds);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (document.body.classList.contains("zg-with-filters")) document.body.classList.remove("zg-with-filters");
      else if (!panel.hidden) page.closePanel();
    });

    // -- Printing: a sheet has its own size, so the map is laid out for it first
    let before = null;
    window.addEventListener("beforeprint", () => {
      before = { centre: map.getCenter(), zoom: map.getZoom() };
      const seen = clearBounds();
      document.body.classList.add("zg-printing");
      byId("zg-printed").textContent = page.word("state.printed", { date: new Date().toLocaleDateString(language === "zh" ? "zh-CN" : "en-GB") });
      map.invalidateSize({ animate: false });
      map.fitBounds(seen, padding());
      declutter();
    });
    window.addEventListener("afterprint", () => {
      document.body.classList.remove("zg-printing");
      map.invalidateSize({ animate: false });
      if (before) map.setView(before.centre, before.zoom, { animate: false });
    });

    // -- Data
    const state = byId("zg-state");
    function ready(findings, areas, surroundings) {
      page.all = model.prepare(findings);
      for (const layer of config.layers.filter((each) => each.ranked)) model.rank(layer, page.all);
      if (surroundings) around.addData(surroundings);
      page.areas = areas.features.filter((area) => area.geometry && area.properties.level !== "city" && area.properties.level !== "province");
      for (const area of page.areas) area.labelPoint = labelPoint(area.geometry);
      page.counties = new Map();
      areaLayer.addData({ type: "FeatureCollection", features: page.areas });
      const samples = page.all.filter((finding) => finding.sample).length;
      if (samples) {
        byId("zg-sample").textContent = page.word(samples === page.all.length ? "sample.all" : "sample.some");
        byId("zg-sample").hidden = false;
      }
      document.body.classList.add("zg-starting");
      map.invalidateSize({ animate: false });
      refresh();
      showWhole();
      const wanted = address.searchParams.get("finding");
      const finding = wanted && page.all.find((each) => each.key === wanted);
      if (finding) page.openFinding(finding);
      document.body.classList.remove("zg-starting");
      state.hidden = page.all.length > 0;
      if (!page.all.length) state.textContent = page.word("state.empty");
      document.body.dataset.ready = "true";
      if (config.review) review.start(page, config.review);
    }

    async function load() {
      state.hidden = false;
      state.textContent = page.word("state.loading");
      try {
        const [sites, areas, surroundings] = await Promise.all([config.sources.sites, config.sources.areas, config.sources.surroundings].map(async (url) => {
          const answer = await fetch(url, { credentials: "same-origin" });
          if (!answer.ok) throw new Error(url + ": " + answer.status);
          return answer.json();
        }));
        ready(model.fromGeojson(sites, config.site_fields), areas, surroundings);
      } catch (error) {
        const again = el("button", { type: "button", class: "zg-button" }, page.word("button.retry"));
        again.addEventListener("click", load);
        state.replaceChildren(el("p", { role: "alert" }, page.word("state.failed")), again);
      }
    }

    if (data) ready(data.findings, data.areas, data.surroundings);
    else load();
  }

  window.zhenggai.start = start;
})();
