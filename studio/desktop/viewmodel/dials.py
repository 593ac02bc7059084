"""Dials: settings of an artifact's method that act while drawing, and so may be chosen anew for each picture or region.

Which they are says the catalogue; what holds without a choice says the artifact. Not here: the form's widgets
(ui/controls/settings_form.py), what a dial does (the method files).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from studio.core.errors import InputProblem
from studio.desktop.translation import tr
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue import read as catalogue
from studio.library.catalogue.read import MethodCard


@dataclass(frozen=True)
class Dial:
    """One numeric dial of a method, as an axis of a sheet. value: as the artifacts were taught."""

    method: str  # slug
    name: str
    title: str
    low: float | None
    high: float | None
    value: float

    @property
    def key(self) -> str:
        """ "perfusion.bias" """
        return f"{self.method}.{self.name}"

    def check(self, value: str) -> None:
        """Raises InputProblem for what is no number inside the bounds."""
        try:
            number = float(value)
        except ValueError as error:
            text = tr("“{value}” is no number.", value=value)
            raise InputProblem(text, tr("Use numbers, such as 3, 5, 7 or 1-5.")) from error
        low = self.low if self.low is not None else number
        high = self.high if self.high is not None else number
        if not low <= number <= high:
            text = tr("{title} cannot be {value}.", title=tr(self.title), value=value)
            raise InputProblem(text, tr("Use {low} to {high}.", low=f"{low:g}", high=f"{high:g}"))

    def proposal(self) -> str:
        """Three values to begin with."""
        low, high = self.low or 0.0, self.high if self.high is not None else 2 * abs(self.value) + 1
        middle = self.value
        values = (middle / 2, middle, middle * 1.5) if middle else (low, (low + high) / 4, (low + high) / 2)
        return ", ".join(f"{value:.4g}" for value in dict.fromkeys(min(max(each, low), high) for each in values))


def schema_of(manifest: Manifest | None) -> dict[str, Any]:
    """The form of an artifact's dials, with what it was taught with as defaults; empty when its method has none."""
    card = _cards().get(manifest.method) if manifest is not None else None
    if card is None or manifest is None or not card.drawing_settings:
        return {}
    known = card.settings.get("properties", {})
    usual = card.backbone_defaults.get(manifest.backbone, card.backbone_defaults.get(manifest.backbone_family, {}))
    taught = {**{name: trait.get("default") for name, trait in known.items()}, **usual, **manifest.settings}
    dials = {name: {**known[name], "default": taught[name]} for name in card.drawing_settings if name in known}
    return {**card.settings, "properties": dials}


def fitting(settings: Mapping[str, Any], manifest: Manifest | None) -> dict[str, Any]:
    """Those of the settings that are dials of the artifact."""
    dials = schema_of(manifest).get("properties", {})
    return {name: value for name, value in settings.items() if name in dials}


def numeric(manifests: Iterable[Manifest]) -> tuple[Dial, ...]:
    """Every number that can be turned while drawing with these, once a method."""
    found: dict[str, Dial] = {}
    for manifest in manifests:
        for name, trait in schema_of(manifest).get("properties", {}).items():
            if trait.get("type") in ("number", "integer"):
                low, high = trait.get("minimum"), trait.get("maximum")
                dial = Dial(manifest.method, name, str(trait.get("title", name)), low, high, float(trait["default"]))
                found.setdefault(dial.key, dial)
    return tuple(found.values())


def words(settings: Mapping[str, Any], method: str) -> str:
    """ "bias 0.5, key locking global"; "" without any."""
    card = _cards().get(method)
    known = card.settings.get("properties", {}) if card is not None else {}
    said = []
    for name, value in settings.items():
        title = tr(str(known.get(name, {}).get("title", name.replace("_", " "))))
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        said.append(f"{title} {shown}")
    return ", ".join(said)


@cache
def _cards() -> dict[str, MethodCard]:
    return {card.slug: card for card in catalogue.methods()}
