"""Every control of every screen and dialog has a name for screen readers and can be reached by Tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QWidget,
)

from studio.core.geometry import BoxFrac
from studio.desktop.app import Desktop
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.desktop.ui.results.sheet_dialog import SheetDialog
from studio.desktop.viewmodel.sheet import SheetViewModel
from studio.library.catalogue.inventory import Model, ModelKind
from studio.library.gallery.samples import samples
from tests.fakes.records import result
from tests.fakes.service import FakeService

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QSlider, QAbstractItemView, QPlainTextEdit)


def _controls(root: QWidget) -> list[QWidget]:
    """Those a person can use now; parts of one control (a spin box's line, a combo box's list) are its own business."""
    found = []
    for widget in root.findChildren(QWidget):
        inside = widget.parentWidget()
        is_part = isinstance(inside, QAbstractSpinBox | QComboBox) or widget.objectName().startswith("qt_")
        inside_list = isinstance(inside, QWidget) and isinstance(inside.parentWidget(), QComboBox)
        if isinstance(widget, _CONTROLS) and widget.isVisibleTo(root) and not is_part and not inside_list:
            found.append(widget)
    return found


def _name(widget: QWidget, root: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    return next((note.text() for note in root.findChildren(QLabel) if note.buddy() is widget), "")


def _described(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{type(widget).__name__} in {type(parent).__name__}: {widget.toolTip() or widget.objectName()}"


def _check(root: QWidget) -> None:
    controls = _controls(root)
    assert controls
    assert [_described(widget) for widget in controls if not _name(widget, root).strip()] == []
    enabled = [w for w in controls if w.isEnabled() and not isinstance(w, QTabBar)]
    by_tab = Qt.FocusPolicy.TabFocus.value
    unreached = [w for w in enabled if not w.focusPolicy().value & by_tab and not _is_helped(w)]
    assert [f"{_described(w)} “{_name(w, root)}”" for w in unreached] == []


def _is_helped(widget: QWidget) -> bool:
    """Reached another way: by arrows inside its group, or with the keys of the field it belongs to."""
    return widget.property("reached_by") is not None


def _fill(desktop: Desktop, service: FakeService, folder: Path) -> None:
    rex = service.subjects[0]
    for kept in rex.photos:
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(QColor("gray"))
        path = folder / f"{kept.id}.png"
        image.save(str(path))
        service.files[kept.id] = path
    service.stored = [result(folder, seed=n) for n in range(3)]
    service.inventory = (Model(kind=ModelKind.BACKBONE, name="mini", what="It draws.", folder=folder),)
    service.samples = samples()
    service.announce()
    desktop.create.composition.add(BoxFrac(0.1, 0.1, 0.6, 0.6))
    desktop.create.set_base(service.files[rex.photos[0].id])


@pytest.mark.parametrize("key", ["subjects", "teach", "create", "results", "models"])
def test_screens(desktop: Desktop, filled: FakeService, tmp_path: Path, key: str) -> None:
    _fill(desktop, filled, tmp_path)
    desktop.window.show_screen(key)
    if key == "models":
        desktop.models.refresh()
    _check(desktop.window)


def test_a_subjects_page(desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    _fill(desktop, filled, tmp_path)
    desktop.window.show_screen("subjects")
    desktop.subjects.select(filled.subjects[0].id)
    _check(desktop.window)


def _editor(desktop: Desktop, service: FakeService) -> None:
    desktop.window.show_screen("subjects")
    desktop.subjects.select(service.subjects[0].id)
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    screen.page.edit_photo(service.subjects[0].photos[0].id)


def _sheet(desktop: Desktop, service: FakeService) -> None:
    base = service.stored[0].request
    SheetDialog(SheetViewModel(service, base), desktop.look, desktop.window).open()  # type: ignore[arg-type]


_DIALOGS: dict[str, Callable[[Desktop, FakeService], object]] = {
    "editor": _editor,
    "sheet": _sheet,
    "welcome": lambda desktop, _: desktop.show_welcome(),
    "preferences": lambda desktop, _: desktop.show_preferences(),
    "palette": lambda desktop, _: desktop.show_palette(),
    "about": lambda desktop, _: desktop.show_about(),
    "new subject": lambda desktop, _: desktop.new_subject(),
}


@pytest.mark.parametrize("kind", _DIALOGS)
def test_dialogs(desktop: Desktop, filled: FakeService, tmp_path: Path, kind: str) -> None:
    _fill(desktop, filled, tmp_path)
    _DIALOGS[kind](desktop, filled)
    dialogs = [dialog for dialog in desktop.window.findChildren(QDialog) if dialog.isVisible()]
    assert dialogs
    for dialog in dialogs:
        _check(dialog)
        dialog.done(0)
