"""State of the dialog that joins artifacts: which can be joined, which are chosen, and why it cannot start yet.

Not here: the dialog's widgets (ui/gallery/merge_dialog.py), joining itself (studio/engine/methods/merged.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.translation import tr
from studio.desktop.viewmodel.request_words import method_title
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue.read import MethodCard

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService


def joinable(artifacts: Iterable[Manifest], methods: Sequence[MethodCard]) -> tuple[Manifest, ...]:
    """Those that have a partner: of the same method that can join, the same base model, and other subjects."""
    able = {card.slug for card in methods if "merges" in card.can}
    found = [manifest for manifest in artifacts if manifest.method in able]
    return tuple(one for one in found if any(_fit(one, other) for other in found))


def _fit(one: Manifest, other: Manifest) -> bool:
    return _base(one) == _base(other) and not set(one.subject_ids) & set(other.subject_ids)


def _base(manifest: Manifest) -> tuple[str, str]:
    return manifest.method, manifest.backbone_fingerprint


class MergeViewModel(QObject):
    """Signals: changed(); started(str) with the job's id; problem(Exception)."""

    changed = Signal()
    started = Signal(str)
    problem = Signal(object)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.artifacts = joinable(service.artifacts, service.methods)
        self.chosen: tuple[str, ...] = ()

    @property
    def methods(self) -> tuple[str, ...]:
        """Titles of those that can join."""
        return tuple(tr(card.title) for card in self.service.methods if "merges" in card.can)

    def choose(self, artifact_ids: Iterable[str]) -> None:
        """These, in the order of the list."""
        wanted = set(artifact_ids)
        chosen = tuple(manifest.id for manifest in self.artifacts if manifest.id in wanted)
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed.emit()

    def start_problem(self) -> str:
        """Why it cannot start, in one sentence."""
        manifests = [manifest for manifest in self.artifacts if manifest.id in self.chosen]
        if len(manifests) < 2:
            return tr("Choose two or more, of different subjects.")
        methods = dict.fromkeys(method_title(manifest.method) for manifest in manifests)
        if len(methods) > 1:
            return tr("They were taught by {methods}. Choose those of one method.", methods=tr(" and ").join(methods))
        if len({manifest.backbone_fingerprint for manifest in manifests}) > 1:
            return tr("They were taught to different base models. Choose those of one.")
        subjects = [subject for manifest in manifests for subject in manifest.subject_ids]
        if len(set(subjects)) < len(subjects):
            return tr("Two of them hold the same subject. Choose one of each.")
        return ""

    def start(self) -> None:
        """Queue it."""
        if self.start_problem():
            return
        try:
            self.started.emit(self.service.merge_artifacts(self.chosen))
        except StudioError as error:
            self.problem.emit(error)
