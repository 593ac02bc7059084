"""Which results to show, and the SQL for it, page by page from a known place (a keyset, never an OFFSET).

Not here: running it (store.py).
"""

from __future__ import annotations

from typing import NamedTuple

from studio.core.records import Record
from studio.library.results.records import Colour, Result

_ESCAPE = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


class ResultFilter(Record):
    """All given parts must hold. subject, artifact: ids. rating_least: -1 shows rejects too, the default hides none."""

    subject: str | None = None
    artifact: str | None = None
    method: str | None = None
    backbone: str | None = None
    rating_least: int | None = None
    rating_most: int | None = None
    text: str = ""  # every word must occur in the prompt or be a tag
    tag: str | None = None
    colour: Colour | None = None  # "": those without one
    since: str | None = None  # ISO 8601
    before: str | None = None


class Place(NamedTuple):
    """Where a page begins: just behind this result. Newest first, equal times by id."""

    created: str
    id: str

    @classmethod
    def of(cls, result: Result) -> Place:
        """Behind this one."""
        return cls(result.created, result.id)


def select(
    columns: str, chosen: ResultFilter, limit: int | None = None, after: Place | None = None, ordered: bool = True
) -> tuple[str, tuple[object, ...]]:
    """An SQL statement over `results` with its values. after: only what comes behind that place."""
    where: list[str] = []
    values: list[object] = []

    def add(clause: str, *given: object) -> None:
        where.append(clause)
        values.extend(given)

    if chosen.subject is not None:
        add(
            "(id IN (SELECT result_id FROM result_subjects WHERE subject_id = ?) OR id IN "
            "(SELECT result_id FROM result_artifacts JOIN artifact_subjects USING (artifact_id) WHERE subject_id = ?))",
            chosen.subject,
            chosen.subject,
        )
    if chosen.artifact is not None:
        add("id IN (SELECT result_id FROM result_artifacts WHERE artifact_id = ?)", chosen.artifact)
    if chosen.method is not None:
        add(
            "(method = ? OR id IN (SELECT result_id FROM result_artifacts JOIN artifacts ON artifacts.id = artifact_id "
            "WHERE artifacts.method = ?))",
            chosen.method,
            chosen.method,
        )
    if chosen.tag is not None:
        add("id IN (SELECT result_id FROM result_tags WHERE tag = ?)", chosen.tag)
    for clause, value in (
        ("backbone = ?", chosen.backbone),
        ("colour = ?", chosen.colour),
        ("rating >= ?", chosen.rating_least),
        ("rating <= ?", chosen.rating_most),
        ("created >= ?", chosen.since),
        ("created < ?", chosen.before),
    ):
        if value is not None:
            add(clause, value)
    for word in chosen.text.split():
        add(
            r"(prompt LIKE ? ESCAPE '\' OR id IN (SELECT result_id FROM result_tags WHERE tag = ?))",
            f"%{word.translate(_ESCAPE)}%",
            word,
        )
    if after is not None:
        add("(created, id) < (?, ?)", after.created, after.id)
    sql = f"SELECT {columns} FROM results" + (" WHERE " + " AND ".join(where) if where else "")
    if ordered:
        sql += " ORDER BY created DESC, id DESC"
    if limit is not None:
        sql += " LIMIT ?"
        values.append(limit)
    return sql, tuple(values)
