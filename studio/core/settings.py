"""Settings declared once: each field carries title, unit, bounds and help; forms, the command line and docs read them.

To add a setting: add one line `name: type = setting(default, title=…, help=…)` to the class that owns it; nothing else.
"""

from __future__ import annotations

import json
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.core.errors import InputProblem, unknown


def setting(
    default: Any,
    *,
    title: str,
    help: str,
    unit: str = "",
    ge: float | None = None,
    le: float | None = None,
    advanced: bool = False,
    group: str = "",
) -> Any:
    """A field of a Settings class. unit: "steps", "px", "" for pure numbers. Bounds are inclusive."""
    extra: dict[str, Any] = {"unit": unit, "advanced": advanced, "group": group}
    return Field(default, title=title, description=help, ge=ge, le=le, json_schema_extra=extra)


class Settings(BaseModel):
    """A frozen set of settings with bounds. Build from user input with `from_text` or `from_values`."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def from_text(cls, pairs: list[tuple[str, str]]) -> Self:
        """From key=value pairs as typed. Raises InputProblem with the nearest name or the bounds."""
        values: dict[str, Any] = {}
        for key, text in pairs:
            try:
                values[key] = json.loads(text)
            except json.JSONDecodeError:
                values[key] = text
        return cls.from_values(values)

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Self:
        """Raises InputProblem for an unknown key, a wrong type or a value out of bounds."""
        for key in values:
            if key not in cls.model_fields:
                raise unknown("setting", key, cls.model_fields)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0]) if first["loc"] else ""
            field = cls.model_fields.get(name)
            title = (field.title if field else None) or name
            raise InputProblem(
                f"{title} ({name}) cannot be {first.get('input')!r}: {first['msg'].lower()}.",
                f"{field.description if field else ''} Default: {field.default if field else ''}.".strip(),
                str(error),
            ) from error
