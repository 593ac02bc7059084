"""Finds the method files, checks them, and answers which methods fit a subject and a backbone (house-style M8).

A wrong file fails here, at start-up, with its name. Not here: the methods themselves; the catalogue the desktop
reads without torch (catalogue.py).
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

from pydantic import BaseModel

from studio.core.errors import unknown
from studio.core.settings import Settings
from studio.engine.backbones.surface import BackboneFacts
from studio.engine.methods.contract import Learns, Method, Photos

FAMILIES = ("words", "weights", "encoders", "steering", "taste")
_PACKAGE = __name__.rpartition(".")[0]


class MethodFileError(Exception):
    """A method file breaks a rule; for whoever writes methods, never for a person using the studio."""


@cache
def _found() -> dict[str, tuple[str, Method]]:
    """slug -> (family, method), in the order of the families and then of the alphabet."""
    methods: dict[str, tuple[str, Method]] = {}
    for family in FAMILIES:
        package = importlib.import_module(f"{_PACKAGE}.{family}")
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda i: i.name):
            if info.name.startswith("_"):
                continue
            method = load_file(f"{package.__name__}.{info.name}")
            if method.spec.slug in methods:
                raise MethodFileError(f"{package.__name__}.{info.name}: slug {method.spec.slug!r} is taken")
            methods[method.spec.slug] = (family, method)
    return methods


def load_file(module_name: str) -> Method:
    """The one method a module declares, checked. Raises MethodFileError."""
    module = importlib.import_module(module_name)
    declared = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Method) and value.__module__ == module_name
    ]
    if len(declared) != 1:
        raise MethodFileError(f"{module_name}: declares {len(declared)} methods instead of one")
    check(declared[0], module_name)
    return declared[0]()


def check(cls: type[Method], module_name: str) -> None:
    """The rules every method file keeps. Raises MethodFileError."""
    name = module_name.rpartition(".")[2]
    spec = getattr(cls, "spec", None)
    if spec is None:
        raise MethodFileError(f"{module_name}: no spec")
    if spec.slug != name:
        raise MethodFileError(f"{module_name}: slug {spec.slug!r} differs from the file's name")
    if not spec.title or not spec.summary.endswith("."):
        raise MethodFileError(f"{module_name}: needs a title and a summary that is a sentence")
    settings = getattr(cls, "Settings", None)
    if not (isinstance(settings, type) and issubclass(settings, Settings)):
        raise MethodFileError(f"{module_name}: Settings is missing")
    _check_fields(settings, module_name)
    if issubclass(cls, Learns):
        if abs(sum(stage.share for stage in cls.stages) - 1) > 1e-6:
            raise MethodFileError(f"{module_name}: the stages' shares do not sum to 1")
        for where, values in cls.backbone_defaults.items():
            try:
                settings.from_values(dict(values))
            except Exception as error:
                raise MethodFileError(f"{module_name}: backbone_defaults[{where!r}]: {error}") from error


def _check_fields(settings: type[BaseModel], module_name: str) -> None:
    for field, info in settings.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        if not info.title or not info.description or "unit" not in extra:
            raise MethodFileError(f"{module_name}: setting {field!r} lacks a title, a unit or a help text")
        if info.is_required():
            raise MethodFileError(f"{module_name}: setting {field!r} has no default")


def all_methods() -> tuple[Method, ...]:
    """Every method of the studio."""
    return tuple(method for _, method in _found().values())


def family_of(slug: str) -> str:
    """The folder a method lives in: "words", "weights" …"""
    get(slug)
    return _found()[slug][0]


def get(slug: str) -> Method:
    """Raises InputProblem with the nearest name for an unknown method."""
    found = _found()
    if slug not in found:
        raise unknown("method", slug, found)
    return found[slug][1]


def settings_for(method: Learns, facts: BackboneFacts, values: dict[str, Any]) -> Any:
    """The checked settings of one run: the method's defaults, those for this backbone, then what was chosen.

    Raises InputProblem for an unknown key, a wrong type or a value out of bounds.
    """
    by_backbone = method.backbone_defaults
    chosen = by_backbone.get(facts.name, by_backbone.get(facts.family, {}))
    return method.Settings.from_values({**chosen, **values})


def misfit(method: Method, family: str, photos: int) -> str | None:
    """Why a method cannot teach a subject with this many photos to this family of backbones; None when it can."""
    spec = method.spec
    if spec.families and family not in spec.families:
        return f"{spec.title} does not work with base models of the family “{family}”."
    for need in spec.needs:
        if isinstance(need, Photos) and photos < need.least:
            noun = "photo" if need.least == 1 else "photos"
            return f"{spec.title} needs {need.least} {noun}, there are {photos}."
    return None
