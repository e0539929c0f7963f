/* Which findings and sites are there, and which pass the filters? Plain data, no page and no map. */
(function () {
  "use strict";

  const COARSE = new Set(["township", "county", "city", "province"]);
  const LEVEL_OF = { province: 0, city: 1 }; // where the chain of containers holds the name of a coarse area

  /* GeoJSON from the service, one feature for each site: gather the sites of a finding again. A feature
     without a place expression stands for a finding that names no place. */
  function fromGeojson(collection, siteFields) {
    const findings = new Map();
    for (const feature of collection.features) {
      const properties = feature.properties;
      const key = properties.document + "\n" + properties.finding;
      if (!findings.has(key)) {
        const finding = { sites: [] };
        for (const name of Object.keys(properties)) {
          if (!siteFields.includes(name)) finding[name] = properties[name];
        }
        findings.set(key, finding);
      }
      if (!properties.text) continue;
      const site = { id: feature.id, lon: null, lat: null };
      for (const name of siteFields) if (name in properties) site[name] = properties[name];
      if (feature.geometry) [site.lon, site.lat] = feature.geometry.coordinates;
      findings.get(key).sites.push(site);
    }
    return [...findings.values()];
  }

  function prepare(findings) {
    findings.forEach((finding, index) => {
      finding.index = index;
      finding.key = finding.document + ":" + finding.finding;
      finding.categories = finding.categories || [];
      finding.words = (finding.title + "\n" + finding.problem).toLowerCase();
      finding.sites.forEach((site) => {
        site.finding = finding;
        site.words = (site.text + "\n" + site.name).toLowerCase();
        site.admin = site.admin || [];
        site.placed = site.lon !== null && site.lon !== undefined;
        site.coarse = COARSE.has(site.precision);
      });
    });
    return findings;
  }

  /* Counties go by their code, since names repeat; a zone that has no code goes by its name. An address may
     hold either. */
  function countyKey(site) {
    return site.county_code || site.county;
  }

  /* The words of the public contract; each holds the chosen values, empty for "all". */
  function noFilters() {
    return { q: "", status: [], category: [], county: [], precision: [], document: [], overdue: false };
  }

  const OF_SITE = {
    county: (site, chosen) => chosen.includes(countyKey(site)) || chosen.includes(site.county),
    precision: (site, chosen) => chosen.includes(site.precision),
  };
  const OF_FINDING = {
    status: (finding, chosen) => chosen.includes(finding.status),
    category: (finding, chosen) => chosen.some((word) => categoriesOf(finding).has(word)),
    document: (finding, chosen) => chosen.includes(finding.document),
  };

  function categoriesOf(finding) {
    return new Set(finding.categories.length ? finding.categories : [finding.primary_category]);
  }

  /* The findings that pass, each with those of its sites that pass; `except` leaves one filter out, which is
     how the counts beside a filter's own values are made. */
  function select(findings, filters, except) {
    const active = (name) => name !== except && filters[name].length > 0;
    const findingTests = Object.keys(OF_FINDING).filter(active);
    const siteTests = Object.keys(OF_SITE).filter(active);
    const q = filters.q.toLowerCase();
    const withoutPlace = { county: null, precision: "unlocated" }; // what stands for a finding that names no place
    const chosen = [];
    for (const finding of findings) {
      if (filters.overdue && !finding.overdue) continue;
      if (!findingTests.every((name) => OF_FINDING[name](finding, filters[name]))) continue;
      const said = finding.words.includes(q);
      const sites = finding.sites.filter((site) =>
        (said || site.words.includes(q)) && siteTests.every((name) => OF_SITE[name](site, filters[name])));
      const bare = !finding.sites.length && said && siteTests.every((name) => filters[name].includes(withoutPlace[name]));
      if (sites.length || bare) chosen.push({ finding, sites });
    }
    return chosen;
  }

  function numbers(selection, done) {
    const result = { findings: selection.length, completed: 0, overdue: 0, unreported: 0, sites: 0, inexact: 0, unlocated: 0, placeless: 0 };
    for (const { finding, sites } of selection) {
      if (done.includes(finding.status)) result.completed += 1;
      if (finding.overdue) result.overdue += 1;
      if (finding.due_unreported) result.unreported += 1;
      if (!sites.some((site) => site.placed)) result.placeless += 1;
      for (const site of sites) {
        result.sites += 1;
        if (site.coarse || !site.placed) result.inexact += 1;
        if (!site.placed) result.unlocated += 1;
      }
    }
    return result;
  }

  /* How many findings carry each value, with the other filters applied. */
  function facet(findings, filters, name) {
    const counts = new Map();
    for (const { finding, sites } of select(findings, filters, name)) {
      let values;
      if (name === "status") values = [finding.status];
      else if (name === "document") values = [finding.document];
      else if (name === "category") values = [...categoriesOf(finding)];
      else if (name === "precision" && !finding.sites.length) values = ["unlocated"];
      else values = new Set(sites.map(name === "county" ? countyKey : (site) => site[name]).filter(Boolean));
      for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return counts;
  }

  /* Findings of each county by its code, to shade the map with. */
  function byCounty(selection, done) {
    const counties = new Map();
    for (const { finding, sites } of selection) {
      for (const name of new Set(sites.map(countyKey).filter(Boolean))) {
        const county = counties.get(name) || { findings: 0, completed: 0, overdue: 0 };
        county.findings += 1;
        county.completed += done.includes(finding.status) ? 1 : 0;
        county.overdue += finding.overdue ? 1 : 0;
        counties.set(name, county);
      }
    }
    return counties;
  }

  /* The counties below each prefecture (or municipality), as the chains of containers say: code to name. */
  function prefectures(findings) {
    const found = new Map();
    for (const site of findings.flatMap((finding) => finding.sites)) {
      if (!site.county) continue;
      const at = site.admin.indexOf(site.county);
      const above = site.admin[at < 0 ? site.admin.length - 1 : at - 1] || "";
      found.set(above, (found.get(above) || new Map()).set(countyKey(site), site.county));
    }
    return found;
  }

  /* Which counties the documents speak of: those of the prefectures, largest first, that hold 95 % of what is
     counted. A single site that went astray to the other end of the country must not decide the first view. */
  const SPOKEN_OF = 0.95;
  function mainCounties(counties) {
    const groups = new Map();
    let total = 0;
    for (const [code, { findings }] of counties) {
      const group = groups.get(code.slice(0, 4)) || { findings: 0, codes: [] };
      group.findings += findings;
      group.codes.push(code);
      groups.set(code.slice(0, 4), group);
      total += findings;
    }
    const kept = new Set();
    let held = 0;
    for (const group of [...groups.values()].sort((a, b) => b.findings - a.findings)) {
      if (held >= SPOKEN_OF * total) break;
      held += group.findings;
      group.codes.forEach((code) => kept.add(code));
    }
    return kept;
  }

  /* A layer that gives its colours to the commonest values: which these are, its last entry being all others. */
  function rank(layer, findings) {
    const counts = new Map();
    for (const finding of findings) {
      const value = finding[layer.colour_by];
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
    const commonest = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
    const slots = layer.legend.slice(0, -1).slice(0, commonest.length);
    layer.legend = [
      ...slots.map((entry, index) => ({ ...entry, value: commonest[index], label: { zh: commonest[index], en: commonest[index] } })),
      layer.legend[layer.legend.length - 1],
    ];
  }

  /* The legend entry of a finding, of a site, or of a pair of both; a property of sites speaks for its finding
     through the first of them. */
  function entryOf(layer, item) {
    const finding = item.finding && item.finding.sites ? item.finding : item;
    const site = item === finding ? finding.sites[0] : item.sites ? item.sites[0] : item;
    const name = layer.colour_by;
    const value = name in finding ? finding[name] : site ? site[name] : "unlocated";
    return layer.legend.find((entry) => entry.value === value) || layer.legend[layer.legend.length - 1];
  }

  /* The area a coarse site is known to lie in. */
  function areaName(site) {
    if (site.precision === "township") return site.township || site.name;
    if (site.precision === "county") return site.county || site.name;
    return site.admin[LEVEL_OF[site.precision]] || site.name;
  }

  /* Coarse sites that share their area's point, gathered; nobody knows more about where they are. */
  function bubbles(selection) {
    const groups = new Map();
    for (const { sites } of selection) {
      for (const site of sites) {
        if (!site.coarse || !site.placed) continue;
        const key = site.precision + "/" + site.lon + "/" + site.lat;
        if (!groups.has(key)) {
          groups.set(key, { precision: site.precision, name: areaName(site), lon: site.lon, lat: site.lat, uncertainty_m: 0, sites: [] });
        }
        const group = groups.get(key);
        group.uncertainty_m = Math.max(group.uncertainty_m, site.uncertainty_m || 0);
        group.sites.push(site);
      }
    }
    return [...groups.values()];
  }

  const LISTS = ["status", "category", "county", "precision", "document"];

  /* Filters to and from the address bar: `?status=completed&status=closed&q=污水`; commas are read as well. */
  function readFilters(parameters) {
    const filters = noFilters();
    for (const name of LISTS) {
      const values = name === "document" ? parameters.getAll(name) : parameters.getAll(name).join(",").split(",");
      filters[name] = [...new Set(values.filter(Boolean))];
    }
    filters.q = parameters.get("q") || "";
    filters.overdue = ["true", "1", "yes"].includes(parameters.get("overdue"));
    return filters;
  }

  function writeFilters(filters, parameters) {
    for (const name of LISTS) {
      parameters.delete(name);
      for (const value of filters[name]) parameters.append(name, value);
    }
    parameters.delete("q");
    parameters.delete("overdue");
    if (filters.q) parameters.set("q", filters.q);
    if (filters.overdue) parameters.set("overdue", "true");
  }

  window.zhenggai = Object.assign(window.zhenggai || {}, {
    model: { fromGeojson, prepare, noFilters, select, numbers, facet, byCounty, countyKey, prefectures, mainCounties, bubbles, rank, entryOf, areaName, categoriesOf, readFilters, writeFilters },
  });
})();
