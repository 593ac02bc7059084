"""The photo editor: turn, crop, mask, caption and hold out, one photo after the other. Nothing touches the original.

What changed is stored by Save, and on the way to the next photo; closing asks. Not here: the picture and its tools
(photo_canvas.py), state and undo (viewmodel/photo_editing.py).
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QMessageBox,
    QPlainTextEdit,
    QSlider,
    QToolButton,
    QWidget,
)

from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import tr
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import button, clear_panel, column, keep_place, label, panel, row, scroll, tool
from studio.desktop.ui.controls.shortcut import INSIDE, add_shortcut
from studio.desktop.ui.gallery.photo_canvas import BRUSH_LEAST, BRUSH_MOST, PhotoCanvas, Tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.photo_editing import PhotoEditing

_SLIDER = 100
_SHAPES = ((1.0, "1 : 1"), (4 / 3, "4 : 3"), (3 / 4, "3 : 4"), (16 / 9, "16 : 9"))


class PhotoEditor(QDialog):
    """Bound to a PhotoEditing. Signals: problem(Exception)."""

    problem = Signal(object)

    def __init__(self, editing: PhotoEditing, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing, self._look = editing, look
        editing.setParent(self)
        self.setWindowTitle(tr("Edit photos of {name}", name=editing.subject.name))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.resize(1080, 740)
        self.canvas = PhotoCanvas(editing, look)
        self.canvas.setAccessibleName(tr("Photo"))
        self._name = label("", "strong")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.tools: dict[Tool, QToolButton] = {}
        left = column(self._make_head(), self.canvas, margins=t.SPACE_L)
        left.setStretch(1, 1)
        layout = row(left, self._make_side(), gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._add_keys()
        editing.changed.connect(self._show)
        editing.photo_changed.connect(self._on_photo)
        editing.busy_changed.connect(self._show_busy)
        editing.problem.connect(self._on_problem)
        editing.service.subjects_changed.connect(self._on_stored)
        self.canvas.brush_changed.connect(self._show_brush)
        self.choose_tool(Tool.CROP)
        self._on_photo()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # parts

    def _make_head(self) -> QWidget:
        look, editing = self._look, self.editing
        self.before = tool(tr("Previous photo (Page Up)"), look, "previous", clicked=lambda: editing.go(-1))
        self.after = tool(tr("Next photo (Page Down)"), look, "next", clicked=lambda: editing.go(1))
        group = QButtonGroup(self)
        names = {
            Tool.CROP: (tr("Crop (C)"), "crop"),
            Tool.BRUSH: (tr("Brush the subject (B)"), "brush"),
            Tool.ERASER: (tr("Erase the mask (E)"), "eraser"),
            Tool.SELECT: (tr("Select the subject by a click (S)"), "wand"),
        }
        for kind, (text, icon) in names.items():
            made = tool(text, look, icon, clicked=lambda kind=kind: self.choose_tool(kind))
            made.setCheckable(True)
            group.addButton(made)
            self.tools[kind] = made
        left = tool(tr("Turn left (Ctrl+L)"), look, "turn-left", clicked=lambda: editing.turn(-1))
        right = tool(tr("Turn right (Ctrl+R)"), look, "turn-right", clicked=lambda: editing.turn(1))
        self.undo = tool(tr("Undo (Ctrl+Z)"), look, "undo", clicked=editing.stack.undo)
        self.redo = tool(tr("Redo (Ctrl+Shift+Z)"), look, "redo", clicked=editing.stack.redo)
        fit = tool(tr("Whole photo in the window (F)"), look, "fit", clicked=self.canvas.fit)
        self.compare = tool(tr("Show the photo without crop and mask"), look, "compare")
        self.compare.setCheckable(True)
        self.compare.toggled.connect(self.canvas.show_original)
        head = row(
            self.before, self.after, self._name, None, *self.tools.values(), t.SPACE_M, left, right, t.SPACE_M,
            self.undo, self.redo, t.SPACE_M, self.compare, fit, gap=2,
        )  # fmt: skip
        return clear_panel(head)

    def _make_side(self) -> QFrame:
        look, editing = self._look, self.editing
        self.caption = QPlainTextEdit()
        self.caption.setAccessibleName(tr("Caption"))
        self.caption.setFixedHeight(84)
        self.caption.setTabChangesFocus(True)
        self.caption.textChanged.connect(lambda: editing.set_caption(self.caption.toPlainText()))
        self.suggest = button(tr("Suggest"), look, icon="suggest", clicked=self._on_suggest)
        self._caption_note = label("", "warning", wrap=True)
        self.hold = QCheckBox(tr("Hold out: never learn from it"))
        self.hold.toggled.connect(editing.set_held_out)
        self._facts = label("", "small", wrap=True)
        self._problems = label("", "warning", wrap=True)
        self._trouble = label("", "danger", wrap=True)
        self.save = button(tr("Save"), look, role="primary", clicked=self._on_save)
        self._close = button(tr("Close"), look, clicked=self.close)
        parts = column(
            self._make_crop_options(), self._make_brush_options(), self._make_select_options(), t.SPACE_S,
            label(tr("&Caption"), "section", buddy=self.caption), self.caption, row(self.suggest, None),
            self._caption_note, t.SPACE_S, self.hold, t.SPACE_S, self._facts, self._problems, None,
        )  # fmt: skip
        parts.setContentsMargins(t.SPACE_L, t.SPACE_L, t.SPACE_L, t.SPACE_S)
        foot = column(self._trouble, row(None, self._close, self.save))
        foot.setContentsMargins(t.SPACE_L, t.SPACE_S, t.SPACE_L, t.SPACE_L)
        layout = column(scroll(clear_panel(parts)), foot, gap=0)
        layout.setStretch(0, 1)
        side = panel(layout, "side")
        side.setFixedWidth(300)
        return side

    def _make_crop_options(self) -> QWidget:
        look = self._look
        self.shape = CalmComboBox()
        self.shape.setAccessibleName(tr("Shape of the crop"))
        self.shape.addItem(tr("Free"), 0.0)
        self.shape.addItem(tr("As the photo"), -1.0)
        for ratio, text in _SHAPES:
            self.shape.addItem(text, ratio)
        self.shape.activated.connect(self._on_shape)
        self.whole = button(tr("Whole photo"), look, icon="reset", clicked=self._on_whole)
        self._crop_options = clear_panel(column(label(tr("Crop"), "section"), self.shape, row(self.whole, None)))
        return self._crop_options

    def _make_brush_options(self) -> QWidget:
        look, editing = self._look, self.editing
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(0, _SLIDER)
        self.size_slider.setAccessibleName(tr("Size of the brush"))
        self.size_slider.valueChanged.connect(self._on_size)
        self._brush_options = clear_panel(
            column(
                label(tr("Size of the brush  [ ]"), "section"),
                self.size_slider,
                row(
                    button(tr("Mask all"), look, icon="mask-all", clicked=editing.mask_all),
                    button(tr("Invert"), look, icon="invert", clicked=editing.invert_mask),
                    None,
                ),
                row(button(tr("Clear mask"), look, icon="remove", clicked=editing.clear_mask), None),
            )
        )
        self._show_brush()
        return self._brush_options

    def _make_select_options(self) -> QWidget:
        look, editing = self._look, self.editing
        self._busy = label(tr("Selecting the subject…"), "muted")
        keep_place(self._busy)  # what stands below stays under the mouse
        self._select_options = clear_panel(
            column(
                label(tr("Select the subject"), "section"),
                label(
                    tr("Click on the subject; Alt+click on what does not belong to it. Then brush or erase."),
                    "small",
                    wrap=True,
                ),
                row(button(tr("Clear mask"), look, icon="remove", clicked=editing.clear_mask), None),
                self._busy,
            )
        )
        return self._select_options

    def _add_keys(self) -> None:
        editing = self.editing
        for keys, work in (
            ("C", lambda: self.choose_tool(Tool.CROP)),
            ("B", lambda: self.choose_tool(Tool.BRUSH)),
            ("E", lambda: self.choose_tool(Tool.ERASER)),
            ("S", lambda: self.choose_tool(Tool.SELECT)),
        ):
            add_shortcut(self.canvas, keys, work)
        add_shortcut(self, "Ctrl+L", lambda: editing.turn(-1), INSIDE)
        add_shortcut(self, "Ctrl+R", lambda: editing.turn(1), INSIDE)
        add_shortcut(self, QKeySequence.StandardKey.Save, self._on_save, INSIDE)
        add_shortcut(self, "PgUp", lambda: editing.go(-1), INSIDE)
        add_shortcut(self, "PgDown", lambda: editing.go(1), INSIDE)
        for widget in (self.canvas, *self.tools.values(), self.size_slider, self.shape):
            add_shortcut(widget, QKeySequence.StandardKey.Undo, editing.stack.undo)
            add_shortcut(widget, QKeySequence.StandardKey.Redo, editing.stack.redo)

    # showing

    def choose_tool(self, kind: Tool) -> None:
        """Crop, brush, eraser or select."""
        self.tools[kind].setChecked(True)
        self.canvas.set_tool(kind)
        self._crop_options.setVisible(kind is Tool.CROP)
        self._brush_options.setVisible(kind in (Tool.BRUSH, Tool.ERASER))
        self._select_options.setVisible(kind is Tool.SELECT)

    def _on_photo(self) -> None:
        photo = self.editing.photo
        number, count = self.editing.place
        text = tr("{name}  ({number} of {count})")
        self._name.setText(text.format(name=photo.name, number=number, count=count))
        self.before.setEnabled(count > 1)
        self.after.setEnabled(count > 1)
        size = tr("{width} × {height} pixels")
        self._facts.setText(size.format(width=photo.quality.width_px, height=photo.quality.height_px))
        self._problems.setText("\n".join(map(tr_sentence, photo.problems)))
        self._trouble.setText("")
        self.compare.setChecked(False)
        self._show_busy(self.editing.is_busy)
        self._show()

    def _show(self) -> None:
        state, stack = self.editing.state, self.editing.stack
        if self.caption.toPlainText() != state.caption:
            with QSignalBlocker(self.caption):
                self.caption.setPlainText(state.caption)
        with QSignalBlocker(self.hold):
            self.hold.setChecked(state.held_out)
        self._caption_note.setText(self.editing.caption_note)
        self._caption_note.setVisible(bool(self.editing.caption_note))
        self.suggest.setEnabled(state.caption != self.editing.suggested)
        self.whole.setEnabled(state.crop is not None)
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        self.save.setEnabled(self.editing.is_changed)
        self._trouble.setVisible(bool(self._trouble.text()))

    def _show_busy(self, is_busy: bool) -> None:
        self._busy.setVisible(is_busy)
        self.canvas.viewport().setCursor(Qt.CursorShape.BusyCursor if is_busy else Qt.CursorShape.CrossCursor)

    def _show_brush(self) -> None:
        # Even steps of the slider are even factors of the size.
        span = (BRUSH_MOST / BRUSH_LEAST) ** (1 / _SLIDER)
        value, size = 0, BRUSH_LEAST
        while size < self.canvas.brush and value < _SLIDER:
            value, size = value + 1, size * span
        with QSignalBlocker(self.size_slider):
            self.size_slider.setValue(value)

    # doing

    def _on_size(self, value: int) -> None:
        self.canvas.set_brush(BRUSH_LEAST * (BRUSH_MOST / BRUSH_LEAST) ** (value / _SLIDER))

    def _on_shape(self, _place: int) -> None:
        ratio = float(self.shape.currentData())
        picture = self.editing.picture
        if ratio < 0:
            ratio = picture.width() / picture.height() if not picture.isNull() else 0.0
        self.canvas.set_ratio(ratio)

    def _on_whole(self) -> None:
        self.editing.set_crop(None)

    def _on_suggest(self) -> None:
        self.editing.set_caption(self.editing.suggested)

    def _on_save(self) -> None:
        self._trouble.setText("")
        if self.save.hasFocus():  # nothing is left to be saved, and the focus would jump to the first button
            self._close.setFocus()
        self.editing.save()
        self._show()

    def _on_stored(self, _subjects: object) -> None:
        self._show()

    def _on_problem(self, error: Exception) -> None:
        message, remedy = getattr(error, "message", str(error)), getattr(error, "remedy", "")
        self._trouble.setText(f"{message} {remedy}".strip())
        self._show()
        self.problem.emit(error)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt: what was not saved is asked about."""
        if not self.editing.is_changed:
            super().closeEvent(event)
            self.done(0)
            return
        event.ignore()
        self._ask_to_save()

    def reject(self) -> None:
        """Esc: as closing."""
        self.close()

    def _ask_to_save(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(tr("Save the changes?"))
        box.setText(tr("The changes of “{name}” are not saved.", name=self.editing.photo.name))
        save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("Go on editing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)

        def chosen(clicked: object) -> None:
            if clicked is save:
                self._on_save()
            if clicked in (save, discard):
                self.done(0)
            box.deleteLater()

        box.buttonClicked.connect(chosen)
        box.open()
