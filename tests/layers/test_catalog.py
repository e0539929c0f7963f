"""The legends: complete, readable for colour-blind eyes, and in black and white."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from findings.model import Category, Status
from gazetteer.model import Precision
from layers.catalog import CATEGORY, LAYERS, PROGRESS, Layer, LegendEntry
from layers.deadline import DeadlineClass
from layers.webmap import layer_document

POINT_LAYERS = [layer for layer in LAYERS.values() if layer.features == "sites"]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
COLOUR_BLIND = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
WHITE = [0.95047, 1.0, 1.08883]
Vector = NDArray[np.float64]


def linear(colour: str) -> Vector:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: Vector) -> Vector:
    x, y, z = np.cbrt(np.array(XYZ) @ np.clip(rgb, 0, 1) / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def luminance(colour: str) -> float:
    return float(np.dot(XYZ[1], linear(colour)))


def test_every_value_has_a_legend_entry() -> None:
    assert [entry.value for entry in PROGRESS.legend] == list(Status)
    assert [entry.value for entry in CATEGORY.legend] == list(Category)
    assert {entry.value for entry in LAYERS["deadline"].legend} == set(DeadlineClass)
    assert [entry.value for entry in LAYERS["precision"].legend] == list(Precision)


def test_every_file_of_the_catalog_is_a_layer() -> None:
    assert list(LAYERS) == [
        *("progress", "category", "deadline", "unit", "precision", "rivers"),
        *("areas", "density"),
    ]
    assert len({layer.order for layer in LAYERS.values()}) == len(LAYERS)


@pytest.mark.parametrize("layer", POINT_LAYERS, ids=lambda layer: layer.key)
def test_marks_tell_values_apart_without_colour(layer: Layer) -> None:
    marks = [(entry.mark.path, entry.mark.letter) for entry in layer.legend]
    assert len(set(marks)) == len(marks)
    for language in ("zh", "en"):
        letters = [getattr(entry.mark.letter, language) for entry in layer.legend if entry.mark.letter]
        assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("key", ["progress", "deadline"])
@pytest.mark.parametrize("eyes", COLOUR_BLIND)
def test_classes_differ_for_colour_blind_eyes(eyes: str, key: str) -> None:
    matrix = np.array(COLOUR_BLIND[eyes])
    for one, other in combinations(LAYERS[key].legend, 2):
        difference = np.linalg.norm(lab(matrix @ linear(one.colour)) - lab(matrix @ linear(other.colour)))
        assert difference >= 15, (one.value, other.value, difference)


@pytest.mark.parametrize("key", ["areas", "density"])
def test_shading_darkens_with_the_class_and_survives_grey(key: str) -> None:
    greys = [lab(linear(entry.colour))[0] for entry in LAYERS[key].legend]
    assert all(lighter - darker >= 5 for lighter, darker in pairwise(greys)), greys


@pytest.mark.parametrize("entry", [e for layer in POINT_LAYERS for e in layer.legend], ids=lambda e: e.value)
def test_marks_stand_out_from_their_colour(entry: LegendEntry) -> None:
    """3:1 as WCAG asks of graphics, with the black or white that the page chooses."""
    own = luminance(entry.colour)
    ink = luminance("#10201d") if own > 0.26 else 1.0
    assert (max(own, ink) + 0.05) / (min(own, ink) + 0.05) >= 3


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.key)
def test_the_catalog_entry_is_whole(layer: Layer) -> None:
    made = layer_document(layer)
    assert made["title"]["zh"]
    assert made["title"]["en"]
    assert made["min_zoom"] < made["max_zoom"]
    assert len(made["legend"]) == len(layer.legend)


def test_the_layer_that_contributing_shows_is_one() -> None:
    example = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8").split("```python\n")[1].split("```")[0]
    made: dict[str, Any] = {}
    exec(example, made)
    assert layer_document(made["LAYER"])["title"]["zh"]
    assert made["LAYER"].order not in {layer.order for layer in LAYERS.values()}
