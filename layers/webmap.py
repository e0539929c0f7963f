"""How does the map become one web page, served or as a single file?

folium makes the map and collects its scripts and styles; this module puts them into our own page frame, which
folium's would not allow: a content security policy with nonces, styles in files, nothing from elsewhere. The
page has no data in it when it is served (it asks the service); as a single file it carries everything.

All assets come from `layers/static`, and anything folium asks for that is not there is an error, so that a
plugin added later can never fall back to a host on the internet.
"""

from __future__ import annotations

import base64
import hashlib
import json
import mimetypes
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import folium
from branca.element import CssLink, Figure, JavascriptLink, MacroElement
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from gazetteer.sources.files import sources
from geo.errors import Language
from layers.areas import Area, areas_collection
from layers.catalog import LAYERS, Layer
from layers.deadline import DONE
from layers.feature import SiteFeature, geojson_feature
from layers.wording import wording

STATIC = Path(__file__).parent / "static"
ICON = "icon.svg"

SITE_FIELDS = (
    *("county", "county_code", "township", "name", "text", "kind", "admin", "place_id"),
    *("precision", "uncertainty_m", "source", "reason"),
)
"""The properties of a feature that belong to the site; the others are the finding's and shared by its sites."""

SCRIPTS = (
    *("vendor/leaflet/leaflet.js", "vendor/leaflet.markercluster/leaflet.markercluster.js"),
    *(
        "zhenggai-model.js",
        "zhenggai-draw.js",
        "zhenggai-panels.js",
        "zhenggai-edit.js",
        "zhenggai-review.js",
        "zhenggai-map.js",
    ),
)
STYLES = ("vendor/leaflet/leaflet.css", "vendor/leaflet.markercluster/MarkerCluster.css", "zhenggai-map.css")


def page(
    language: Language,
    nonce: str,
    *,
    static_url: str = "/static/",
    layers_url: str = "/layers/",
    surroundings_url: str = "/map/surroundings.geojson",
    exports: Sequence[tuple[str, str]] = (),
    editing: bool = False,
    review_url: str | None = None,
) -> str:
    """The served page; it fetches its features from `layers_url`.

    Parameters
    ----------
    nonce
        The one of the response's content security policy; every script and style carries it.
    exports
        Title and address of each download offered; the page appends its filters.
    editing
        Whether whoever opens the page may correct positions.
    review_url
        The queue of sites to go through, on the page that is for that.
    """
    config = _config(language)
    config["sources"] = {
        "sites": f"{layers_url}progress.geojson",
        "areas": f"{layers_url}areas.geojson",
        "surroundings": surroundings_url,
    }
    config["editing"] = editing
    config["review"] = review_url
    parts = _parts(data="null")
    link = Markup('<link rel="stylesheet" nonce="{}" href="{}">')
    script = Markup('<script nonce="{}" src="{}"></script>')
    start = Markup('<script nonce="{}">{}</script>').format(nonce, Markup(parts.start))  # noqa: S704 - our own
    return _frame(
        language,
        map=parts.body,
        icon=static_url + _versioned(ICON),
        exports=exports,
        policy="",
        styles=Markup("\n").join(link.format(nonce, static_url + _versioned(name)) for name in parts.styles),
        blocks=_json_block("zg-config", config),
        scripts=Markup("\n").join([*(script.format(nonce, static_url + _versioned(s)) for s in parts.scripts), start]),
    )


def self_contained(
    features: Iterable[SiteFeature],
    areas: Sequence[Area],
    language: Language = "zh",
    surroundings: Mapping[str, Any] | None = None,
) -> str:
    """One file with everything in it, which opens from disk with no network.

    Parameters
    ----------
    features
        Sites, and findings without any (`placeless_features`), so that the numbers hold all.
    areas
        The counties under them (`layers.areas.counties_around`).
    surroundings
        What lies around those (`layers.surroundings`), for orientation only.
    """
    features = list(features)
    data = {"findings": grouped(features), "areas": areas_collection(areas, features), "surroundings": surroundings}
    parts = _parts(data='json("zg-data")')
    scripts = [*(_script(name) for name in parts.scripts), parts.start]
    # No nonce can be secret in a file; hashes let exactly these scripts run, and nothing may be fetched.
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return _frame(
        language,
        map=parts.body,
        icon=_data_url(STATIC / ICON),
        exports=(),
        policy=f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'",
        styles=Markup("\n").join(Markup(f"<style>{_style(name)}</style>") for name in parts.styles),  # noqa: S704 - our own
        blocks=_json_block("zg-config", _config(language)) + _json_block("zg-data", data),
        scripts=Markup("\n").join(Markup(f"<script>{script}</script>") for script in scripts),  # noqa: S704 - our own
    )


def grouped(features: Iterable[SiteFeature]) -> list[dict[str, Any]]:
    """Features by finding, in order: what the sites of a finding share is written once."""
    findings: dict[tuple[str, int], dict[str, Any]] = {}
    for feature in features:
        properties = geojson_feature(feature)["properties"]
        shared = {name: value for name, value in properties.items() if name not in SITE_FIELDS}
        finding = findings.setdefault((feature.document, feature.finding), {**shared, "sites": []})
        if feature.text:
            own = {name: properties[name] for name in SITE_FIELDS}
            finding["sites"].append({"id": feature.id, "lon": feature.lon, "lat": feature.lat, **own})
    return list(findings.values())


def layer_document(layer: Layer) -> dict[str, Any]:
    """A layer of the catalog as JSON, for the page and for `/layers`."""
    return {
        "key": layer.key,
        "title": layer.title._asdict(),
        "features": layer.features,
        "colour_by": layer.colour_by,
        "popup": list(layer.popup),
        "kinds": list(layer.kinds),
        "ranked": layer.ranked,
        "min_zoom": layer.min_zoom,
        "max_zoom": layer.max_zoom,
        "legend": [
            {
                "value": str(entry.value),
                "label": entry.label._asdict(),
                "colour": entry.colour,
                "path": entry.mark.path,
                "letter": entry.mark.letter._asdict() if entry.mark.letter else None,
                "pattern": entry.pattern,
            }
            for entry in layer.legend
        ],
    }


def json_in_html(value: object) -> str:
    """JSON that no text inside it can break out of a script element with."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


_OFFICE = {
    "person": {"zh": "本单位人工确认", "en": "confirmed by a person"},
    "learned": {"zh": "本单位确认过的位置", "en": "confirmed by this office before"},
}
"""Sources that are no files: what a person of the office said, here or on an earlier document."""


def _config(language: Language) -> dict[str, Any]:
    languages: tuple[Language, Language] = ("zh", "en")
    return {
        "language": language,
        "wording": {each: wording(each) for each in languages},
        "layers": [layer_document(layer) for layer in LAYERS.values()],
        "site_fields": SITE_FIELDS,
        "origins": {source.key: f"{source.title} {source.edition}".strip() for source in sources()}
        | {key: word[language] for key, word in _OFFICE.items()},
        "attribution": "；".join(f"{s.title}（{s.licence}）" for s in sources() if s.datum),  # those with positions
        "done": sorted(DONE),
        "editing": False,
        "review": None,
    }


def _json_block(name: str, value: object) -> Markup:
    content = Markup(json_in_html(value))  # noqa: S704 - every character that markup is made of is escaped
    return Markup('<script type="application/json" id="{}">{}</script>\n').format(name, content)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What folium made: the map's element, the script that starts it, and the assets it asks for."""

    body: Markup
    start: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


class _Map(folium.Map):
    """folium's map with our assets instead of the libraries we do not use."""

    default_js = [(name, name) for name in SCRIPTS]  # noqa: RUF012 - folium's own way to declare assets
    default_css = [(name, name) for name in STYLES]  # noqa: RUF012


class _Start(MacroElement):
    """Hands the map to our script; `data` is a JavaScript expression of ours."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "const json = (id) => JSON.parse(document.getElementById(id).textContent);"
        'window.zhenggai.start({{ this._parent.get_name() }}, json("zg-config"), {{ this.data }});'
        "{% endmacro %}"
    )

    def __init__(self, data: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.data = data


def _parts(data: str) -> _Parts:
    zooms = {
        "min_zoom": min(layer.min_zoom for layer in LAYERS.values()),
        "max_zoom": max(layer.max_zoom for layer in LAYERS.values()),
    }
    # The country, until the page knows its features.
    made = _Map(location=(35.0, 105.0), zoom_start=4, tiles=None, zoom_control=False)
    # Without tiles, Leaflet takes its limits from the map's own options, and any fraction of a zoom level is sharp.
    made.options.update(**zooms, zoom_snap=0.25, wheel_px_per_zoom_level=90)
    made._id = "zhenggai"  # folium draws a random one; the same input gives the same page
    made.add_child(_Start(data))
    figure = made.get_root()
    assert isinstance(figure, Figure)
    for child in figure._children.values():
        child.render()
    # folium's own additions to the head are inline styles; ours stand in a file.
    links = figure.header._children.values()
    return _Parts(
        body=Markup(figure.html.render()),  # noqa: S704 - folium's element, no data in it
        start=f"(function () {{{figure.script.render()}}})();",
        scripts=tuple(_ours(link.url) for link in links if isinstance(link, JavascriptLink)),
        styles=tuple(_ours(link.url) for link in links if isinstance(link, CssLink)),
    )


def _ours(asset: str) -> str:
    if not (STATIC / asset).is_file():
        raise LookupError(f"{asset} is not in {STATIC}; add it with tools/vendor_assets.py")
    return asset


def _frame(language: Language, **parts: Any) -> str:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("map.html").render(language=language, words=wording(language), **parts)


@cache
def _versioned(name: str) -> str:
    """The file's path with its checksum, so that a browser keeps it for as long as it stays the same."""
    return f"{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _script(name: str) -> str:
    """A script to stand inside a page; nothing in it may end the element."""
    return (STATIC / name).read_text("utf-8").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _data_url(file: Path) -> str:
    return f"data:{mimetypes.guess_type(file.name)[0]};base64,{base64.b64encode(file.read_bytes()).decode()}"


_URL = re.compile(r"url\((?!#)([^)]+)\)")


def _style(name: str) -> str:
    """A style sheet with its pictures inside."""

    def inside(match: re.Match[str]) -> str:
        return f"url({_data_url((STATIC / name).parent / match[1])})"

    return _URL.sub(inside, (STATIC / name).read_text("utf-8"))
