"""The queue as a list model: rows keep their identity while jobs come, go, move and make progress.

Not here: the queue's rules (jobs/queue.py), how a row is painted (ui/controls/queue_drawer.py).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.translation import tr
from studio.desktop.viewmodel.jobs import JobsViewModel
from studio.library.protocol.jobs import State

JOB_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class QueueList(QAbstractListModel):
    """Running, waiting, ended jobs in the order of JobsViewModel.jobs; waiting ones move by drag or `move_by`."""

    def __init__(self, jobs: JobsViewModel) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._shown: list[JobSnapshot] = list(jobs.jobs)
        jobs.jobs_changed.connect(self._on_changed)
        jobs.current_changed.connect(self._on_changed)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """JOB_ROLE gives the JobSnapshot."""
        if not index.isValid():
            return None
        job = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return job.title
            case Qt.ItemDataRole.ToolTipRole:
                return f"{job.title}\n{job.sentence}"
            case Qt.ItemDataRole.AccessibleTextRole:
                words = tr("{title}: {sentence}")
                return words.format(title=job.title, sentence=job.sentence)
            case _:
                return job if role == JOB_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Only waiting jobs can be dragged; they are dropped between rows, never on one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        waits = self._shown[index.row()].state == State.QUEUED
        return kept | Qt.ItemFlag.ItemIsDragEnabled if waits else kept

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        """Qt."""
        return Qt.DropAction.MoveAction

    def moveRows(  # noqa: N802
        self, source: _Index, row: int, count: int, target: _Index, before: int
    ) -> bool:
        """Qt calls this for a drop; a place outside of the waiting jobs is the nearest one among them."""
        if count != 1 or not 0 <= row < len(self._shown) or self._shown[row].state != State.QUEUED:
            return False
        others = self._shown[:before]
        place = sum(1 for at, job in enumerate(others) if job.state == State.QUEUED and at != row)
        self._jobs.move(self._shown[row].id, place)
        return True

    def move_by(self, index: _Index, places: int) -> None:
        """A waiting job earlier (negative) or later."""
        waiting = [job.id for job in self._shown if job.state == State.QUEUED]
        job = self._shown[index.row()]
        if job.id in waiting:
            self._jobs.move(job.id, max(0, waiting.index(job.id) + places))

    def _on_changed(self) -> None:
        wanted = list(self._jobs.jobs)
        ids = {job.id for job in wanted}
        for row in reversed(range(len(self._shown))):
            if self._shown[row].id not in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._shown[row]
                self.endRemoveRows()
        known = {job.id for job in self._shown}
        fresh = [job for job in wanted if job.id not in known]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(fresh) - 1)
            self._shown += fresh
            self.endInsertRows()
        if [job.id for job in self._shown] != [job.id for job in wanted]:
            self._reorder(wanted)
        for row, (old, new) in enumerate(zip(self._shown, wanted, strict=True)):
            if old != new:
                self._shown[row] = new
                self.dataChanged.emit(self.index(row), self.index(row))

    def _reorder(self, wanted: list[JobSnapshot]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = {job.id: job for job in self._shown}
        rows = {job.id: row for row, job in enumerate(wanted)}
        for index in self.persistentIndexList():
            self.changePersistentIndex(index, self.index(rows[self._shown[index.row()].id]))
        self._shown = [old[job.id] for job in wanted]
        self.layoutChanged.emit()
