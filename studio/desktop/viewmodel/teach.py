"""State of the Teach screen: what would be taught how.

Not here: the training that is watched (viewmodel/watched_training.py), the form's widgets
(ui/controls/settings_form.py), the loop (studio/engine/training).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from studio.core.errors import StudioError
from studio.desktop.service.orders import TrainOrder
from studio.desktop.translation import tr
from studio.desktop.viewmodel.method_ranking import NOTHING, Expectation, expectation, rank
from studio.desktop.viewmodel.watched_training import WatchedTraining
from studio.library.catalogue.read import BackboneCard, MethodCard, method_figures
from studio.library.gallery.records import Kind, Subject
from studio.library.protocol.requests import TrainRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from studio.desktop.service.studio_service import StudioService


class TeachViewModel(WatchedTraining):
    """Signals beside those of WatchedTraining: subjects_changed(), methods_changed(), choice_changed(),
    settings_changed(), presets_changed()."""

    subjects_changed = Signal()
    methods_changed = Signal()
    choice_changed = Signal()
    settings_changed = Signal()
    presets_changed = Signal()

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(service, parent)
        self.subject_ids: tuple[str, ...] = ()
        self.backbone = "mini"
        self.method = ""
        self.seed = 0
        self.wants_together = False
        self._settings: dict[str, dict[str, Any]] = {}
        self._figures = method_figures(service.root)
        service.subjects_changed.connect(self._on_subjects)
        service.catalogue_changed.connect(self._on_catalogue)
        service.presets_changed.connect(self.presets_changed)
        service.artifacts_changed.connect(self._on_artifacts)
        self._on_catalogue()
        self._on_subjects(service.subjects)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All subjects."""
        return self.service.subjects

    @property
    def chosen(self) -> tuple[Subject, ...]:
        """Those that will be taught."""
        return tuple(s for s in self.subjects if s.id in self.subject_ids)

    @property
    def can_together(self) -> bool:
        """Several are chosen, and the method can teach more than one in one artifact."""
        return len(self.chosen) > 1 and self.card is not None and self.card.subjects > 1

    @property
    def is_together(self) -> bool:
        """They will be taught in one artifact, not one after another."""
        return self.wants_together and self.can_together

    @property
    def joint_methods(self) -> tuple[str, ...]:
        """Titles of those that can teach several in one artifact."""
        return tuple(card.title for card in self.methods if card.subjects > 1 and not self.method_problem(card))

    @property
    def subject(self) -> Subject | None:
        """The first chosen one."""
        return next(iter(self.chosen), None)

    @property
    def backbones(self) -> tuple[BackboneCard, ...]:
        """Known base models, broken ones too."""
        return self.service.backbones

    @property
    def methods(self) -> tuple[MethodCard, ...]:
        """Methods that are taught, the best for this subject and this computer first."""
        taught = [card for card in self.service.methods if "learns" in card.can]
        return tuple(sorted(taught, key=lambda c: rank(c.slug, c.title, self.method_problem(c), self.expectation(c))))

    def expectation(self, card: MethodCard) -> Expectation:
        """What it takes and gives, from measured trainings."""
        subject = self.subject
        steps = self._traits(card).get("steps", {}).get("default")
        if card.slug == self.method:
            steps = self.settings.get("steps", steps)
        if not isinstance(steps, int):
            return NOTHING
        return expectation(
            card.slug,
            self.backbone,
            subject.kind if subject else None,
            steps,
            self.service.artifacts,
            {s.id: s.kind for s in self.subjects},
            self._figures,
        )

    @property
    def card(self) -> MethodCard | None:
        """The chosen method."""
        return next((card for card in self.service.methods if card.slug == self.method), None)

    @property
    def settings(self) -> dict[str, Any]:
        """What differs from the method's defaults."""
        return self._settings.get(self.method, {})

    @property
    def schema(self) -> dict[str, Any]:
        """The chosen method's settings, with the defaults that fit the chosen base model."""
        card = self.card
        return {**card.settings, "properties": self._traits(card)} if card is not None else {}

    def _traits(self, card: MethodCard) -> dict[str, Any]:
        """Traits by setting, with the defaults that fit the chosen base model."""
        family = next((b.family for b in self.backbones if b.name == self.backbone), "")
        fitting = card.backbone_defaults.get(self.backbone, card.backbone_defaults.get(family, {}))
        return {
            name: {**trait, "default": fitting[name]} if name in fitting else trait
            for name, trait in card.settings.get("properties", {}).items()
        }

    @property
    def presets(self) -> dict[str, dict[str, Any]]:
        """Kept settings of the chosen method by name, in order."""
        named = self.service.presets.get(self.method, {})
        return {name: dict(named[name]) for name in sorted(named, key=str.casefold)}

    @property
    def preset(self) -> str:
        """The one whose settings are in the form; empty when none is."""
        return next((name for name, values in self.presets.items() if values == self.settings), "")

    def method_problem(self, card: MethodCard) -> str:
        """Why this method cannot teach what is chosen; empty when it can."""
        backbone = next((b for b in self.backbones if b.name == self.backbone), None)
        for subject in self.chosen:
            if len(subject.photos) < card.least_photos:
                text = tr("Needs {least} photos; {name} has {count}.")
                return text.format(least=card.least_photos, name=subject.name, count=len(subject.photos))
        if backbone is not None and backbone.family and backbone.family not in card.families:
            return tr("Not made for “{name}”.", name=backbone.name)
        return ""

    def start_problem(self) -> str:
        """Why Start is off, in one sentence; empty when everything is ready."""
        if not self.subjects:
            return tr("Add a subject first, on the Subjects screen.")
        if not self.chosen:
            return tr("Choose a subject.")
        for subject in self.chosen:
            if not subject.photos:
                return tr("{name} has no photos yet.", name=subject.name)
            if subject.kind is Kind.PERSON and not subject.consent.strip():
                return tr("Note {name}’s consent on the Subjects screen first.", name=subject.name)
        backbone = next((b for b in self.backbones if b.name == self.backbone), None)
        if backbone is None:
            return tr("Choose a base model.")
        if backbone.problem:
            return tr("The base model “{name}” cannot run.", name=backbone.name)
        card = self.card
        if card is None:
            return tr("Choose a method.")
        if self.is_together and len(self.chosen) > card.subjects:
            text = tr("{method} teaches at most {most} subjects together. Choose fewer, or teach them one by one.")
            return text.format(method=tr(card.title), most=card.subjects)
        return self.method_problem(card)

    def choose_subject(self, subject_id: str) -> None:
        """This one alone, by id."""
        self.choose_subjects((subject_id,))

    def begin_with(self, subject_id: str) -> None:
        """Coming from its page: this one alone; a training of somebody else that is over makes room."""
        self.choose_subject(subject_id)
        request = self.job.request if self.job is not None and self.job.is_ended else None
        if isinstance(request, TrainRequest) and subject_id not in request.subjects:
            self.close_job()

    def choose_subjects(self, subject_ids: Iterable[str]) -> None:
        """These, in the order of the list."""
        wanted = set(subject_ids)
        chosen = tuple(s.id for s in self.subjects if s.id in wanted)
        if chosen != self.subject_ids:
            self.subject_ids = chosen
            self.methods_changed.emit()
            self.choice_changed.emit()

    def set_together(self, wanted: bool) -> None:
        """Several subjects in one artifact, where the method can; else one after another."""
        if wanted != self.wants_together:
            self.wants_together = wanted
            self.choice_changed.emit()

    def choose_backbone(self, name: str) -> None:
        """By name."""
        if name and name != self.backbone:
            self.backbone = name
            self.methods_changed.emit()
            self.choice_changed.emit()

    def choose_method(self, slug: str) -> None:
        """By slug."""
        if slug != self.method:
            self.method = slug
            self.choice_changed.emit()
            self.settings_changed.emit()

    def set_settings(self, values: dict[str, Any]) -> None:
        """What differs from the defaults of the chosen method."""
        if values != self.settings:
            self._settings[self.method] = dict(values)
            self.settings_changed.emit()

    def use_preset(self, name: str) -> None:
        """Put its settings into the form; an unknown name stands for the defaults."""
        self.set_settings(self.presets.get(name, {}))

    def save_preset(self, name: str) -> None:
        """Keep the form's settings by this name."""
        self.service.save_preset(self.method, name, self.settings).failed(self.problem.emit)

    def remove_preset(self, name: str) -> None:
        """Forget it; the form keeps its settings."""
        self.service.remove_preset(self.method, name).failed(self.problem.emit)

    def start(self) -> None:
        """Queue a training of each chosen subject, or one of all together, and watch the first."""
        if self.start_problem():
            return
        begun: list[str] = []
        try:
            ids = tuple(subject.id for subject in self.chosen)
            for subjects in [ids] if self.is_together else [(one,) for one in ids]:
                order = TrainOrder(subjects, self.method, self.backbone, dict(self.settings), self.seed)
                begun.append(self.service.start_training(order))
        except StudioError as error:
            self.problem.emit(error)
        if begun:
            self.watch(begun[0])

    def _on_subjects(self, subjects: tuple[Subject, ...]) -> None:
        self._figures = method_figures(self.service.root)  # of the library that is open now
        known = tuple(s.id for s in subjects if s.id in self.subject_ids)
        self.subject_ids = known or tuple(s.id for s in subjects[:1])
        self.subjects_changed.emit()
        self.choice_changed.emit()
        self.methods_changed.emit()

    def _on_artifacts(self, _artifacts: object) -> None:
        self.methods_changed.emit()

    def _on_catalogue(self) -> None:
        slugs = [card.slug for card in self.methods]
        if slugs and self.method not in slugs:
            self.method = slugs[0]
        self.methods_changed.emit()
        self.settings_changed.emit()
        self.choice_changed.emit()
