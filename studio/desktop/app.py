"""Composition root of the desktop: the only file that builds the parts and connects them.

Start-up in two halves: an empty window in the theme's colour is painted first with nothing but Qt imported (not even
its namespace Qt, see ui/window.py); looks, service, library and screens are imported and built afterwards.
Not here: anything with a rule of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from studio.core import folders
from studio.desktop.screen_states import ScreenStates
from studio.desktop.service import preferences as kept
from studio.desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

    from studio.desktop.service.hand_over import HandOver
    from studio.desktop.service.studio_service import StudioService
    from studio.desktop.ui.controls.queue_drawer import QueueDrawer
    from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
    from studio.desktop.ui.theme.switcher import ThemeSwitcher
    from studio.library.exports.read_settings import FoundSettings

_TURN_S = 0.0005  # after it Python's other threads give the window its turn; by itself Python takes ten times as long


def main(root: Path | None = None) -> int:
    """Open the window on a library; the default one, or that of the preferences, without root."""
    QCoreApplication.setApplicationName("Likeness Studio")
    QGuiApplication.setDesktopFileName("likeness-studio")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    desktop = Desktop(app, root)
    desktop.window.show()
    code = app.exec()
    desktop.close()
    if desktop.must_leave_at_once:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # Qt would kill the released worker while it tidies up (ADR 0015)
    return code


class Desktop(ScreenStates):
    """Everything alive: window, service, view-models. Built empty; `fill` follows the first paint."""

    look: ThemeSwitcher

    def __init__(self, app: QApplication, root: Path | None = None) -> None:
        super().__init__(app)
        sys.setswitchinterval(_TURN_S)
        self._app = app
        self.preferences, self._problem = kept.load()
        chosen = None if os.environ.get("STUDIO_LIBRARY") else self.preferences.library
        self.root = (root or chosen or folders.default_library()).expanduser().absolute()
        self.window = MainWindow()
        self.window.show_ground(self.preferences.theme)
        self.window.restore_place()
        self.service: StudioService | None = None
        self._translators: tuple[QTranslator, ...] = ()
        self.must_leave_at_once = False
        self._hand_over: HandOver | None = None
        self._previous_hook = sys.excepthook
        self.window.painted.connect(self.fill)

    def fill(self) -> None:
        """After the first paint: looks, service, screens, library."""
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is wanted, and looking for them takes time
        from studio.desktop.service import hand_over
        from studio.desktop.service.studio_service import StudioService
        from studio.desktop.ui.controls.notice import UncaughtProblems

        if hand_over.raise_running_window(self.root):
            self.window.ask_before_closing(lambda: True)
            self.window.close()
            return
        self.dress()
        self._hand_over = hand_over.HandOver(self, self.root)
        self._hand_over.raise_asked.connect(self.window.raise_to_front)
        sys.excepthook = UncaughtProblems(self.window.notices)
        service = StudioService(self)
        service.open(self.root)  # on its own thread, while the screens are built; its signals wait for the event loop
        self.attach(service)
        if self._problem is not None:
            self.window.notices.show_problem(self._problem)

    def dress(self) -> None:
        """Language, theme, and the parts of the window that are always there."""
        from studio.desktop import translation
        from studio.desktop.ui.theme.switcher import ThemeSwitcher

        self._translators = translation.install(self._app, self.preferences.language)
        kept.tell_workers(self.preferences)
        self.look = ThemeSwitcher(self._app, self.preferences.theme)
        self._app.setWindowIcon(QIcon(str(folders.resources() / "icons" / "studio.svg")))
        self.window.build(self.look)

    def attach(self, service: StudioService) -> None:
        """Build the screens on this service and connect everything."""
        from studio.desktop.ui.controls.notifier import Notifier
        from studio.desktop.viewmodel.actions import ActionRegistry
        from studio.desktop.viewmodel.jobs import JobsViewModel
        from studio.desktop.viewmodel.subjects import SubjectsViewModel

        self.service = service
        self.subjects = SubjectsViewModel(service, self)
        self.jobs = JobsViewModel(service, self)
        self.make_states_soon(service)
        self.actions = ActionRegistry(self.preferences.shortcuts, self)
        window = self.window
        self.notifier = Notifier(window, lambda: self.preferences.notify)
        self.jobs.job_ended.connect(self.notifier.tell)
        window.job_bar.bind(self.jobs, self.look, self._make_drawer)
        window.rail.add_icons(self.look)
        self._add_screens()
        self._add_actions()
        self._connect(service)
        window.show_screen("subjects")
        window.stack.setFocus()

    def _make_drawer(self) -> QueueDrawer:
        from studio.desktop.ui.controls.queue_drawer import QueueDrawer

        drawer = QueueDrawer(self.jobs, self.look, self.window)
        self.window.add_drawer(drawer)
        return drawer

    def _add_screens(self) -> None:
        def subjects() -> SubjectsScreen:
            from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen

            screen = SubjectsScreen(self.subjects, self.look, lambda: self.trash)
            screen.retry_asked.connect(self._on_retry)
            screen.teach_asked.connect(self._on_teach)
            screen.join_asked.connect(self.join_artifacts)
            return screen

        def teach() -> QObject:
            from studio.desktop.ui.training.teach_screen import TeachScreen

            screen = TeachScreen(self.teach, self.look)
            screen.measure_asked.connect(self.measure_methods)
            return screen

        def create() -> QObject:
            from studio.desktop.ui.canvas.create_screen import CreateScreen

            screen = CreateScreen(self.create, self.look)
            screen.results_asked.connect(self._on_show_result)
            return screen

        def results() -> QObject:
            from studio.desktop.ui.results.results_screen import ResultsScreen

            notices = self.window.notices
            return ResultsScreen(self.results, self.look, notices, self.preferences.export_metadata)

        def models() -> QObject:
            from studio.desktop.ui.models.models_screen import ModelsScreen

            return ModelsScreen(self.models, self.look)

        factories: dict[str, Callable[[], object]] = {
            "subjects": subjects,
            "teach": teach,
            "create": create,
            "results": results,
            "models": models,
        }
        for key, factory in factories.items():
            self.window.add_screen(key, factory)  # type: ignore[arg-type]

    def _add_actions(self) -> None:
        from studio.desktop.app_actions import add_all
        from studio.desktop.ui.controls.action_keys import ActionKeys

        add_all(self.actions, self)
        self._keys = ActionKeys(self.window, self.actions)

    def _connect(self, service: StudioService) -> None:
        window = self.window
        service.problem.connect(window.notices.show_problem)
        service.noted.connect(window.notices.say)
        service.job_changed.connect(self._on_job_changed)
        self.subjects.problem.connect(window.notices.show_problem)
        self.subjects.masked.connect(partial(window.notices.offer, "good"))
        service.opened.connect(self._on_opened)
        self.draw_asked.connect(self._on_draw)
        self.use_asked.connect(self._on_use_settings)
        self.welcome_drawn.connect(lambda: window.show_screen("create"))
        window.files_dropped.connect(self._on_files)
        window.rail.preferences_asked.connect(self.show_preferences)
        window.ask_before_closing(self._may_close)
        window.closing.connect(lambda: QGuiApplication.quit())

    def close(self) -> None:
        """Save and give everything back."""
        from studio.desktop import translation

        sys.excepthook = self._previous_hook
        translation.remove(self._translators)
        self.window.forget_arrivals()
        if self._hand_over is not None:
            self._hand_over.close()
        if self.service is not None:
            if self.has_canvas():
                self.create.keep_canvas()
            self.service.close()

    def _on_retry(self) -> None:
        if self.service is not None:
            self.service.open(self.root)

    def _on_teach(self, subject_id: str) -> None:
        from studio.desktop.ui.training.teach_screen import TeachScreen

        self.teach.begin_with(subject_id)
        self.window.show_screen("teach")
        screen = self.window.built_screen("teach")
        assert isinstance(screen, TeachScreen)
        screen.begin()

    def _on_draw(self, artifact_id: str) -> None:
        self.create.use(artifact_id)
        self.window.show_screen("create")

    def _on_use_settings(self, found: FoundSettings) -> None:
        from studio.desktop.ui.results.use_settings_dialog import UseSettingsDialog

        dialog = UseSettingsDialog(self.create, found, self.look, self.window)
        dialog.accepted.connect(lambda: self.window.show_screen("create"))
        self.window.open_dialog(dialog)

    def _on_show_result(self, result_id: str) -> None:
        from studio.desktop.ui.results.results_screen import ResultsScreen

        self.window.show_screen("results")
        self.results.show_one(result_id)
        screen = self.window.built_screen("results")
        assert isinstance(screen, ResultsScreen)
        screen.focus_pictures()

    def _on_files(self, files: tuple[Path, ...]) -> None:
        from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen

        self.window.show_screen("subjects")
        screen = self.window.built_screen("subjects")
        assert isinstance(screen, SubjectsScreen)
        screen.take_files(files)

    def paste(self) -> None:
        """Photos from the clipboard."""
        from studio.desktop.ui.controls import incoming

        mime = QGuiApplication.clipboard().mimeData()
        if incoming.read(mime):
            self.window.take(mime)

    def _on_job_changed(self, job: object) -> None:
        from studio.core.errors import from_data
        from studio.desktop.jobs.snapshots import JobSnapshot

        assert isinstance(job, JobSnapshot)
        if job.is_ended and job.error is not None and not self._is_shown(job.id):
            self.window.notices.show_problem(from_data(dict(job.error)))

    def _is_shown(self, job_id: str) -> bool:
        """The screen on show tells how this job failed, so the notice bar need not."""
        screen = self.window.current_screen()
        taught = self.teach.job is not None and self.teach.job.id == job_id
        return (screen == "teach" and taught) or (screen == "create" and job_id in self.create.jobs)

    def measure_methods(self) -> None:
        """Choose methods and subjects to be compared; begins with what the Teach screen has chosen."""
        from studio.desktop.ui.training.bench_dialog import BenchDialog
        from studio.desktop.viewmodel.bench import BenchViewModel

        bench = BenchViewModel(self.teach.service, self.teach.subject_ids, self.teach.backbone)
        bench.problem.connect(self.window.notices.show_problem)
        dialog = BenchDialog(bench, self.look, self.window)
        self.window.open_dialog(dialog)

    def join_artifacts(self) -> None:
        """Choose what was taught apart and is to be one."""
        from studio.desktop.ui.gallery.merge_dialog import MergeDialog
        from studio.desktop.viewmodel.merging import MergeViewModel

        merging = MergeViewModel(self.teach.service)
        merging.problem.connect(self.window.notices.show_problem)
        dialog = MergeDialog(merging, self.look, self.window)
        self.window.open_dialog(dialog)

    def show_preferences(self) -> None:
        """Open them."""
        from studio.desktop.ui.preferences.preferences_dialog import PreferencesDialog

        root = self.service.root if self.service else None
        dialog = PreferencesDialog(self.preferences, root, self.actions, self.look, self.window)
        dialog.changed.connect(self._on_preferences_changed)
        self.window.open_dialog(dialog)

    def show_palette(self) -> None:
        """The command palette."""
        from studio.desktop.ui.controls.command_palette import CommandPalette

        palette = CommandPalette(self.actions, self.window)
        self.window.open_dialog(palette)

    def show_welcome(self) -> None:
        """The welcome; from now on it is not shown by itself."""
        from studio.desktop.ui.welcome.welcome_dialog import WelcomeDialog

        if not self.preferences.is_welcomed:
            self._on_preferences_changed(replace(self.preferences, is_welcomed=True))
        dialog = WelcomeDialog(self.welcome, self.look, self.window)
        self.window.open_dialog(dialog)

    def show_about(self) -> None:
        """Version, licences, whose work is in it."""
        from studio.desktop.ui.welcome.about_dialog import AboutDialog

        dialog = AboutDialog(self.service.methods if self.service else (), self.window)
        self.window.open_dialog(dialog)

    def switch_theme(self) -> None:
        """The other of light and dark."""
        theme = "light" if self.look.current.name == "dark" else "dark"
        self._on_preferences_changed(replace(self.preferences, theme=theme))

    def new_subject(self) -> None:
        """Name a new subject."""
        from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen

        self.window.show_screen("subjects")
        screen = self.window.built_screen("subjects")
        assert isinstance(screen, SubjectsScreen)
        screen.new_subject()

    def generate(self) -> None:
        """Draw what the Create screen says."""
        self.window.show_screen("create")
        self.create.generate()

    def _on_opened(self) -> None:
        """The library is open: the first start is welcomed."""
        if not self.preferences.is_welcomed and self._hand_over is not None:
            self.show_welcome()

    def _on_preferences_changed(self, preferences: kept.Preferences) -> None:
        from studio.core.errors import StudioError

        self.preferences = preferences
        self.look.choose(preferences.theme)
        kept.tell_workers(preferences)
        try:
            kept.save(preferences)
        except StudioError as problem:
            self.window.notices.show_problem(problem)

    def _may_close(self) -> bool:
        job = self.service.own_job() if self.service else None
        if job is None:
            return True
        from studio.desktop.ui.controls.closing_question import Answer, ask

        answer = ask(self.window, job.title)
        return self._release() if answer is Answer.GO_ON else answer is Answer.SAVE

    def _release(self) -> bool:
        """True when the worker goes on by itself."""
        assert self.service is not None
        self.must_leave_at_once = self.service.release_job()
        if not self.must_leave_at_once:
            from studio.desktop.translation import tr

            text = tr("The engine does not answer, so it cannot go on alone. Try again in a moment, or stop.")
            self.window.notices.say("warning", text)
        return self.must_leave_at_once


if __name__ == "__main__":
    sys.exit(main())
