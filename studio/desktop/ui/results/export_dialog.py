"""The export dialog: folder, format, how much the files say about how they were made.

Not here: writing files (studio/library/exports).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QGridLayout, QLineEdit, QWidget

from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

FORMATS = (
    ("png", "PNG, exact"),
    ("jpeg", "JPEG, small"),
    ("webp", "WebP, smaller"),
    ("avif", "AVIF, smallest"),
    ("contact-sheet", "Contact sheet, one PNG"),
)
METADATA = (
    ("full", "Everything: others can draw it again"),
    ("xmp", "Only that a model drew it"),
    ("none", "Nothing"),
)


class ExportDialog(QDialog):
    """Accepted: read `folder`, `format`, `metadata`."""

    def __init__(self, look: ThemeSwitcher, count: int, metadata: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setMinimumWidth(520)
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._folder = QLineEdit(str(Path(pictures) / "Likeness Studio"))
        self._format = CalmComboBox()
        self._metadata = CalmComboBox()
        for key, title in FORMATS:
            self._format.addItem(title, key)
        for key, title in METADATA:
            self._metadata.addItem(title, key)
        self._metadata.setCurrentIndex(self._metadata.findData(metadata))
        choose = button("Choose…", look, icon="folder", clicked=self._on_choose)
        folder = row(self._folder, choose)
        folder.setStretch(0, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_M)
        grid.setColumnStretch(1, 1)
        for line, (title, field) in enumerate(
            (("F&older", self._folder), ("&Format", self._format), ("&Written into the file", self._metadata))
        ):
            field.setAccessibleName(title.replace("&", ""))
            grid.addWidget(label(title, "strong", buddy=field), line, 0)
            if field is self._folder:
                grid.addLayout(folder, line, 1)
            else:
                grid.addWidget(field, line, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        what = "1 picture" if count == 1 else f"{count} pictures"
        go = button(f"Export {what}", look, role="primary", clicked=self.accept)
        go.setDefault(True)
        self.buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.rejected.connect(self.reject)
        hint = label("Files that are there already are kept; new ones get a number.", "small", wrap=True)
        self.setLayout(column(grid, hint, self.buttons, margins=t.SPACE_XL, gap=t.SPACE_L))

    @property
    def folder(self) -> Path:
        """Where to."""
        return Path(self._folder.text().strip()).expanduser()

    @property
    def format(self) -> str:
        """One of FORMATS."""
        return str(self._format.currentData())

    @property
    def metadata(self) -> str:
        """One of METADATA."""
        return str(self._metadata.currentData())

    def set_folder(self, folder: Path) -> None:
        """Another one than the pictures folder."""
        self._folder.setText(str(folder))

    def choose_format(self, key: str) -> None:
        """By key."""
        self._format.setCurrentIndex(self._format.findData(key))

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Export to", self._folder.text())
        if chosen:
            self._folder.setText(chosen)
