"""What each screen shows in each state, told to the fake service. No torch, no worker, the same pictures every time.

To add a state: a function here and its name in STATES, then `STUDIO_RENEW_SCREENS=1 pytest tests/screens -m screens`,
and look at the new pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize

from studio.core.errors import DiskProblem
from studio.core.geometry import BoxFrac
from studio.desktop.app import Desktop
from studio.desktop.service.imports import ImportState
from studio.desktop.translation import tr
from studio.desktop.ui.canvas.create_screen import CreateScreen
from studio.desktop.ui.canvas.paint_gestures import CanvasTool
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.desktop.viewmodel.base_picture import Margins
from studio.desktop.viewmodel.brush import Stroke
from studio.desktop.viewmodel.subjects import View
from studio.library.gallery.budget import Budget
from studio.library.gallery.records import Fault
from studio.library.gallery.samples import samples
from studio.library.layout.records import Shape
from studio.library.protocol import events
from studio.library.protocol.requests import ArtifactUse
from tests.fakes import pictures
from tests.fakes.records import manifest, result
from tests.fakes.service import FakeService
from tests.screens.filling import drawn, fill, taught
from tests.screens.scenes_of_photos import subjects_faces, subjects_trash
from tests.screens.scenes_of_the_frame import (
    MODELS,
    about,
    palette,
    preferences,
    preferences_keys,
    queue,
    queue_details,
    welcome,
    welcome_busy,
)

Scene = Callable[[Desktop, FakeService, Path], None]
_PROMPTS = ("@Rex on a beach", "@Rex wearing a red hat", "a watercolour of @Rex in the snow", "@Rex beside a lake")


def subjects_empty(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """First start."""
    service.samples = samples()
    service.announce()


def subjects_filled(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Three subjects, one taught, one with a long name."""
    fill(service, folder)


def subjects_page(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """One subject's photos with their problems."""
    fill(service, folder)
    desktop.subjects.select(service.subjects[0].id)


def subjects_editor(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The photo editor: a crop, a brushed mask, a caption that does not count."""
    fill(service, folder)
    rex = service.subjects[0]
    desktop.subjects.select(rex.id)
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    screen.page.edit_photo(rex.photos[0].id)
    editor = screen.page.editor
    assert editor is not None
    editing = editor.editing
    editing.begin_stroke(0.35, 0.5, 0.12, erases=False)
    editing.stroke_to(0.6, 0.45, 0.12)
    editing.end_stroke()
    editing.set_crop(BoxFrac(0.12, 0.1, 0.8, 0.9))
    editing.set_caption("a dog asleep")


def subjects_new(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The sheet of a new subject, a person, half filled in; its photos are judged."""
    service.announce()
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    screen.new_subject()
    sheet = screen.sheet
    assert sheet is not None
    sheet.name.setText("Mira")
    sheet.class_word.setText("woman")
    sheet.kind.setFocus()  # no cursor that blinks
    sheet.take_files([Path(f"{n:02}.jpg") for n in range(8)])
    budget = Budget(5, ((Fault.TWIN, 1),))
    state = ImportState(sheet.import_id, found=8, judged=8, budget=budget, unusable=2)
    service.import_changed.emit(state)


def subjects_judging(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Photos of the open subject are being judged: the budget line."""
    fill(service, folder)
    rex = service.subjects[0]
    desktop.subjects.select(rex.id)
    budget = Budget(5, ((Fault.TWIN, 1), (Fault.BLURRED, 1)))
    service.import_changed.emit(ImportState("i-1", "Rex", rex.id, found=12, judged=8, budget=budget, unusable=1))


def subjects_busy(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The library is being opened."""
    desktop.subjects.view = View.OPENING
    desktop.subjects.view_changed.emit()
    service.work_changed.emit(tr("Opening the library"))


def subjects_failed(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """It does not open."""
    service.open_failed.emit(
        DiskProblem("“/media/photos/library” cannot be read: the disk is gone.", "Connect it, then try again.")
    )


def teach_empty(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """No subject yet."""
    service.announce()


def teach_filled(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A finished training."""
    job = taught(desktop, service, folder)
    service.say(job, events.Finished, answer={}, artifact=service.artifacts[0].id)


def teach_busy(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Half-way."""
    taught(desktop, service, folder)


def teach_failed(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Ended without an artifact."""
    job = taught(desktop, service, folder)
    error = {
        "kind": "OutOfMemory",
        "message": "Teaching Rex does not fit into the memory of this computer.",
        "remedy": "Choose a smaller batch size, or close other programs, then resume.",
        "detail": "OutOfMemoryError",
    }
    service.say(job, events.Failed, error=error, log=("step 80", "OutOfMemoryError"))


def teach_together(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Two subjects are chosen for a method that can teach them in one artifact."""
    taught(desktop, service, folder)
    desktop.teach.close_job()
    desktop.teach.choose_method("custom_diffusion")
    desktop.teach.choose_subjects(subject.id for subject in service.subjects[:2])
    desktop.teach.set_together(True)


def teach_measure(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The dialog that measures methods."""
    teach_together(desktop, service, folder)
    service.stored = [result(folder, seed=n) for n in range(3)]
    desktop.measure_methods()


def subjects_join(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The dialog that joins what was taught apart."""
    fill(service, folder)
    service.artifacts = tuple(manifest(subject, method="custom_diffusion") for subject in service.subjects)
    service.announce()
    desktop.join_artifacts()


def create_dials(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A subject taught by a method that has dials for drawing."""
    fill(service, folder)
    rex = service.subjects[0]
    service.artifacts = (manifest(rex, method="perfusion"),)
    service.announce()
    desktop.create.set(seed=7)
    desktop.create.use(service.artifacts[0].id, 0.9, settings={"bias": 0.5})


def create_empty(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Nothing drawn yet."""
    service.announce()
    desktop.create.set(seed=7)


def create_filled(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Four pictures are there."""
    drawn(desktop, service, folder, 4)


def create_regions(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Three regions over a picture: a taught subject, an ellipse that overlaps it, a locked one; one is chosen."""
    drawn(desktop, service, folder, 4)
    composition = desktop.create.composition
    desktop.create.put_on_canvas(service.subjects[0].id, 0.32, 0.55)
    first = composition.selected
    second = composition.add(BoxFrac(0.5, 0.35, 0.95, 0.9), prompt="a red balloon", shape=Shape.ELLIPSE)
    composition.edit(composition.add(BoxFrac(0.05, 0.04, 0.4, 0.24), name="Sky", prompt="a cloud"), locked=True)
    composition.edit(second, hidden=False)
    composition.select(first)


def create_redraw(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A base picture, a part of it marked to be redrawn."""
    drawn(desktop, service, folder, 4)
    screen = desktop.window.built_screen("create")
    assert isinstance(screen, CreateScreen)
    path = desktop.create.pictures[1].path
    assert path is not None
    screen.canvas.picture_dropped.emit(str(path))
    stroke = Stroke(None, QSize(320, 240), erases=False)
    stroke.to(0.3, 0.4, 0.08)
    stroke.to(0.6, 0.5, 0.08)
    desktop.create.composition.edit_base("mark", mask=stroke.mask)


def create_frame(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Outpainting: the frame reaches beyond the base picture."""
    create_redraw(desktop, service, folder)
    screen = desktop.window.built_screen("create")
    assert isinstance(screen, CreateScreen)
    screen.bar.choose(CanvasTool.FRAME)
    desktop.create.composition.edit_base("frame", mask=None, grow=Margins(right=0.5))
    screen.canvas.zoom_by(0.6)


def create_place(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Boxes first: a region on an empty canvas, nothing drawn yet."""
    fill(service, folder)
    desktop.create.set(prompt="on a beach", seed=7)
    desktop.create.composition.add(BoxFrac(0.1, 0.3, 0.6, 0.95), prompt="a dog wearing a hat")


def create_busy(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Two of four are there."""
    drawn(desktop, service, folder, 2)


def create_failed(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A name nobody has."""
    fill(service, folder)
    desktop.create.set(prompt="@Rax on a beach", seed=7)
    desktop.create.generate()


def results_empty(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Nothing drawn yet."""
    service.announce()


def results_filled(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A dozen pictures, one chosen."""
    fill(service, folder)
    use = (ArtifactUse(artifact=service.artifacts[0].id, strength=0.9),)
    for number in range(12):
        stars = (0, 4, 0, 5, -1, 0)[number % 6]
        made = result(folder, _PROMPTS[number % 4], 100 + number, stars, use)
        # The same id every time: it is shown, and its width changes the picture.
        colour = ("", "green", "", "", "red")[number % 5]
        made = made.model_copy(update={"id": f"r-mwvk{number:02d}r531566", "colour": colour})
        service.stored.append(made)
        service.files[made.id] = pictures.photo(folder, f"r{number}.png", 40 + number)
    service.results_changed.emit()


def results_large(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """One picture large."""
    results_filled(desktop, service, folder)


def results_compare(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Three side by side, the second one active."""
    results_filled(desktop, service, folder)


def results_slider(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Two under a divider."""
    results_filled(desktop, service, folder)


def results_use_settings(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """What would change on the Create screen."""
    results_filled(desktop, service, folder)
    desktop.create.set(prompt="a portrait of @Mira in a library, {morning|evening} light", seed=4711, count=4, steps=40)


def results_export(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The export dialog on three pictures."""
    results_filled(desktop, service, folder)


def results_export_asks(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Files of those names are there."""
    results_filled(desktop, service, folder)


def results_export_over(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """The disk was full."""
    results_filled(desktop, service, folder)


def results_nothing_fits(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A filter that hides everything."""
    results_filled(desktop, service, folder)
    desktop.results.set_filter(text="elephant", rating_least=4)


def results_busy(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Still being read."""
    desktop.results.is_loaded = False
    desktop.results.results_changed.emit()


def results_failed(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A picture's file is gone, and an export failed."""
    service.stored.append(result(folder))
    service.announce()
    service.problem.emit(
        DiskProblem("“/media/stick” cannot be written: the disk is full.", "Free some space, then try again.")
    )


STATES: dict[str, dict[str, Scene]] = {
    "subjects": {
        "empty": subjects_empty,
        "filled": subjects_filled,
        "page": subjects_page,
        "faces": subjects_faces,
        "welcome": welcome,
        "welcome-busy": welcome_busy,
        "palette": palette,
        "preferences": preferences,
        "preferences-keys": preferences_keys,
        "about": about,
        "editor": subjects_editor,
        "judging": subjects_judging,
        "new": subjects_new,
        "trash": subjects_trash,
        "join": subjects_join,
        "busy": subjects_busy,
        "failed": subjects_failed,
    },
    "models": MODELS,
    "teach": {
        "empty": teach_empty,
        "filled": teach_filled,
        "together": teach_together,
        "measure": teach_measure,
        "busy": teach_busy,
        "failed": teach_failed,
    },
    "create": {
        "empty": create_empty,
        "redraw": create_redraw,
        "frame": create_frame,
        "filled": create_filled,
        "regions": create_regions,
        "dials": create_dials,
        "place": create_place,
        "queue": queue,
        "queue-details": queue_details,
        "busy": create_busy,
        "failed": create_failed,
    },
    "results": {
        "empty": results_empty,
        "filled": results_filled,
        "large": results_large,
        "compare": results_compare,
        "slider": results_slider,
        "use-settings": results_use_settings,
        "export": results_export,
        "export-asks": results_export_asks,
        "export-over": results_export_over,
        "nothing-fits": results_nothing_fits,
        "busy": results_busy,
        "failed": results_failed,
    },
}
