"""The Models screen: a list of what is on this computer, and beside it what is known of the chosen one.

Not here: state (viewmodel/models.py), the dialog before something is added (add_model_dialog.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QListWidget, QListWidgetItem, QMessageBox, QStackedWidget, QWidget

from studio.core.errors import StudioError
from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import tr
from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, panel, row, rule, scroll
from studio.desktop.ui.models.add_model_dialog import AddModelDialog
from studio.desktop.ui.models.dropped_model import ModelVeil, model_in
from studio.desktop.ui.models.use_pack_dialog import UsePackDialog
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.models import ModelsViewModel
from studio.library.catalogue.inventory import Model, ModelKind

_NAME = Qt.ItemDataRole.UserRole
_LIST = 360
_BUSY, _DETAILS, _NOTHING, _FAILED = range(4)  # pages of the right side


class ModelsScreen(QWidget):
    """Bound to a ModelsViewModel."""

    def __init__(self, models: ModelsViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._models, self._look = models, look
        self.dialog: AddModelDialog | None = None
        self.pack_dialog: UsePackDialog | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Models on this computer"))
        self.list.setProperty("role", "choices")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._on_row)
        self.add_file = button(tr("Add a file…"), look, icon="add", role="primary", clicked=self._on_add_file)
        self.add_file.setToolTip(tr("A base model in one .safetensors file"))
        self.add = button(tr("Add a folder…"), look, icon="folder", clicked=self._on_add)
        self.add.setToolTip(tr("A base model as a folder in the diffusers layout"))
        hint = label(
            tr(
                "One .safetensors file (Stable Diffusion 1.x or 2.x), or a folder in the diffusers layout. "
                "It can be dropped here too. Nothing is copied or downloaded."
            ),
            "small",
            wrap=True,
        )
        buttons = row(self.add_file, self.add)
        for place in range(2):
            buttons.setStretch(place, 1)
        self._missing = label("", "warning", wrap=True)
        head = column(label(tr("Models"), "title"), t.SPACE_S, self.list, self._missing, rule(), hint, buttons)
        head.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_L, t.SPACE_L)
        head.setStretch(2, 1)
        left = panel(head, "form")
        left.setFixedWidth(_LIST)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                look,
                "models",
                tr("Looking at what is on this computer"),
                tr("Sizes and licences are read from the files."),
                busy=True,
            )
        )
        self._stack.addWidget(scroll(self._make_details()))
        nothing = EmptyState(
            look,
            "models",
            tr("There is no model on this computer"),
            tr("Add a base model: a folder, or one file. The small one comes back with a new installation."),
        )
        self._stack.addWidget(nothing)
        self._failed = EmptyState(look, "error", tr("The models cannot be read"), "")
        self._failed.add_button(button(tr("Try again"), look, icon="retry", clicked=models.refresh))
        self._stack.addWidget(self._failed)
        layout = row(left, self._stack, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._veil = ModelVeil(self)
        self.setAcceptDrops(True)
        models.models_changed.connect(self._fill)
        models.selected_changed.connect(self._show)
        models.candidate_changed.connect(self._on_candidate)
        models.pack_changed.connect(self._on_pack)
        self._fill()
        if not models.is_read:
            models.refresh()

    def _make_details(self) -> QWidget:
        look = self._look
        self._name = label("", "title", wrap=True)
        self._what = label("", "muted", wrap=True)
        self._problem = label("", "danger", wrap=True)
        self._problem_panel = panel(column(self._problem, margins=t.SPACE_M), "notice")
        self._problem_panel.setProperty("tone", "warning")
        self._facts = label("", "", wrap=True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._methods = label("", "", wrap=True)
        self._methods_panel = self._panel(tr("Methods that can use it"), self._methods)
        self._verified = label("", "", wrap=True)
        self.verify = button(tr("Verify"), look, icon="good", clicked=self._on_verify)
        self.verify.setToolTip(tr("Reads all weights and compares them with what was added."))
        self.folder = button(tr("Show folder"), look, icon="folder", clicked=self._on_folder)
        self.forget = button(tr("Take off the list…"), look, icon="remove", clicked=self._on_forget)
        self.use = button(tr("Use this one…"), look, icon="good", role="primary", clicked=self._on_use)
        self.other_file = button(tr("Use a file…"), look, icon="add", clicked=self._on_other_file)
        self.other_file.setToolTip(tr("SAM 1 in one .safetensors file"))
        self.other_folder = button(tr("Use a folder…"), look, icon="folder", clicked=self._on_other_folder)
        self.built_in = button(tr("Use the built-in one"), look, icon="undo", clicked=self._on_built_in)
        layout = column(
            self._name, self._what, self._problem_panel, self._panel(tr("Facts"), self._facts),
            self._methods_panel, row(self.use, self.other_file, self.other_folder, self.built_in, None),
            row(self.verify, self.folder, self.forget, None), self._verified, None,
            margins=t.SPACE_XL, gap=t.SPACE_M,
        )  # fmt: skip
        return clear_panel(layout)

    def _panel(self, title: str, words: QWidget) -> QFrame:
        return panel(column(label(title, "section"), words, margins=t.SPACE_L))

    def _fill(self) -> None:
        models = self._models
        titles = {
            ModelKind.BACKBONE: tr("base model"),
            ModelKind.JUDGE: tr("judge"),
            ModelKind.PERCEPTION: tr("looks at photos"),
        }
        self._stack.setCurrentIndex(self._page())
        with QSignalBlocker(self.list):
            self.list.clear()
            for model in models.models:
                state = "" if model.problem is None else tr(" · not usable")
                if model.problem is not None and model.folder is None:
                    state = tr(" · not installed")
                elif model.part and model.problem is None:
                    state = tr(" · in use") if model.in_use else tr(" · not in use")
                item = QListWidgetItem(f"{model.name}\n{titles[model.kind]}{state}")
                item.setData(_NAME, model.name)
                self.list.addItem(item)
        missing = models.missing
        lines = [tr("{method} needs {what}.", method=f.title, what=f.missing) for f in missing]
        self._missing.setText("\n".join(lines))
        self._missing.setVisible(bool(lines))
        self._show()

    def _page(self) -> int:
        failure = self._models.failure
        if failure is not None:
            known = isinstance(failure, StudioError)
            told = (failure.message, failure.remedy) if known else (tr("The models cannot be read"), str(failure))  # type: ignore[union-attr]
            self._failed.set_words(*map(tr_sentence, told))
            return _FAILED
        if not self._models.is_read:
            return _BUSY
        return _DETAILS if self._models.models else _NOTHING

    def _show(self) -> None:
        model = self._models.selected
        if model is None:
            return
        with QSignalBlocker(self.list):
            for place in range(self.list.count()):
                if self.list.item(place).data(_NAME) == model.name:
                    self.list.setCurrentRow(place)
        self._name.setText(model.name)
        self._what.setText(tr_sentence(model.what))
        self._problem.setText(tr_sentence(f"{model.problem} {model.remedy}".strip()) if model.problem else "")
        self._problem_panel.setVisible(model.problem is not None)
        self._facts.setText("\n".join(_facts(model)))
        is_backbone = model.kind is ModelKind.BACKBONE
        self._methods_panel.setVisible(is_backbone)
        titles = self._models.methods_of(model)
        self._methods.setText(", ".join(titles) if titles else tr("None."))
        busy = self._models.is_verifying(model.name)
        self.use.setVisible(bool(model.part) and not model.in_use and model.folder is not None)
        self.other_file.setVisible(model.part == "segmenter")
        self.other_folder.setVisible(bool(model.part))
        self.other_folder.setToolTip(
            tr("SAM 2 as a folder") if model.part == "segmenter" else tr("A face pack of insightface")
        )
        is_foreign = model.in_use and not model.shipped
        self.built_in.setVisible(bool(model.part) and (is_foreign or model.problem is not None))
        self.verify.setVisible(is_backbone)
        self.verify.setEnabled(model.problem is None and not busy)
        self.folder.setVisible(model.folder is not None)
        self.forget.setVisible(is_backbone and not model.shipped)
        self._verified.setText(tr("Reading its weights…") if busy else self._verdict(model))

    def _verdict(self, model: Model) -> str:
        found = self._models.verified.get(model.name)
        if found is None:
            return ""
        if found.is_same is False:
            return tr("Its weights are others than those that were added: add it again, or restore them.")
        if found.is_same is None:
            return tr("Whole. Fingerprint {fingerprint}.", fingerprint=found.fingerprint)
        text = tr("Whole, and the same as when it was added. Fingerprint {fingerprint}.")
        return text.format(fingerprint=found.fingerprint)

    def _on_row(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._models.select(str(item.data(_NAME)))

    def _on_add(self) -> None:
        title = tr("Choose the folder of a base model")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self._models.look_at(Path(chosen))

    def _on_add_file(self) -> None:
        title = tr("Choose the file of a base model")
        kinds = tr("Models (*.safetensors *.ckpt *.gguf);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self._models.look_at(Path(chosen))

    def _on_use(self) -> None:
        model = self._models.selected
        if model is not None and model.folder is not None:
            self._models.look_at_pack(model.part, model.folder)

    def _on_other_file(self) -> None:
        title, kinds = tr("Choose the file of a segmenter"), tr("SAM 1 (*.safetensors *.pth);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen and self._models.selected is not None:
            self._models.look_at_pack(self._models.selected.part, Path(chosen))

    def _on_other_folder(self) -> None:
        model = self._models.selected
        if model is not None:
            is_faces = model.part == "faces"
            title = tr("Choose the folder of a face pack") if is_faces else tr("Choose the folder of a segmenter")
            if chosen := QFileDialog.getExistingDirectory(self, title):
                self._models.look_at_pack(model.part, Path(chosen))

    def _on_built_in(self) -> None:
        if self._models.selected is not None:
            self._models.use_built_in(self._models.selected.part)

    def _on_pack(self) -> None:
        pack = self._models.pack
        if pack is not None and self.pack_dialog is None:
            dialog = self.pack_dialog = UsePackDialog(pack, self._look, self)
            dialog.accepted.connect(lambda: self._models.use_pack(dialog.agreed))
            dialog.rejected.connect(self._models.give_up)
            dialog.finished.connect(self._on_pack_decided)
            dialog.open()

    def _on_pack_decided(self) -> None:
        dialog, self.pack_dialog = self.pack_dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt. Pictures, and folders of them, go on to the window."""
        if model_in(event.mimeData()) is None:
            super().dragEnterEvent(event)
            return
        event.acceptProposedAction()
        self._veil.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Qt."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt. A model is looked at; it is added after its licence was shown."""
        self._veil.hide()
        path = model_in(event.mimeData())
        if path is None:
            super().dropEvent(event)
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # never moved by the program it comes from
        event.accept()
        self._models.look_at(path)

    def _on_candidate(self) -> None:
        candidate = self._models.candidate
        if candidate is not None and self.dialog is None:
            self.dialog = AddModelDialog(candidate, {m.name for m in self._models.models}, self._look, self)
            self.dialog.finished.connect(self._on_decided)
            self.dialog.open()

    def _on_decided(self, code: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            if code == AddModelDialog.DialogCode.Accepted.value:
                self._models.add(dialog.name.text(), dialog.chosen_prediction)
            else:
                self._models.give_up()
            dialog.deleteLater()

    def _on_verify(self) -> None:
        if self._models.selected is not None:
            self._models.verify(self._models.selected.name)

    def _on_folder(self) -> None:
        model = self._models.selected
        if model is not None and model.folder is not None:
            folder = model.folder.parent if model.is_file else model.folder
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_forget(self) -> None:
        model = self._models.selected
        if model is None:
            return
        box = QMessageBox(self)
        box.setWindowTitle(tr("Take “{name}” off the list?", name=model.name))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Its files stay where they are; what was taught on it can be used when it is back."))
        forget = box.addButton(tr("Take off the list"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        name = model.name

        def chosen(clicked: object) -> None:
            if clicked is forget:
                self._models.forget(name)
            box.deleteLater()

        box.buttonClicked.connect(chosen)
        box.open()


def _facts(model: Model) -> list[str]:
    place = str(model.folder) if model.folder and not model.shipped else ""
    lines = [
        (tr("Family: {value}"), model.family),
        (tr("Licence: {value}"), tr("unknown") if model.licence == "unknown" else tr_sentence(model.licence)),
        (tr("Size: {value}"), size_words(model.size_bytes) if model.size_bytes else ""),
        (tr("Limits: {value}"), tr_sentence(model.limits)),
        (tr("File: {value}") if model.is_file else tr("Folder: {value}"), place),
    ]
    return [text.format(value=value) for text, value in lines if value]


def size_words(size: int) -> str:
    """In GB, MB or kB."""
    if size >= 1_000_000_000:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
