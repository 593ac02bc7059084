"""The Teach screen: left who, what base model, which method and its settings; right what is going on.

Not here: state (viewmodel/teach.py).
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import plural, tr
from studio.desktop.ui.controls.fields import CalmComboBox, may_be_narrow
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, panel, row, rule, scroll
from studio.desktop.ui.controls.settings_form import SettingsForm
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.ui.training.method_cards import MethodCards
from studio.desktop.ui.training.preset_bar import PresetBar
from studio.desktop.ui.training.progress_panel import ProgressPanel
from studio.desktop.ui.training.subject_list import SubjectList
from studio.desktop.viewmodel.bench import newest_report
from studio.desktop.viewmodel.teach import TeachViewModel

_LEFT = 400


class TeachScreen(QWidget):
    """Bound to a TeachViewModel. Signals: measure_asked()."""

    measure_asked = Signal()

    def __init__(self, teach: TeachViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._teach, self._look = teach, look
        self._form_for = ("", "")
        self.subjects = SubjectList(teach)
        self._subject_words = label("", "small", wrap=True)
        self.backbone = CalmComboBox()
        may_be_narrow(self.backbone)
        self.backbone.setAccessibleName(tr("Base model"))
        self._backbone_problem = label("", "warning", wrap=True)
        self._backbone_words = label("", "small", wrap=True)
        self.series = QRadioButton(tr("One after the other"))
        self.together = QRadioButton(tr("Together in one artifact"))
        self.together.setToolTip(tr("Taught in one run, so that they keep apart when they are drawn together."))
        self._how = clear_panel(column(self.series, self.together, gap=t.SPACE_XS))
        self._how.setAccessibleName(tr("How several subjects are taught"))
        self.cards = MethodCards(teach, look)
        self.measure = button(
            tr("Measure methods on this subject…"), look, icon="measure", clicked=self.measure_asked.emit
        )
        self.report = button(tr("Last report"), look, icon="report", role="quiet", clicked=self._on_report)
        self.report.setToolTip(tr("The page of the last comparison of methods, in the browser."))
        self.presets = PresetBar(teach, look)
        self.form = SettingsForm(look)
        self.start = button(tr("Start teaching"), look, icon="play", role="primary", clicked=teach.start)
        self._why = label("", "warning", wrap=True)
        self.progress = self.stage = ProgressPanel(teach, look)
        left = panel(self._make_left(), "form")
        left.setFixedWidth(_LEFT)
        layout = row(left, self.progress, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()
        self._fill()
        self._show_report()

    def _make_left(self) -> QVBoxLayout:
        parts = column(
            label(tr("Teach"), "title"), t.SPACE_S,
            label(tr("&Subjects"), "section", buddy=self.subjects), self.subjects, self._subject_words, self._how,
            t.SPACE_S,
            label(tr("&Base model"), "section", buddy=self.backbone), self.backbone, self._backbone_words,
            self._backbone_problem, t.SPACE_S,
            label(tr("Method"), "section"), row(self.measure, None, self.report), self.cards, t.SPACE_S,
            label(tr("Settings"), "section"), self.presets, self.form, None, gap=t.SPACE_XS + 2,
        )  # fmt: skip
        parts.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_L - t.SCROLL_BAR, t.SPACE_L)  # edges in one line
        foot = column(self._why, self.start, gap=t.SPACE_S)
        foot.setContentsMargins(t.SPACE_XL, t.SPACE_M, t.SPACE_L, t.SPACE_M)
        self._area = scroll(clear_panel(parts))
        layout = column(self._area, rule(), foot, gap=0)
        layout.setStretch(0, 1)
        return layout

    def begin(self) -> None:
        """From the top: who is taught is seen."""
        self._area.verticalScrollBar().setValue(0)
        self.subjects.setFocus()

    def _connect(self) -> None:
        teach = self._teach
        self.backbone.activated.connect(lambda _: teach.choose_backbone(self.backbone.currentData()))
        self.cards.chosen.connect(teach.choose_method)
        self.form.values_changed.connect(teach.set_settings)
        self.form.validity_changed.connect(lambda _: self._show_choice())
        self.together.toggled.connect(teach.set_together)
        teach.subjects_changed.connect(self._fill)
        teach.service.jobs_changed.connect(self._show_report)
        teach.service.job_changed.connect(lambda _: self._show_report())
        teach.methods_changed.connect(self._fill)
        teach.choice_changed.connect(self._show_choice)
        teach.settings_changed.connect(self._show_settings)

    def _fill(self) -> None:
        self.backbone.clear()
        for card in self._teach.backbones:
            size = f", {card.picture_px[0]} × {card.picture_px[1]} px" if card.picture_px else ""
            self.backbone.addItem(f"{card.name}  ({card.family}{size})", card.name)
        self._show_choice()

    def _show_settings(self) -> None:
        is_same = (self._teach.method, self._teach.backbone) == self._form_for and self.form.is_valid()
        if is_same and self.form.values() != self._teach.settings:
            self.form.set_values(self._teach.settings, tell=False)

    def _show_choice(self) -> None:
        teach = self._teach
        self._subject_words.setText(self._about_several())
        self._subject_words.setVisible(len(teach.subjects) != 1 and not teach.can_together)
        self._how.setVisible(teach.can_together)
        (self.together if teach.wants_together else self.series).setChecked(True)
        self.backbone.setCurrentIndex(self.backbone.findData(teach.backbone))
        chosen = next((b for b in teach.backbones if b.name == teach.backbone), None)
        self._backbone_problem.setText(
            tr_sentence(f"{chosen.problem} {chosen.remedy}".strip()) if chosen and chosen.problem else ""
        )
        self._backbone_problem.setVisible(bool(self._backbone_problem.text()))
        is_mini = chosen is not None and chosen.shipped and not chosen.problem
        self._backbone_words.setText(tr("Shipped with the studio; it draws cartoons and needs no graphics card."))
        self._backbone_words.setVisible(is_mini)
        if (teach.method, teach.backbone) != self._form_for and teach.card is not None:
            self._form_for = (teach.method, teach.backbone)
            self.form.set_schema(teach.schema, teach.settings)
        why = teach.start_problem()
        if not why and not self.form.is_valid():
            why = tr("A setting is out of its bounds.")
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.start.setEnabled(not why)
        self.measure.setEnabled(bool(teach.chosen))
        many = len(teach.chosen)
        text = tr("Start teaching") if many < 2 or teach.is_together else plural("Start %n training(s)", many)
        self.start.setText(text)
        self.start.setAccessibleName(text)

    def _show_report(self) -> None:
        self.report.setVisible(newest_report(self._teach.service.jobs()) is not None)

    def _on_report(self) -> None:
        page = newest_report(self._teach.service.jobs())
        if page is not None:
            url = QUrl.fromLocalFile(str(page))
            QTimer.singleShot(0, self, lambda: QDesktopServices.openUrl(url))

    def _about_several(self) -> str:
        if not self._teach.subjects:
            return tr("No subject yet.")
        joint = self._teach.joint_methods
        if len(self._teach.chosen) < 2 or not joint:
            return tr("Ctrl or Shift chooses several; they are taught one after another.")
        text = tr("They are taught one after another. {methods} can teach them together in one artifact.")
        return text.format(methods=tr(" or ").join(joint))
