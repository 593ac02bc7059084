"""The export dialog: what, where to, format, size, names with a preview, metadata; then progress and how it ended.

Bound to the Export view-model. Not here: writing files (studio/library/exports).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from studio.desktop.sentences import told_in_one
from studio.desktop.translation import mark, plural, tr
from studio.desktop.ui.controls.fields import CalmComboBox, CalmSpinBox
from studio.desktop.ui.controls.pieces import button, clear_layout, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.export import ExportViewModel, Stage
from studio.library.exports.naming import TOKENS

FORMATS = (
    ("png", mark("PNG, exact")),
    ("jpeg", mark("JPEG, small")),
    ("webp", mark("WebP, smaller")),
    ("avif", mark("AVIF, smallest")),
    ("contact-sheet-pdf", mark("Contact sheet, PDF")),
    ("contact-sheet-png", mark("Contact sheet, one PNG")),
)
METADATA = (
    ("full", mark("Everything: others can draw it again")),
    ("xmp", mark("Only that a model drew it (XMP)")),
    ("none", mark("Nothing")),
)
_EDGE_MOST = 16_384


class ExportDialog(QDialog):
    """Accepted when everything was written. Fields: which, folder, format, quality, edge, pattern, title, metadata."""

    def __init__(self, export: ExportViewModel, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._export, self._look = export, look
        self.setWindowTitle(tr("Export"))
        self.setMinimumWidth(600)
        order = export.order
        self.which, self.format, self.metadata = CalmComboBox(), CalmComboBox(), CalmComboBox()
        self.folder, self.pattern, self.title = QLineEdit(str(order.folder)), QLineEdit(order.pattern), QLineEdit()
        self.title.setPlaceholderText(tr("None"))
        self.title.setText(order.title)
        self.quality, self.edge = CalmSpinBox(), CalmSpinBox()
        self._fill()
        self._preview = label("", "small", wrap=True)
        self._problem = label("", "danger", wrap=True)
        self._rows: dict[str, list[QWidget]] = {}
        self._stack = QStackedWidget()
        for page in (self._make_form(), self._make_question(), self._make_progress(), self._make_end()):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack, margins=t.SPACE_XL))
        self._connect()
        self._show()

    def reject(self) -> None:
        """Esc and Cancel: while it runs they stop it first."""
        if self._export.stage is Stage.RUNNING:
            self._export.stop()
        else:
            super().reject()

    def _fill(self) -> None:
        export, order = self._export, self._export.order
        chosen, everything = len(export.results.selected), export.results.count
        if chosen:
            self.which.addItem(
                tr("The selected picture") if chosen == 1 else tr("The {count:,} selected pictures", count=chosen),
                False,
            )
        filtered, all_of_them = tr("All {count:,} that fit the filter"), tr("All {count:,} pictures")
        words = filtered if export.results.is_filtered else all_of_them
        self.which.addItem(words.format(count=everything), True)
        self.which.setCurrentIndex(self.which.findData(export.takes_all))
        for key, words in FORMATS:
            self.format.addItem(tr(words), key)
        self.format.setCurrentIndex(self.format.findData(order.format))
        for key, words in METADATA:
            self.metadata.addItem(tr(words), key)
        self.metadata.setCurrentIndex(self.metadata.findData(order.metadata))
        self.quality.setRange(1, 100)
        self.quality.setValue(order.quality)
        self.edge.setRange(0, _EDGE_MOST)
        self.edge.setSingleStep(128)
        self.edge.setSpecialValueText(tr("As drawn"))
        self.edge.setSuffix(tr(" px at most"))
        self.edge.setValue(order.edge_px or 0)
        for box in (self.quality, self.edge):
            box.setFixedWidth(160)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)

    def _make_form(self) -> QWidget:
        look = self._look
        choose = button(tr("Choose…"), look, icon="folder", clicked=self._on_choose)
        self._insert = button(tr("Insert"), look, icon="add")
        menu = QMenu(self)
        for token, meaning in TOKENS.items():
            menu.addAction(f"{{{token}}}  –  {tr(meaning)}", lambda token=token: self.pattern.insert(f"{{{token}}}"))
        self._insert.setMenu(menu)
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_M)
        grid.setColumnStretch(1, 1)
        folder, names = row(self.folder, choose), row(self.pattern, self._insert)
        best = label(tr("100 is the largest"), "small")
        for line in (folder, names):
            line.setStretch(0, 1)
        lines: tuple[tuple[str, str, QWidget, QWidget | QLayout], ...] = (
            ("which", tr("&What"), self.which, self.which),
            ("folder", tr("F&older"), self.folder, folder),
            ("format", tr("&Format"), self.format, self.format),
            ("quality", tr("&Quality"), self.quality, row(self.quality, best, None)),
            ("edge", tr("&Longest side"), self.edge, row(self.edge, label(tr("never enlarged"), "small"), None)),
            ("names", tr("&Names"), self.pattern, names),
            ("title", tr("&Title"), self.title, self.title),
            ("metadata", tr("&Written into the file"), self.metadata, self.metadata),
        )  # fmt: skip
        place = 0
        for key, title, field, item in lines:
            field.setAccessibleName(title.replace("&", ""))
            name = label(title, "strong", buddy=field)
            holder = item if isinstance(item, QWidget) else QWidget()
            if isinstance(item, QLayout):
                holder.setLayout(item)
            self._rows[key] = [name, holder]
            grid.addWidget(name, place, 0)
            grid.addWidget(holder, place, 1)
            place += 1
            if key == "names":
                grid.addWidget(self._preview, place, 1)
                place += 1
        cancel = button(tr("Cancel"), look, clicked=self.reject)
        self.go = button(tr("Export"), look, role="primary", clicked=self._export.start)
        self.go.setDefault(True)
        page = QWidget()
        page.setLayout(column(grid, self._problem, None, row(None, cancel, self.go), gap=t.SPACE_L))
        return page

    def _make_question(self) -> QWidget:
        self._question = label("", "lead", wrap=True)
        self._names = label("", "muted", wrap=True)
        self.skip = button(tr("Leave those out"), self._look, clicked=lambda: self._export.start("skip"))
        self.rename = button(tr("Keep both"), self._look, role="primary", clicked=lambda: self._export.start("rename"))
        self.replace = button(
            tr("Replace them"), self._look, role="danger", clicked=lambda: self._export.start("replace")
        )
        back = button(tr("Back"), self._look, icon="back", role="quiet", clicked=self._export.back)
        page = QWidget()
        foot = row(back, None, self.replace, self.skip, self.rename)
        hint = label(tr("“Keep both” gives the new files a number."), "small")
        page.setLayout(column(None, self._question, self._names, hint, None, foot, gap=t.SPACE_M))
        return page

    def _make_progress(self) -> QWidget:
        self._doing = label("", "lead")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of the export"))
        self.stop = button(tr("Stop"), self._look, icon="stop", clicked=self._export.stop)
        page = QWidget()
        page.setLayout(column(None, self._doing, self.bar, None, row(None, self.stop), gap=t.SPACE_M))
        return page

    def _make_end(self) -> QWidget:
        self._said = column(gap=t.SPACE_S)
        show = button(tr("Open the folder"), self._look, icon="folder", clicked=self._on_open)
        again = button(tr("Back"), self._look, icon="back", role="quiet", clicked=self._export.back)
        self._close = button(tr("Close"), self._look, role="primary", clicked=self.reject)
        page = QWidget()
        page.setLayout(column(None, self._said, None, row(again, None, show, self._close), gap=t.SPACE_M))
        return page

    def _connect(self) -> None:
        export = self._export
        self.which.currentIndexChanged.connect(lambda _: export.take_all(bool(self.which.currentData())))
        self.folder.textChanged.connect(lambda text: export.set(folder=Path(text.strip()).expanduser()))
        self.format.currentIndexChanged.connect(lambda _: export.set(format=self.format.currentData()))
        self.quality.valueChanged.connect(lambda value: export.set(quality=value))
        self.edge.valueChanged.connect(lambda value: export.set(edge_px=value or None))
        self.pattern.textChanged.connect(lambda text: export.set(pattern=text))
        self.title.textChanged.connect(lambda text: export.set(title=text.strip()))
        self.metadata.currentIndexChanged.connect(lambda _: export.set(metadata=self.metadata.currentData()))
        export.changed.connect(self._show)
        export.progressed.connect(self._on_progress)
        export.done.connect(lambda _: self.accept())

    def _show(self) -> None:
        export = self._export
        self._stack.setCurrentIndex(list(Stage).index(export.stage))
        if export.stage is Stage.FORM:
            self._show_form()
        elif export.stage is Stage.ASKING and export.taken is not None:
            count, of = len(export.taken.files), export.taken.of
            one, many = tr("A file of that name is there already."), tr("{count:,} of {of:,} files are there already.")
            self._question.setText(one if count == 1 else many.format(count=count, of=of))
            more = " …" if count > 3 else ""
            self._names.setText(", ".join(path.name for path in export.taken.files[:3]) + more)
            self.rename.setFocus()
        elif export.stage is Stage.RUNNING:
            self.bar.setRange(0, 0)
            self._doing.setText(tr("Getting ready …"))
            self.stop.setFocus()
        elif export.stage is Stage.OVER:
            clear_layout(self._said)
            for number, sentence in enumerate(export.sentences()):
                self._said.addWidget(label(sentence, "" if number else "lead", wrap=True))
            self._close.setFocus()

    def _show_form(self) -> None:
        export = self._export
        is_sheet = export.is_sheet
        shown = {"quality": export.order.format in ("jpeg", "webp", "avif"), "edge": not is_sheet,
                 "names": not is_sheet, "title": is_sheet}  # fmt: skip
        for key, wanted in shown.items():
            for widget in self._rows[key]:
                widget.setVisible(wanted)
        names, problem = export.preview()
        more = ", …" if not is_sheet and export.count > len(names) else ""
        self._preview.setText(told_in_one(problem) if problem else ", ".join(names) + more)
        role = "danger" if problem else "small"
        if self._preview.property("role") != role:
            self._preview.setProperty("role", role)
            self._preview.style().unpolish(self._preview)
            self._preview.style().polish(self._preview)
        self._problem.setText(told_in_one(export.problem) if export.problem else "")
        self._problem.setVisible(export.problem is not None)
        self.go.setText(plural("Export %n picture(s)", export.count))
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(export.can_start)

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self._doing.setText(tr("{done:,} of {of:,}", done=done, of=of))

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Export to"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _on_open(self) -> None:
        folder = QUrl.fromLocalFile(str(self._export.order.folder))
        QTimer.singleShot(0, self, lambda: QDesktopServices.openUrl(folder))
