"""State of the Models screen: what is on this computer, what is looked at before it is added, what verifying found.

Not here: reading the files (studio/library/catalogue/inventory.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.desktop.service.packs import Pack, Part
from studio.desktop.translation import tr
from studio.library.catalogue.inventory import Fit, Model, ModelKind, Verified
from studio.library.catalogue.register import Candidate

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService


class ModelsViewModel(QObject):
    """Signals: models_changed(); selected_changed(); candidate_changed(): a folder or file was looked at;
    pack_changed(): a face pack or a segmenter was looked at; noted(str, str) with a tone and a sentence;
    problem(Exception)."""

    models_changed = Signal()
    selected_changed = Signal()
    candidate_changed = Signal()
    pack_changed = Signal()
    noted = Signal(str, str)
    problem = Signal(object)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.models: tuple[Model, ...] = ()
        self.fits: tuple[Fit, ...] = ()
        self.is_read = False
        self.failure: Exception | None = None  # why nothing could be read
        self.selected: Model | None = None
        self.candidate: Candidate | None = None
        self.pack: Pack | None = None
        self.verified: dict[str, Verified] = {}
        self._verifying: set[str] = set()
        service.catalogue_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read again what is there."""
        self.service.models().done(self._on_models).failed(self._on_unread)

    def select(self, name: str) -> None:
        """By name."""
        found = next((model for model in self.models if model.name == name), None)
        if found is not self.selected:
            self.selected = found
            self.selected_changed.emit()

    def methods_of(self, model: Model) -> tuple[str, ...]:
        """Titles of the methods that can use this base model."""
        return tuple(fit.title for fit in self.fits if model.name in fit.backbones)

    @property
    def missing(self) -> tuple[Fit, ...]:
        """Methods that nothing here fits."""
        return tuple(fit for fit in self.fits if fit.missing)

    def is_verifying(self, name: str) -> bool:
        """Its weights are being read."""
        return name in self._verifying

    def verify(self, name: str) -> None:
        """Read all of its weights and compare."""
        if name not in self._verifying:
            self._verifying.add(name)
            self.selected_changed.emit()
            query = self.service.verify_model(name)
            query.done(self._on_verified).failed(lambda error: self._on_not_verified(name, error))

    def look_at(self, path: Path) -> None:
        """Say size and licence before it is added; `candidate_changed` follows, or a problem."""
        self.service.look_at_model(path).done(self._on_candidate).failed(self.problem.emit)

    def add(self, name: str, prediction: str = "") -> None:
        """Register what was looked at under this name; its weights are read once for the fingerprint.

        prediction: of a single file, as it was chosen.
        """
        candidate, self.candidate = self.candidate, None
        if candidate is None:
            return
        query = self.service.add_model(candidate.folder, name.strip(), candidate.licence, prediction)
        query.done(lambda _: self._on_added(name.strip())).failed(self.problem.emit)

    def look_at_pack(self, part: str, path: Path) -> None:
        """Say its licence before it is used; `pack_changed` follows, or a problem."""
        self.service.look_at_pack(Part(part), path).done(self._on_pack).failed(self.problem.emit)

    def use_pack(self, agreed: bool) -> None:
        """What was looked at, from now on. agreed: its licence was read and fits."""
        pack, self.pack = self.pack, None
        if pack is not None:
            query = self.service.use_pack(pack.part, pack.path, agreed)
            query.done(self._on_pack_used).failed(self.problem.emit)

    def use_built_in(self, part: str) -> None:
        """The one that comes with the studio."""
        self.service.use_pack(Part(part), None, False).done(self._on_pack_used).failed(self.problem.emit)

    def give_up(self) -> None:
        """Do not add it."""
        self.candidate = self.pack = None

    def forget(self, name: str) -> None:
        """Take a registered model off the list; its files stay."""
        self.service.forget_model(name).failed(self.problem.emit)

    def _on_models(self, found: tuple[tuple[Model, ...], tuple[Fit, ...]]) -> None:
        self.models, self.fits = found
        self.is_read, self.failure = True, None
        chosen = self.selected.name if self.selected else ""
        default = next((m.name for m in self.models if m.kind is ModelKind.BACKBONE), "")
        self.selected = next((m for m in self.models if m.name == chosen), None)
        self.models_changed.emit()
        if self.selected is None:
            self.select(default)
        self.selected_changed.emit()

    def _on_unread(self, error: Exception) -> None:
        """The screen says it while it has nothing else to show."""
        if self.is_read:
            self.problem.emit(error)
        else:
            self.failure = error
            self.models_changed.emit()

    def _on_candidate(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.candidate_changed.emit()

    def _on_pack(self, pack: Pack) -> None:
        self.pack = pack
        self.pack_changed.emit()

    def _on_pack_used(self, pack: Pack) -> None:
        self.noted.emit("good", tr("Photos are looked at with “{name}” from now on.", name=pack.name))

    def _on_added(self, name: str) -> None:
        text = tr("“{name}” was added. Its files stay where they are.")
        self.noted.emit("good", text.format(name=name))

    def _on_verified(self, found: Verified) -> None:
        self._verifying.discard(found.name)
        self.verified[found.name] = found
        self.selected_changed.emit()

    def _on_not_verified(self, name: str, error: Exception) -> None:
        self._verifying.discard(name)
        self.selected_changed.emit()
        self.problem.emit(error)
