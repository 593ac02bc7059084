"""The states of the screens that are not on show at the start: made at their first use, or all of them soon after the
first screen is filled, so that it does not wait for them.

Not here: what they do (viewmodel/), and what is done when they ask for something (app.py).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService
    from studio.desktop.ui.window import MainWindow
    from studio.desktop.viewmodel.create import CreateViewModel
    from studio.desktop.viewmodel.models import ModelsViewModel
    from studio.desktop.viewmodel.results import ResultsViewModel
    from studio.desktop.viewmodel.teach import TeachViewModel
    from studio.desktop.viewmodel.trash import TrashViewModel
    from studio.desktop.viewmodel.welcome import WelcomeViewModel

_SOON_MS = 60  # the first screen is painted by then


class ScreenStates(QObject):
    """Signals: draw_asked(str) with an artifact's id; use_asked(object) with found settings; welcome_drawn()."""

    draw_asked = Signal(str)
    use_asked = Signal(object)
    welcome_drawn = Signal()
    service: StudioService | None
    window: MainWindow

    def make_states_soon(self, service: StudioService) -> None:
        """All of them, so that they hear of jobs; once the first screen was filled and painted."""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._make_all)
        service.catalogue_changed.connect(self._soon.start)

    def has_canvas(self) -> bool:
        """The canvas was made, so there may be something on it to keep."""
        return "create" in self.__dict__

    @cached_property
    def trash(self) -> TrashViewModel:
        from studio.desktop.viewmodel.trash import TrashViewModel

        made = TrashViewModel(self._opened_service, self)
        made.said.connect(self.window.notices.say)
        return made

    @cached_property
    def teach(self) -> TeachViewModel:
        from studio.desktop.viewmodel.teach import TeachViewModel

        made = TeachViewModel(self._opened_service, self)
        made.problem.connect(self.window.notices.show_problem)
        made.noted.connect(self.window.notices.say)
        made.draw_asked.connect(self.draw_asked)
        return made

    @cached_property
    def create(self) -> CreateViewModel:
        from studio.desktop.viewmodel.create import CreateViewModel

        made = CreateViewModel(self._opened_service, self)
        made.noted.connect(self.window.notices.say)
        return made

    @cached_property
    def results(self) -> ResultsViewModel:
        from studio.desktop.viewmodel.results import ResultsViewModel

        made = ResultsViewModel(self._opened_service, self)
        made.use_asked.connect(self.use_asked)
        return made

    @cached_property
    def models(self) -> ModelsViewModel:
        from studio.desktop.viewmodel.models import ModelsViewModel

        made = ModelsViewModel(self._opened_service, self)
        made.noted.connect(self.window.notices.say)
        made.problem.connect(self.window.notices.show_problem)
        return made

    @cached_property
    def welcome(self) -> WelcomeViewModel:
        from studio.desktop.viewmodel.welcome import WelcomeViewModel

        made = WelcomeViewModel(self._opened_service, self.create, self)
        made.drawn.connect(self.welcome_drawn)
        return made

    @property
    def _opened_service(self) -> StudioService:
        assert self.service is not None
        return self.service

    def _make_all(self) -> None:
        if self.service is not None:
            for made in (self.teach, self.create, self.results, self.models):
                assert made.parent() is self
