"""Results as files: results/<yyyy-mm>/<id>.png beside <id>.json, picture first. Ratings and tags live in the JSON.

The functions work without lock or SQLite, so that the worker can use them; ResultStore is for the lock's holder.
Not here: filters (query.py), writing pictures out (exports).
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, StudioError, unknown
from studio.core.ids import is_id
from studio.library.results.query import Place, ResultFilter, select
from studio.library.results.records import COLOURS, Colour, Result

_MONTH = re.compile(r"^\d{4}-\d{2}$")


def results_root(root: Path) -> Path:
    """Where results lie in a library."""
    return root / "results"


def month_of(result: Result) -> str:
    """The folder a result belongs to: "2026-11"."""
    month = result.created[:7]
    if not _MONTH.match(month):
        raise DiskProblem(f"The result {result.id} has no valid date.", "Restore it from a backup.", result.created)
    return month


def result_path(root: Path, result: Result) -> Path:
    """The picture or clip, absolute."""
    if Path(result.file).name != result.file:
        raise DiskProblem(f"The result {result.id} names a file elsewhere.", "Restore it from a backup.", result.file)
    return (results_root(root) / month_of(result) / result.file).absolute()


def record_path(root: Path, result: Result) -> Path:
    """The JSON beside the picture."""
    return (results_root(root) / month_of(result) / f"{result.id}.json").absolute()


def write_result(root: Path, result: Result, picture: bytes) -> Path:
    """The picture first, then its record. Returns the picture's path. Raises DiskProblem."""
    assert is_id(result.id), result.id
    path = result_path(root, result)
    files.write_bytes(path, picture)
    result.save(record_path(root, result))
    return path


def read_result(root: Path, result_id: str) -> Result:
    """Raises InputProblem when it does not exist, DiskProblem when it is damaged."""
    if is_id(result_id):
        for path in results_root(root).glob(f"*/{result_id}.json"):
            return Result.load(path)
    raise unknown("result", result_id, result_files(root))


def result_files(root: Path) -> dict[str, Path]:
    """Record files by result id."""
    folder = results_root(root)
    if not folder.is_dir():
        return {}
    return {
        path.stem: path
        for month in sorted(folder.iterdir())
        if _MONTH.match(month.name) and month.is_dir()
        for path in sorted(month.glob("*.json"))
        if is_id(path.stem)
    }


def read_results(root: Path) -> Iterator[tuple[str, Result | StudioError]]:
    """Every result by id, or why it cannot be read."""
    for result_id, path in result_files(root).items():
        try:
            yield result_id, Result.load(path)
        except StudioError as error:
            yield result_id, error


class ResultIndex(Protocol):
    """What this store needs of the index."""

    def put_result(self, result: Result, folder: str) -> None: ...

    def query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]: ...


class ResultStore:
    """All results of one library."""

    def __init__(self, root: Path, index: ResultIndex, remove: Callable[[str, bool], Path]) -> None:
        self.root = root
        self._index = index
        self._remove = remove

    def index(self, result_id: str) -> Result:
        """Add the row of a result whose files are complete, or renew it."""
        result = read_result(self.root, result_id)
        self._index.put_result(result, month_of(result))
        return result

    def list(
        self, chosen: ResultFilter | None = None, limit: int | None = None, after: Place | None = None
    ) -> list[Result]:
        """Newest first; with limit and after one page of them."""
        sql, values = select("record", chosen or ResultFilter(), limit, after)
        return [Result.model_validate_json(str(row[0])) for row in self._index.query(sql, values)]

    def count(self, chosen: ResultFilter | None = None) -> int:
        """How many the filter finds."""
        sql, values = select("count(*)", chosen or ResultFilter(), ordered=False)
        return int(str(self._index.query(sql, values)[0][0]))

    def ids(self, chosen: ResultFilter | None = None) -> tuple[str, ...]:
        """Of all the filter finds, newest first."""
        sql, values = select("id", chosen or ResultFilter())
        return tuple(str(row[0]) for row in self._index.query(sql, values))

    def several(self, result_ids: Sequence[str]) -> builtins.list[Result]:
        """Those that exist, in the order of the ids."""
        found: dict[str, Result] = {}
        for first in range(0, len(result_ids), 500):
            part = result_ids[first : first + 500]
            marks = ",".join("?" * len(part))
            for row in self._index.query(f"SELECT record FROM results WHERE id IN ({marks})", part):
                result = Result.model_validate_json(str(row[0]))
                found[result.id] = result
        return [found[result_id] for result_id in result_ids if result_id in found]

    def find(self, result_id: str) -> Result:
        """Raises InputProblem with the nearest id."""
        rows = self._index.query("SELECT record FROM results WHERE id = ?", (result_id,))
        if not rows:
            ids = self._index.query("SELECT id FROM results ORDER BY created DESC LIMIT 200")
            raise unknown("result", result_id, [str(row[0]) for row in ids])
        return Result.model_validate_json(str(rows[0][0]))

    def path(self, result_id: str) -> Path:
        """The picture or clip, absolute."""
        return result_path(self.root, self.find(result_id))

    def set_rating(self, result_id: str, rating: int) -> Result:
        """-1 reject, 0 none, 1..5 stars. Raises InputProblem."""
        if not -1 <= rating <= 5:
            raise InputProblem(f"A rating cannot be {rating}.", "Use -1 (reject), 0 (none) or 1 to 5 stars.")
        return self._rewrite(self.find(result_id).model_copy(update={"rating": rating}))

    def set_colour(self, result_id: str, colour: Colour) -> Result:
        """One of COLOURS, or "" for none. Raises InputProblem."""
        if colour and colour not in COLOURS:
            raise unknown("colour", colour, COLOURS)
        return self._rewrite(self.find(result_id).model_copy(update={"colour": colour}))

    def set_tags(self, result_id: str, tags: Iterable[str]) -> Result:
        """Replace the tags; empty ones are left out, each is kept once."""
        clean = sorted({" ".join(tag.split()) for tag in tags} - {""})
        return self._rewrite(self.find(result_id).model_copy(update={"tags": tuple(clean)}))

    def remove(self, result_id: str, purge: bool = False) -> Path:
        """Into the trash, or with purge really deleted. Returns the trash entry's folder, or the receipt."""
        return self._remove(self.find(result_id).id, purge)

    def _rewrite(self, result: Result) -> Result:
        result.save(record_path(self.root, result))
        self._index.put_result(result, month_of(result))
        return result
