"""The base of everything that is written to disk or crosses the process wall: frozen, strict, versioned by owner."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.core import files
from studio.core.errors import DiskProblem


class Record(BaseModel):
    """A frozen pydantic model; unknown keys are errors, so that nothing is silently dropped.

    Its checks are built at the first use: most records are not needed before the first screen is filled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    def to_data(self) -> dict[str, Any]:
        """Plain JSON values."""
        return self.model_dump(mode="json")

    def save(self, path: Path) -> None:
        """Atomic. Raises DiskProblem."""
        files.write_json(path, self.to_data())

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises DiskProblem when the file is missing or does not have this form."""
        data = files.read_json(path)
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise DiskProblem(
                f"“{path}” does not have the form this version expects.",
                "Restore it from a backup, or update the studio.",
                str(error),
            ) from error
