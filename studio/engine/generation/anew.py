"""Settings of an artifact's method that act while drawing, chosen anew for one picture or one region (docs/adr/0019).

Not here: where they are asked for (library/protocol/requests.py, library/layout), what they do (the method files).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from studio.core.errors import unknown
from studio.engine.methods.contract import Applies, LoadedArtifact, Method

FindMethod = Callable[[str], Method]


def chosen_anew(artifact: LoadedArtifact, settings: Mapping[str, Any], find: FindMethod) -> LoadedArtifact:
    """The artifact with other values for settings that act while drawing. Raises InputProblem."""
    if not settings:
        return artifact
    method = find(artifact.method)
    changeable = method.drawing_settings if isinstance(method, Applies) else ()
    for name in settings:
        if name not in changeable:
            none = "" if changeable else f"{method.spec.title} has nothing that can be set anew while drawing."
            raise unknown("drawing setting", name, changeable, none)
    checked = method.Settings.from_values(dict(settings)).model_dump(mode="json", include=set(settings))
    return replace(artifact, settings={**artifact.settings, **checked})
