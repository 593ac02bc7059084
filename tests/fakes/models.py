"""The part of the fake service that knows models: base models as the real one does, packs as a test says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.core.errors import InputProblem
from studio.desktop.service.packs import Pack, Part
from studio.library.catalogue import inventory, register
from studio.library.catalogue import read as catalogue
from studio.library.catalogue.face_packs import NON_COMMERCIAL
from studio.library.catalogue.read import MethodCard
from tests.fakes.answers import Answered
from tests.fakes.results import FakeResults


class FakeModels(FakeResults):
    """inventory: what the Models screen lists."""

    catalogue_changed = Signal()
    packs_changed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(folder, parent)
        self.methods: tuple[MethodCard, ...] = ()
        self.inventory: tuple[inventory.Model, ...] = ()

    def models(self) -> Answered:
        """What a test put there, with the real fits."""
        return Answered(lambda: (self.inventory, inventory.fits(self.methods, self.backbones)))

    def look_at_model(self, path: Path) -> Answered:
        """As the real one."""
        return Answered(lambda: register.look_at(path))

    def add_model(self, path: Path, name: str, licence: str, prediction: str = "") -> Answered:
        """As the real one; the list changes."""

        def work() -> object:
            entry = register.add(path, name, licence, prediction)
            self.backbones = catalogue.backbones()
            return entry

        return Answered(work).done(lambda _: self.catalogue_changed.emit())

    def verify_model(self, name: str) -> Answered:
        """As the real one."""
        return Answered(lambda: inventory.verify(catalogue.backbone(name)))

    def look_at_pack(self, part: Part, path: Path | None) -> Answered:
        """A foreign one with a licence to agree to; a folder that is missing is refused."""

        def work() -> Pack:
            if path is not None and not path.exists():
                raise InputProblem(f"There is no face pack in “{path}”.", "Choose another folder.")
            return foreign_pack(part, path)

        return Answered(work)

    def use_pack(self, part: Part, path: Path | None, agreed: bool) -> Answered:
        """Remembered."""
        self.asked.append(("use_pack", str(part), path, agreed))
        self.packs_changed.emit(str(part))
        return Answered(lambda: foreign_pack(part, path))

    def forget_model(self, name: str) -> Answered:
        """As the real one; the list changes."""

        def work() -> None:
            register.remove(name)
            self.backbones = catalogue.backbones()

        return Answered(work).done(lambda _: self.catalogue_changed.emit())


def foreign_pack(part: Part, path: Path | None) -> Pack:
    """One with a licence to agree to; without a path the built-in one."""
    note = "" if path is None else "The published models are for research only."
    return Pack(
        part, "mini" if path is None else path.name, "insightface", path or Path("/models"),
        "Apache-2.0" if path is None else NON_COMMERCIAL, path is not None, note, "photographs", 182_400_000,
    )  # fmt: skip
