/* How are elements, marks, rings and bubbles drawn? Text always enters as text, never as markup. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children) {
      if (child === null || child === undefined || child === false) continue;
      element.append(child);
    }
    return element;
  }

  function el(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  /* Black or white, whichever reads better on a colour. */
  function ink(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.26 ? "#10201d" : "#ffffff";
  }

  function surface(layer, entry) {
    return entry.pattern === "solid" ? entry.colour : "url(#zg-" + layer.key + "-" + entry.value + ")";
  }

  /* Stripes and dots, so that a ring still reads in black and white. */
  function patterns(layers) {
    const none = svg("pattern", { id: "zg-no-findings", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { width: 7, height: 7, fill: "#fbfbf8" }), svg("rect", { width: 1, height: 7, fill: "#dcdad2" }));
    const defs = svg("defs", {}, none);
    for (const layer of layers) {
      for (const entry of layer.legend.filter((each) => each.pattern !== "solid")) {
        const shade = ink(entry.colour) === "#ffffff" ? "#ffffff" : "#6b4300";
        const pattern = svg("pattern", {
          id: "zg-" + layer.key + "-" + entry.value, width: 4, height: 4, patternUnits: "userSpaceOnUse",
          patternTransform: "rotate(45)",
        }, svg("rect", { width: 4, height: 4, fill: entry.colour }));
        pattern.append(entry.pattern === "stripes"
          ? svg("rect", { width: 1.3, height: 4, fill: shade, "fill-opacity": 0.75 })
          : svg("circle", { cx: 2, cy: 2, r: 0.9, fill: shade, "fill-opacity": 0.9 }));
        defs.append(pattern);
      }
    }
    return svg("svg", { width: 0, height: 0, "aria-hidden": "true", class: "zg-patterns" }, defs);
  }

  function mark(entry, language, centre, size) {
    const colour = ink(entry.colour);
    if (entry.letter) {
      return svg("text", {
        x: centre, y: centre, "text-anchor": "middle", "dominant-baseline": "central", fill: colour,
        "font-size": size * 0.58, "font-weight": 700,
      }, entry.letter[language]);
    }
    const scale = (size / 24) * 0.86;
    return svg("path", {
      d: entry.path, fill: "none", stroke: colour, "stroke-width": 2.6, "stroke-linecap": "round", "stroke-linejoin": "round",
      transform: "translate(" + (centre - 12 * scale) + " " + (centre - 12 * scale) + ") scale(" + scale + ")",
    });
  }

  /* One site: a disk, or a diamond when it is only known to lie along a line. */
  function point(entry, language, size, alongLine) {
    const centre = size / 2;
    const radius = centre - 2;
    const body = alongLine
      ? svg("rect", {
        x: centre - radius * 0.78, y: centre - radius * 0.78, width: radius * 1.56, height: radius * 1.56, rx: 3,
        transform: "rotate(45 " + centre + " " + centre + ")", fill: entry.colour, stroke: "#fff", "stroke-width": 2,
      })
      : svg("circle", { cx: centre, cy: centre, r: radius, fill: entry.colour, stroke: "#fff", "stroke-width": 2 });
    return svg("svg", { width: size, height: size, viewBox: "0 0 " + size + " " + size, "aria-hidden": "true" },
      body, mark(entry, language, centre, alongLine ? size * 0.8 : size));
  }

  function arc(centre, outer, inner, from, to) {
    if (to - from > 0.9999) to = from + 0.9999;
    const at = (radius, share) => {
      const angle = 2 * Math.PI * share - Math.PI / 2;
      return (centre + radius * Math.cos(angle)).toFixed(2) + " " + (centre + radius * Math.sin(angle)).toFixed(2);
    };
    const large = to - from > 0.5 ? 1 : 0;
    return "M" + at(outer, from) + "A" + outer + " " + outer + " 0 " + large + " 1 " + at(outer, to) +
      "L" + at(inner, to) + "A" + inner + " " + inner + " 0 " + large + " 0 " + at(inner, from) + "Z";
  }

  /* Several sites: a ring of their mix around their number. `rough` dashes the outline: no known places. */
  function ring(layer, parts, total, size, rough) {
    const centre = size / 2;
    const outer = centre - (rough ? 4.5 : 1.5);
    const inner = outer - (rough ? 4 : Math.max(5, size * 0.15));
    const image = svg("svg", { width: size, height: size, viewBox: "0 0 " + size + " " + size, "aria-hidden": "true" });
    image.append(svg("circle", {
      cx: centre, cy: centre, r: centre - 1.2, fill: "#fff", "fill-opacity": rough ? 0.86 : 1,
      stroke: rough ? "#33524c" : "#fff", "stroke-width": 1.6, "stroke-dasharray": rough ? "3.4 2.8" : null,
    }));
    let from = 0;
    for (const { entry, count } of parts) {
      const to = from + count / total;
      image.append(svg("path", { d: arc(centre, outer, inner, from, to), fill: surface(layer, entry), stroke: "#fff", "stroke-width": 0.8 }));
      from = to;
    }
    image.append(svg("text", {
      x: centre, y: centre, "text-anchor": "middle", "dominant-baseline": "central", fill: "#10201d",
      "font-size": Math.min(14, size * (total > 999 ? 0.26 : 0.34)).toFixed(1), "font-weight": 700,
    }, String(total)));
    return image;
  }

  /* A thin bar of the mix, for lists and totals. */
  function bar(layer, parts, total) {
    const image = svg("svg", { class: "zg-bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { width: 100, height: 6, fill: "#e3e9e7" }));
    let from = 0;
    for (const { entry, count } of parts) {
      const width = total ? (100 * count) / total : 0;
      image.append(svg("rect", { x: from, width, height: 6, fill: entry.colour }));
      from += width;
    }
    return image;
  }

  const ICONS = {
    filters: "M4 6h16M7 12h10M10 18h4",
    list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
    legend: "M12 3l8.5 4.7-8.5 4.7-8.5-4.7zM3.5 12l8.5 4.7 8.5-4.7M3.5 16.3L12 21l8.5-4.7",
    close: "M6 6l12 12M18 6L6 18",
    back: "M15 5l-7 7 7 7",
    print: "M7 9V3.5h10V9M7 17H4.5V9h15v8H17M7 14h10v6.5H7z",
    fullscreen: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
    whole: "M3.5 11.5L12 4l8.5 7.5M6 10v9.5h12V10",
    export: "M12 4v11M7.5 10.8L12 15.3l4.5-4.5M4.5 19.5h15",
    search: "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.4 15.4L20 20",
    site: "M12 21s-6.5-5.6-6.5-10.6a6.5 6.5 0 1 1 13 0C18.500 15.400 12 21 12 21zM12 12.600a2.400 2.400 0 1 0 0-4.800 2.400 2.400 0 0 0 0 4.800z",
    warning: "M12 4l9 16H3zM12 10v4.500M12 17.300v.2",
  };

  function icon(name) {
    return svg("svg", { viewBox: "0 0 24 24", class: "zg-icon", "aria-hidden": "true" },
      svg("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" }));
  }

  window.zhenggai = Object.assign(window.zhenggai || {}, { draw: { el, svg, ink, patterns, point, ring, bar, icon } });
})();
