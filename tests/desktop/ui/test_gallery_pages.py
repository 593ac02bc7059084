"""Trash, details, receipt and the budget line of the Subjects screen, by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.service.imports import ImportState
from studio.desktop.service.thumbnails import ThumbKey
from studio.desktop.ui.controls.picture_grid import PictureGrid
from studio.desktop.ui.gallery.import_panel import ImportPanel
from studio.desktop.ui.gallery.subject_page import SubjectPage
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.library.gallery.budget import Budget
from studio.library.gallery.records import Fault, Kind
from studio.library.trash import Entry
from tests.fakes.records import photo, subject
from tests.fakes.service import FakeService
from tests.library.gallery.test_people import face, known


def _screen(desktop: Desktop) -> SubjectsScreen:
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    return screen


def _entry(kind: str, name: str, **more: object) -> Entry:
    return Entry(
        id=f"t-{name}", kind=kind, item=f"i-{name}", name=name, removed="2026-11-23T10:00:00.000+00:00", paths=(),
        record=more or None,
    )  # fmt: skip


def test_the_trash_gives_back_and_deletes(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    filled.trashed = [_entry("photo", "00.jpg", subject="s", subject_name="Rex"), _entry("subject", "Max")]
    screen = _screen(desktop)
    screen.open_trash()
    page = screen.trash_page
    assert page.isVisible()
    assert page.list.count() == 2
    assert page.list.item(0).text() == (
        "00.jpg\nphoto of Rex · removed 23.11.2026 · kept at least until 23.12.2026"
    )  # fmt: skip
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert filled.asked[-1] == ("restore", "t-00.jpg")
    assert page.list.count() == 1
    assert desktop.window.notices.notices()[0].message == "“00.jpg” is back."
    qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    assert page.question is not None
    qtbot.mouseClick(page.question.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert page.list.count() == 1
    qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    assert page.question is not None
    button = next(b for b in page.question.buttons() if b.text() == "Delete for good")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert filled.asked[-1] == ("delete_from_trash", "t-Max")
    assert not page.restore.isEnabled()
    page.left.emit()
    assert not page.isVisible()


def test_consent_is_edited_and_needed_for_a_person(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    desktop.subjects.select(filled.subjects[0].id)
    page = _screen(desktop).page
    page._on_details()
    details = page.details
    assert details is not None
    details.kind.setCurrentIndex(details.kind.findData(Kind.PERSON))
    assert not details.save_button.isEnabled()
    qtbot.keyClicks(details.consent, "By mail, 3 May")
    qtbot.mouseClick(details.save_button, Qt.MouseButton.LeftButton)
    assert filled.subjects[0].consent == "By mail, 3 May"
    assert filled.subjects[0].kind is Kind.PERSON
    assert "consent: By mail, 3 May" in page._words.text()
    page._on_details()
    assert page.details is not None
    assert page.details.changes == {}
    page.details.reject()


def test_deleting_everything_shows_its_receipt(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    desktop.subjects.select(filled.subjects[0].id)
    screen = _screen(desktop)
    desktop.subjects.remove_subject(purge=True)
    box = screen.receipt
    assert box is not None
    assert box.text() == "Rex was deleted for good: 2 files, 2.4 MB."
    assert "receipts/t-1.json" in box.informativeText()
    assert "2026-11.zip" in box.informativeText()
    qtbot.mouseClick(box.button(QMessageBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    assert desktop.subjects.selected is None


def test_the_budget_line_fills_in_and_can_be_stopped(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    rex = filled.subjects[0]
    desktop.subjects.select(rex.id)
    panel = _screen(desktop).page.findChild(ImportPanel)
    assert isinstance(panel, ImportPanel)
    assert not panel.isVisible()
    budget = Budget(7, ((Fault.TWIN, 1), (Fault.BLURRED, 1)))
    state = ImportState("i-1", "Rex", rex.id, found=12, judged=9, budget=budget)
    filled.import_changed.emit(state)
    assert panel.isVisible()
    assert panel._words.text() == "9 of 12 judged: 7 good photos, 1 near duplicate, 1 too blurred"
    assert (panel._bar.value(), panel._bar.maximum()) == (9, 12)
    qtbot.mouseClick(panel._stop, Qt.MouseButton.LeftButton)
    assert filled.asked[-1] == ("stop_import", "i-1")
    filled.import_changed.emit(ImportState("i-1", "Rex", rex.id, found=12, judged=12, is_over=True))
    assert not panel.isVisible()


def test_photos_are_judged_while_the_sheet_is_filled_in(desktop: Desktop, service: FakeService) -> None:
    service.announce()
    screen = _screen(desktop)
    screen.take_files((Path("a.jpg"),))
    screen.take_files((Path("b.jpg"),))
    assert screen.sheet is not None
    assert screen.sheet._budget.text() == "2 good photos"
    key = screen.sheet.import_id
    screen.sheet.reject()
    assert service.asked[-1] == ("stop_import", key)
    assert screen.sheet is None


def test_photos_are_exported_to_a_chosen_folder(
    desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desktop.subjects.select(filled.subjects[0].id)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    _screen(desktop).page._on_export()
    assert filled.asked[-1] == ("export_photos", filled.subjects[0].id, tmp_path)
    assert desktop.window.notices.notices()[0].message == f"1 file written to {tmp_path}."


def test_a_fault_is_told_in_two_words_below_the_photo(desktop: Desktop, filled: FakeService) -> None:
    """A sentence was cut off after the photo's own name."""
    rex = filled.subjects[0]
    told = "“00.png” is nearly the same as “01.png”."
    twin = rex.photos[0].model_copy(update={"faults": (Fault.TWIN,), "problems": (told,)})
    odd = rex.photos[1].model_copy(update={"problems": ("It shows another face.",)})
    filled.subjects = (rex.model_copy(update={"photos": (twin, odd, *rex.photos[2:])}), *filled.subjects[1:])
    filled.announce()
    desktop.subjects.select(rex.id)
    grid = _screen(desktop).page._grid
    first, second = grid.pictures.item(0), grid.pictures.item(1)
    assert (first.subtitle, second.subtitle) == ("Near duplicate", "It shows another face.")
    assert told in first.tip


def test_a_cell_is_made_when_it_is_looked_at(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making twenty thousand took longer than opening the page may take."""
    rex = filled.subjects[0]
    many = tuple(rex.photos[0].model_copy(update={"id": f"p-{n:08}", "name": f"{n}.png"}) for n in range(3000))
    filled.subjects = (rex.model_copy(update={"photos": many}), *filled.subjects[1:])
    made: list[str] = []
    make = SubjectPage._item
    monkeypatch.setattr(SubjectPage, "_item", lambda self, photo: (made.append(photo.id), make(self, photo))[1])
    filled.announce()
    desktop.subjects.select(rex.id)
    grid = _screen(desktop).page._grid
    grid.viewport().repaint()
    assert 0 < len(set(made)) < 60
    held = many[2000].model_copy(update={"held_out": True})
    filled.subjects = (rex.model_copy(update={"photos": (*many[:2000], held, *many[2001:])}), *filled.subjects[1:])
    with qtbot.waitSignal(grid.pictures.dataChanged):
        filled.announce()
    assert grid.pictures.item(2000).badge == "held out"
    assert grid.pictures.item(1999).badge == ""


def test_pictures_of_the_grid_do_not_look_for_the_chosen_photo(
    desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the many that come in while scrolling went through all photos of the subject."""
    desktop.subjects.select(filled.subjects[0].id)
    looked: list[SubjectPage] = []
    find = SubjectPage._photo
    monkeypatch.setattr(SubjectPage, "_photo", lambda self: (looked.append(self), find(self))[1])
    filled.thumbnails.ready.emit(ThumbKey("a", 222))
    assert looked == []
    filled.thumbnails.ready.emit(ThumbKey("a", 576))
    assert len(looked) == 1


def test_a_card_says_its_whole_sentence(desktop: Desktop, filled: FakeService) -> None:
    """ "6 good photos, 2 …" was all that a card showed."""
    rex = filled.subjects[0]
    faults = (*[Fault.TWIN] * 2, Fault.BLURRED, Fault.DARK)
    bad = [
        rex.photos[0].model_copy(update={"id": f"p-bad{n}", "faults": (fault,), "problems": ("It is so.",)})
        for n, fault in enumerate(faults)
    ]
    filled.subjects = (rex.model_copy(update={"photos": (*rex.photos, *bad)}), *filled.subjects[1:])
    filled.announce()
    grid = _screen(desktop)._grid
    item, good = grid.pictures.item(0), len(rex.photos)
    assert item.subtitle == f"dog\n{good} of {good + 4} photos good"
    whole = f"{good} good photos, 2 near duplicates, 1 too dark, 1 too blurred"
    assert whole in item.tip
    assert whole in item.spoken()
    assert not grid.cuts_off(item.subtitle)
    assert grid.cuts_off(f"dog\n{whole}")
    assert grid._delegate.wrapped(item.subtitle)[0] == item.subtitle.split("\n")
    assert len(grid._delegate.wrapped("somebody or something with a long name")[0]) == 2


def test_all_photos_are_masked_by_a_button_and_unmasked_by_the_notice(
    qtbot: QtBot, desktop: Desktop, filled: FakeService
) -> None:
    subject = filled.subjects[0]
    filled.masks = {photo.id: b"mask" for photo in subject.photos}
    desktop.subjects.select(subject.id)
    page = _screen(desktop).page
    assert page.mask_all.isEnabled()
    assert page.mask_all.accessibleName()
    qtbot.mouseClick(page.mask_all, Qt.MouseButton.LeftButton)
    assert ("mask_photos", subject.id) in filled.asked
    assert all(photo.has_mask for photo in filled.subjects[0].photos)
    assert not page.mask_all.isEnabled()
    notice = desktop.window.notices.notices()[0]
    assert "got a mask" in notice.message
    assert notice.offer is not None
    qtbot.mouseClick(notice.offer, Qt.MouseButton.LeftButton)
    assert not any(photo.has_mask for photo in filled.subjects[0].photos)
    assert page.mask_all.isEnabled()


def test_what_becomes_known_of_photos_does_not_scroll_them_away(
    qtbot: QtBot, desktop: Desktop, service: FakeService
) -> None:
    """Every second, while faces were looked for, the page of a big subject stood at its top again."""
    photos = tuple(photo(f"{number}.jpg") for number in range(200))
    service.subjects = (subject("Ann", "woman", Kind.PERSON, photos, "she agreed"),)
    service.announce()
    desktop.subjects.select(service.subjects[0].id)
    grid = _screen(desktop).page.findChild(PictureGrid)
    assert grid is not None
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() > 2000)
    grid.verticalScrollBar().setValue(1500)
    last = photos[-1]
    service.known = {last.id: known(last, face(1))}
    service.photos_looked_at.emit(frozenset({(last.blake3, last.rotation_deg)}))
    assert desktop.subjects.known.keys() == {last.id}
    assert grid.verticalScrollBar().value() == 1500
