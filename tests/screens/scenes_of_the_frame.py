"""Scenes of what stands around the screens: models, welcome, palette, preferences, about, the queue. See scenes.py."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import DiskProblem
from studio.desktop.app import Desktop
from studio.desktop.service.packs import Part
from studio.desktop.ui.preferences.preferences_dialog import PreferencesDialog
from studio.library.catalogue.inventory import Model, ModelKind
from studio.library.catalogue.register import Candidate
from studio.library.gallery.samples import samples
from studio.library.protocol import events
from tests.fakes.answers import Answered
from tests.fakes.models import foreign_pack
from tests.fakes.service import FakeService
from tests.screens.filling import drawn, fill, taught


def models_packs(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """What looks at photos: a segmenter of one's own in use, the built-in face pack, another one beside it."""
    service.inventory = (
        Model(
            kind=ModelKind.BACKBONE, name="mini", what="A base model: it draws, and is taught.", family="sd",
            licence="Apache-2.0", size_bytes=62_000_000, shipped=True, folder=Path("models/mini"),
        ),
        Model(
            kind=ModelKind.PERCEPTION, name="segmenter (SAM vit_b)",
            what="Cuts a subject out of a photo by a click, and proposes a mask for each photo.",
            family="sam1", licence="Apache-2.0", size_bytes=375_000_000, folder=Path("/media/sam_vit_b.safetensors"),
            is_file=True, part="segmenter", in_use=True,
        ),
        Model(
            kind=ModelKind.PERCEPTION, name="mini-faces",
            what="Finds faces, and tells whether photos show the same person.", licence="Apache-2.0", shipped=True,
            size_bytes=5_200_000, folder=Path("models/faces"), part="faces", in_use=True,
        ),
        Model(
            kind=ModelKind.PERCEPTION, name="buffalo_l",
            what="Finds faces, and tells whether photos show the same person.",
            licence="non-commercial research only", size_bytes=325_000_000,
            folder=Path("/home/ann/.insightface/models/buffalo_l"), part="faces",
        ),
    )  # fmt: skip
    fill(service, folder)
    desktop.models.refresh()
    desktop.models.select("buffalo_l")


def models_segmenter(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The segmenter in use is the person's own."""
    models_packs(desktop, service, folder)
    desktop.models.select("segmenter (SAM vit_b)")


def models_use_pack(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The licence of a face pack before it is used."""
    models_packs(desktop, service, folder)
    desktop.models.pack = foreign_pack(Part.FACES, Path("/home/ann/.insightface/models/buffalo_l"))
    desktop.models.pack_changed.emit()


def models_filled(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The shipped one, one of the person's own that cannot run, a judge, and what is not installed."""
    service.inventory = (
        Model(
            kind=ModelKind.BACKBONE, name="mini", what="A base model: it draws, and is taught.", family="sd",
            licence="Apache-2.0", limits="Draws cartoons of about 300 things and of people, 128 px.",
            size_bytes=62_000_000, shipped=True, folder=Path("models/mini"),
        ),
        Model(
            kind=ModelKind.BACKBONE, name="my-painter", what="A base model: it draws, and is taught.", family="sd",
            licence="cc-by-nc-4.0", size_bytes=4_270_000_000, folder=Path("/media/models/painter"),
            problem="The weights of its unet are missing.", remedy="Put the files back, or register it again.",
        ),
        Model(
            kind=ModelKind.JUDGE, name="instance", what="Measures likeness.", licence="Apache-2.0", shipped=True,
            size_bytes=4_600_000, folder=Path("models/judges/instance"),
        ),
        Model(
            kind=ModelKind.PERCEPTION, name="faces", what="Finds faces.",
            problem="Not installed: faces in photos are not measured.",
        ),
    )  # fmt: skip
    fill(service, folder)
    desktop.models.refresh()


def models_failed(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """One that cannot run is chosen."""
    models_filled(desktop, service, folder)
    desktop.models.select("my-painter")


def models_empty(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Somebody took the shipped model away."""
    service.inventory = ()
    service.announce()


def models_unread(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The list of models cannot be read."""
    desktop.models.is_read = False

    def damaged() -> None:
        raise DiskProblem("“/home/mira/.config/likeness-studio/models.json” is damaged.", "Restore it from a backup.")

    service.models = lambda: Answered(damaged)  # type: ignore[method-assign]
    desktop.models.refresh()


def models_add(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Before a model with a licence that needs care is added."""
    models_filled(desktop, service, folder)
    desktop.models.candidate = Candidate(
        folder=Path("/home/me/models/Dream Painter"), name="dream-painter", family="sd", licence="cc-by-nc-4.0",
        picture_px=(512, 512), size_bytes=4_270_000_000, warning="Its licence forbids commercial use.",
    )  # fmt: skip
    desktop.models.candidate_changed.emit()


def models_file(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Before a single file that does not say what it predicts is added."""
    models_filled(desktop, service, folder)
    desktop.models.candidate = Candidate(
        folder=Path("/home/me/models/dreamPainter_v21_768.safetensors"), name="dreampainter_v21_768", family="sd",
        licence="unknown", picture_px=(768, 768), size_bytes=5_214_865_156, kind="Stable Diffusion 2.x",
        prediction_type="v_prediction", px_by_prediction={"epsilon": (512, 512), "v_prediction": (768, 768)},
        warning="Its licence is not stated; find out what it allows before you use its pictures.",
    )  # fmt: skip
    desktop.models.candidate_changed.emit()


def welcome(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """First start."""
    service.samples = samples()
    service.announce()
    desktop.show_welcome()


def welcome_busy(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Half-way to the first picture."""
    welcome(desktop, service, folder)
    desktop.welcome.start()
    job = service.jobs()[-1].id
    service.say(job, events.Started, pid=1, device="cpu", what="Teaching Pingo by LoRA", total_steps=80)
    service.say(job, events.Progress, step=40, of=80, eta_s=24.0)


def palette(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The command palette."""
    fill(service, folder)
    desktop.show_palette()


def preferences(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Their first page."""
    fill(service, folder)
    desktop.show_preferences()


def preferences_keys(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The page of the keys."""
    preferences(desktop, service, folder)
    dialog = next(d for d in desktop.window.findChildren(PreferencesDialog) if d.isVisible())
    dialog.tabs.setCurrentWidget(dialog.keys)


def about(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Whose work is in it."""
    fill(service, folder)
    desktop.show_about()


def models_busy(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Still being read."""
    desktop.models.is_read = False
    desktop.models.models, desktop.models.selected = (), None
    desktop.models.models_changed.emit()


def queue(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The open queue: one ended, one failed, one runs, two wait."""
    drawn(desktop, service, folder, 4)
    desktop.create.generate()
    failed = service.jobs()[-1].id
    error = {
        "kind": "OutOfMemory",
        "message": "The memory of this computer is not enough for this request.",
        "remedy": "Draw fewer pictures at once, or smaller ones.",
    }
    service.say(failed, events.Failed, error=error, log=("allocating 3.2 GB", "killed"))
    taught(desktop, service, folder)
    desktop.create.generate()
    desktop.create.generate()
    desktop.window.job_bar.toggle_queue()


def queue_details(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Details of the job that failed."""
    queue(desktop, service, folder)
    drawer = desktop.window.job_bar.drawer
    failed = next(row for row, job in enumerate(desktop.jobs.jobs) if job.error is not None)
    drawer.list.setCurrentIndex(drawer.model.index(failed, 0))
    drawer.buttons["details"].click()


MODELS = {
    "empty": models_empty,
    "filled": models_filled,
    "failed": models_failed,
    "unread": models_unread,
    "add": models_add,
    "file": models_file,
    "busy": models_busy,
    "packs": models_packs,
    "segmenter": models_segmenter,
    "use-pack": models_use_pack,
}
