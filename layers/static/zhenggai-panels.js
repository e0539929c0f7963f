/* What stands around the map: numbers, filters, legend, list of findings, one finding. */
(function () {
  "use strict";

  const { el, point, ring, bar, icon } = window.zhenggai.draw;
  const { model } = window.zhenggai;
  const { entryOf } = model;
  const STEP = 60; // findings a list shows before it asks

  function percent(part, whole) {
    return whole ? Math.round((100 * part) / whole) + "%" : "–";
  }

  /* How many of each legend entry are among these findings or sites, in the legend's order. */
  function mix(layer, items) {
    const counts = new Map();
    for (const item of items) {
      const entry = entryOf(layer, item);
      counts.set(entry, (counts.get(entry) || 0) + 1);
    }
    return layer.legend.filter((entry) => counts.has(entry)).map((entry) => ({ entry, count: counts.get(entry) }));
  }

  function mixWords(page, parts) {
    return parts.map(({ entry, count }) => entry.label[page.language] + " " + count).join(page.language === "zh" ? "，" : ", ");
  }

  function distance(page, metres) {
    if (metres >= 9500) return page.word("unit.km", { n: Math.round(metres / 1000) });
    if (metres >= 1000) return page.word("unit.km", { n: Math.round(metres / 100) / 10 });
    return page.word("unit.m", { n: Math.max(1, Math.round(metres / 10) * 10) });
  }

  /* One honest sentence on how well a site is known and who says so. */
  function sentence(page, site) {
    const radius = site.uncertainty_m ? page.word("sentence.radius", { distance: distance(page, site.uncertainty_m) }) : "";
    const words = page.word("sentence." + site.precision, {
      radius, name: site.name, area: model.areaName(site), reason: site.reason || page.word("sentence.no_reason"),
    });
    const source = site.placed && site.source ? page.word("sentence.source", { source: page.origins[site.source] || site.source }) : "";
    return source ? words + (page.language === "zh" ? "；" : "; ") + source : words;
  }

  function numbers(page, target) {
    const now = page.counts;
    const tile = (name, value, detail, options) => {
      const extra = options || {};
      const content = [
        el("dt", {}, page.word("number." + name)),
        el("dd", {}, el("strong", { id: "zg-number-" + name }, String(value)), detail ? el("small", {}, detail) : null),
        extra.bar || null,
      ];
      const box = el("div", { class: "zg-number" + (extra.alert ? " zg-number-alert" : "") }, ...content);
      if (extra.list) {
        const button = el("button", { type: "button", class: "zg-number-open", "data-focus": "number-" + name, "aria-label": page.word("number." + name) + " " + value });
        button.addEventListener("click", extra.list);
        box.append(button);
      }
      return box;
    };
    const all = page.all.length === now.findings ? page.word("number.sites", { n: now.sites }) : page.word("number.of_all", { n: page.all.length });
    target.replaceChildren(
      tile("findings", now.findings, all, { list: page.openList }),
      tile("completed", percent(now.completed, now.findings), now.completed + " / " + now.findings, {
        bar: bar(page.layers.progress, mix(page.layers.progress, page.selection), now.findings),
      }),
      tile("overdue", now.overdue, now.unreported ? page.word("number.unreported", { n: now.unreported }) : "", { alert: now.overdue > 0 }),
      tile("inexact", now.inexact, now.unlocated ? page.word("number.inexact_detail", { n: now.unlocated }) : "", { list: page.openInexact }),
    );
  }

  function facetRow(page, name, value, label, count, total, picture) {
    const input = el("input", { type: "checkbox", name, value, "data-focus": name + "-" + value });
    input.checked = page.filters[name].includes(value);
    input.addEventListener("change", () => page.toggle(name, value));
    const meter = el("span", { class: "zg-meter", "aria-hidden": "true" }, el("i"));
    meter.firstChild.style.width = (total ? (100 * count) / total : 0) + "%";
    return el("label", { class: "zg-facet" + (count ? "" : " zg-facet-none") },
      input, picture, el("span", { class: "zg-facet-label" }, label), meter, el("span", { class: "zg-facet-count" }, String(count)));
  }

  function facetGroup(page, name, rows, open) {
    const chosen = page.filters[name].length;
    const summary = el("summary", { "data-focus": "group-" + name }, page.word("filter." + name), chosen ? el("span", { class: "zg-chosen" }, String(chosen)) : null);
    const group = el("details", { class: "zg-group", open: page.groups[name] === undefined ? open : page.groups[name] }, summary,
      el("div", { class: "zg-facets", role: "group", "aria-label": page.word("filter." + name) }, ...rows));
    group.addEventListener("toggle", () => { page.groups[name] = group.open; });
    return group;
  }

  function legendFacet(page, name, layer) {
    const counts = model.facet(page.all, page.filters, name);
    const most = Math.max(1, ...counts.values());
    return layer.legend
      .filter((entry) => counts.has(entry.value) || page.filters[name].includes(entry.value))
      .map((entry) => facetRow(page, name, entry.value, entry.label[page.language], counts.get(entry.value) || 0, most, point(entry, page.language, 20, false)));
  }

  function countyRows(page) {
    const counts = model.facet(page.all, page.filters, "county");
    const within = model.byCounty(model.select(page.all, page.filters, "county"), page.done);
    const most = Math.max(1, ...counts.values());
    const more = ([a, name], [b, other]) => (counts.get(b) || 0) - (counts.get(a) || 0) || name.localeCompare(other, "zh");
    const countyRow = ([code, name]) => {
      const row = facetRow(page, "county", code, name, counts.get(code) || 0, most, null);
      const county = within.get(code);
      if (county) row.append(el("span", { class: "zg-facet-share" }, percent(county.completed, county.findings)));
      return row;
    };
    const shown = ([code]) => counts.has(code) || page.filters.county.includes(code);
    const groups = [...model.prefectures(page.all)].map(([above, below]) => [above, [...below].filter(shown).sort(more)]).filter(([, below]) => below.length);
    return groups.flatMap(([above, below]) => {
      if (groups.length === 1) return below.map(countyRow);
      const title = el("button", { type: "button", class: "zg-prefecture", "data-focus": "prefecture-" + above }, above, icon("whole"));
      title.addEventListener("click", () => page.showCounties(below.map(([code]) => code)));
      return [title, ...below.map(countyRow)];
    });
  }

  function plainRows(page, name, values, label) {
    const counts = model.facet(page.all, page.filters, name);
    const most = Math.max(1, ...counts.values());
    return values.filter((value) => counts.has(value) || page.filters[name].includes(value))
      .map((value) => facetRow(page, name, value, label(value), counts.get(value) || 0, most, null));
  }

  const PRECISIONS = ["exact", "place", "line", "township", "county", "city", "province", "unlocated"];

  function filters(page, target) {
    const focus = document.activeElement && document.activeElement.dataset.focus;
    const overdue = el("input", { type: "checkbox", name: "overdue", "data-focus": "overdue" });
    overdue.checked = page.filters.overdue;
    overdue.addEventListener("change", () => page.change({ overdue: overdue.checked }));
    const documents = [...new Set(page.all.map((finding) => finding.document))];
    target.replaceChildren(
      facetGroup(page, "status", [
        ...legendFacet(page, "status", page.layers.progress),
        el("label", { class: "zg-facet zg-facet-overdue" }, overdue, el("span", { class: "zg-facet-label" }, page.word("filter.overdue"))),
      ], true),
      facetGroup(page, "category", legendFacet(page, "category", page.layers.category), false),
      facetGroup(page, "county", countyRows(page), true),
      facetGroup(page, "precision", plainRows(page, "precision", PRECISIONS, (value) => page.word("precision." + value)), false),
      documents.length > 1 ? facetGroup(page, "document", plainRows(page, "document", documents, (value) => value), false) : "",
    );
    if (focus) {
      const again = [...target.querySelectorAll("[data-focus]")].find((each) => each.dataset.focus === focus);
      if (again) again.focus();
    }
  }

  function legend(page, target) {
    const language = page.language;
    const row = (picture, label) => el("li", {}, el("span", { class: "zg-legend-mark" }, picture), el("span", {}, label));
    const swatch = (colour, extra) => {
      const box = el("i", { class: "zg-swatch" + (extra || "") });
      if (colour) box.style.backgroundColor = colour;
      return box;
    };
    const first = page.layer.legend[1];
    const parts = page.layer.legend.slice(0, 4).map((entry, index) => ({ entry, count: [3, 4, 2, 3][index] }));
    const present = new Set(page.all.flatMap((finding) => (finding.sites.length ? finding.sites : [finding])).map((item) => entryOf(page.layer, item)));
    target.replaceChildren(
      el("h3", {}, page.layer.title[language]),
      el("ul", {}, ...page.layer.legend.filter((entry) => present.has(entry)).map((entry) => row(point(entry, language, 20, false), entry.label[language]))),
      el("h3", {}, page.word("filter.precision")),
      el("ul", {},
        row(point(first, language, 20, false), page.word("legend.point")),
        row(point(first, language, 22, true), page.word("legend.line")),
        row(ring(page.layer, parts, 12, 28, false), page.word("legend.cluster")),
        row(ring(page.layer, parts, 12, 30, true), page.word("legend.bubble")),
        row(el("i", { class: "zg-swatch zg-swatch-circle" }), page.word("legend.circle"))),
      el("h3", {}, page.ground.title[language]),
      el("ul", { class: "zg-scale" }, ...page.ground.legend.map((entry) => row(swatch(entry.colour), entry.label[language])),
        row(swatch(null, " zg-swatch-none"), page.word("legend.no_findings"))),
    );
  }

  function heading(page, title, back) {
    const close = el("button", { type: "button", class: "zg-plain", "aria-label": page.word("button.close"), title: page.word("button.close"), "data-focus": "panel-close" }, icon("close"));
    close.addEventListener("click", page.closePanel);
    let backButton = null;
    if (back) {
      backButton = el("button", { type: "button", class: "zg-plain", "aria-label": page.word("button.back"), title: page.word("button.back") }, icon("back"));
      backButton.addEventListener("click", back);
    }
    return el("div", { class: "zg-panel-head" }, backButton, el("h2", { id: "zg-panel-title", tabindex: -1 }, title), close);
  }

  function numberWords(page, finding) {
    return finding.number === null || finding.number === undefined
      ? page.word("finding.unnumbered", { n: finding.finding })
      : page.word("finding.number", { n: finding.number });
  }

  function statusChip(page, finding) {
    const entry = entryOf(page.layers.progress, finding);
    return el("span", { class: "zg-chip" }, point(entry, page.language, 18, false), entry.label[page.language]);
  }

  function lateChip(page, finding) {
    if (finding.overdue) return el("span", { class: "zg-chip zg-chip-late" }, icon("warning"), page.word("finding.overdue"));
    if (finding.due_unreported) return el("span", { class: "zg-chip" }, page.word("finding.due_unreported"));
    return null;
  }

  function card(page, finding, sites) {
    const where = [...new Set((sites.length ? sites : finding.sites).map((site) => site.county || model.areaName(site)).filter(Boolean))].slice(0, 4).join("、");
    const button = el("button", { type: "button", class: "zg-card", "data-focus": "card-" + finding.key },
      el("span", { class: "zg-card-mark" }, point(entryOf(page.layer, finding), page.language, 24, false)),
      el("span", { class: "zg-card-body" },
        el("span", { class: "zg-card-number" }, numberWords(page, finding), where ? " · " + where : ""),
        el("span", { class: "zg-card-title" }, finding.title),
        el("span", { class: "zg-card-state" }, entryOf(page.layers.progress, finding).label[page.language], finding.overdue ? " · " + page.word("finding.overdue") : "")));
    button.addEventListener("click", () => page.openFinding(finding));
    return el("li", {}, button);
  }

  /* A list of findings; `selection` holds pairs of finding and sites. */
  function list(page, target, title, selection) {
    const items = el("ol", { class: "zg-cards" });
    const body = el("div", { class: "zg-panel-body" },
      el("p", { class: "zg-list-count" }, page.word("list.count", { n: selection.length }), bar(page.layer, mix(page.layer, selection), selection.length)),
      selection.length ? items : el("p", { class: "zg-nothing" }, page.word("list.empty")));
    let shown = 0;
    const more = el("button", { type: "button", class: "zg-button" });
    const show = () => {
      const next = selection.slice(shown, shown + STEP);
      items.append(...next.map(({ finding, sites }) => card(page, finding, sites)));
      shown += next.length;
      more.hidden = shown >= selection.length;
      more.textContent = page.word("list.more", { n: Math.min(STEP, selection.length - shown) });
    };
    more.addEventListener("click", show);
    show();
    body.append(more);
    target.replaceChildren(heading(page, title, null), body);
  }

  function siteItem(page, site) {
    const item = el("button", { type: "button", class: "zg-site", "data-focus": "site-" + site.id, disabled: !site.placed },
      icon("site"),
      el("span", {},
        el("span", { class: "zg-site-name" }, site.text, el("span", { class: "zg-precision zg-precision-" + (site.placed ? (site.coarse ? "rough" : "known") : "none") }, page.word("precision." + site.precision))),
        site.admin.length ? el("span", { class: "zg-site-chain" }, site.admin.join(" › ")) : null,
        el("span", { class: "zg-site-sentence" }, sentence(page, site))));
    item.addEventListener("click", () => page.showSite(site));
    let correct = null;
    if (page.mayEdit) {
      correct = el("button", { type: "button", class: "zg-correct", "data-focus": "correct-" + site.id }, page.word("edit.open"));
      correct.addEventListener("click", () => page.editSite(site));
    }
    item.addEventListener("mouseenter", () => page.hintSite(site));
    item.addEventListener("mouseleave", () => page.hintSite(null));
    return el("li", {}, item, correct);
  }

  function fieldContent(page, finding, name) {
    const value = finding[name];
    if (name === "deadline") {
      const words = finding.deadline_text || finding.deadline;
      return words ? el("p", {}, words, finding.deadline && finding.deadline_text ? " (" + finding.deadline + ")" : "", lateChip(page, finding)) : null;
    }
    if (value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length)) return null;
    if (name === "measures") return el("ol", { class: "zg-measures" }, ...value.map((measure) => el("li", {}, measure)));
    if (Array.isArray(value)) return el("p", {}, value.join("、"));
    return el("p", {}, String(value));
  }

  function finding(page, target, one, back) {
    const categories = page.layers.category.legend.filter((entry) => model.categoriesOf(one).has(entry.value));
    const body = el("article", { class: "zg-panel-body zg-finding" },
      el("p", { class: "zg-finding-number" }, numberWords(page, one), one.section ? " · " + one.section : ""),
      el("p", { class: "zg-chips" },
        statusChip(page, one), lateChip(page, one),
        ...categories.map((entry) => el("span", { class: "zg-chip" }, point(entry, page.language, 18, false), entry.label[page.language])),
        one.sample ? el("span", { class: "zg-chip zg-chip-sample" }, page.word("sample.tag")) : null));
    page.layer.popup.forEach((name, index) => {
      const content = fieldContent(page, one, name);
      if (content) body.append(el("section", {}, el("h3", {}, page.word("field." + name)), content));
      if (index === 0) {
        body.append(el("section", {},
          el("h3", {}, page.word("finding.sites", { n: one.sites.length })),
          one.sites.length ? el("ul", { class: "zg-sites" }, ...one.sites.map((site) => siteItem(page, site))) : el("p", {}, page.word("finding.none"))));
      }
    });
    if (one.finding_url) body.append(el("p", {}, el("a", { class: "zg-button", href: one.finding_url }, page.word("finding.open"))));
    target.replaceChildren(heading(page, one.title, back), body);
  }

  window.zhenggai = Object.assign(window.zhenggai || {}, {
    panels: { heading, numbers, filters, legend, list, finding, mix, mixWords, sentence, numberWords, percent },
  });
})();
