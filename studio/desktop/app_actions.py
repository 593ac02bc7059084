"""The actions of the window: what each id does and its default keys. Connected in app.py.

To add one: a line here; the palette, the keys and the preferences follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from studio.desktop.ui.rail import SCREENS
from studio.desktop.viewmodel.actions import Action, ActionRegistry

if TYPE_CHECKING:
    from studio.desktop.app import Desktop

_CONTEXT = "AppActions"


def add_all(actions: ActionRegistry, desktop: Desktop) -> None:
    """Fill the registry."""
    tr = QCoreApplication.translate
    go, jobs, teach = tr(_CONTEXT, "Go to"), tr(_CONTEXT, "Jobs"), tr(_CONTEXT, "Teach")
    create, subjects, studio = tr(_CONTEXT, "Create"), tr(_CONTEXT, "Subjects"), tr(_CONTEXT, "Studio")
    window, running = desktop.window, desktop.jobs
    for place, (key, title) in enumerate(SCREENS, 1):
        actions.add(
            Action(f"go.{key}", tr("Rail", title), go, lambda key=key: window.show_screen(key), f"Ctrl+{place}")
        )
    for action in (
        Action("subject.add", tr(_CONTEXT, "New subject…"), subjects, desktop.new_subject, "Ctrl+N"),
        Action("studio.paste", tr(_CONTEXT, "Paste photos"), subjects, desktop.paste, "Ctrl+V"),
        Action(
            "teach.start",
            tr(_CONTEXT, "Start teaching"),
            teach,
            desktop.teach.start,
            is_open=lambda: not desktop.teach.start_problem(),
        ),
        Action("create.generate", tr(_CONTEXT, "Generate pictures"), create, desktop.generate),
        Action("create.roll", tr(_CONTEXT, "Another seed"), create, desktop.create.roll_seed),
        Action(
            "create.no_base",
            tr(_CONTEXT, "Draw without a base picture"),
            create,
            lambda: desktop.create.set_base(None),
            is_open=lambda: desktop.create.composition.base.path is not None,
        ),
        Action(
            "jobs.pause",
            tr(_CONTEXT, "Pause or go on with the running job"),
            jobs,
            running.pause_or_go_on,
            "Ctrl+Shift+P",
            is_open=lambda: running.current is not None,
        ),
        Action(
            "jobs.stop",
            tr(_CONTEXT, "Stop the running job and save"),
            jobs,
            running.stop,
            is_open=lambda: running.current is not None,
        ),
        Action("jobs.queue", tr(_CONTEXT, "Show or hide the queue"), jobs, window.job_bar.toggle_queue, "Ctrl+J"),
        Action("studio.palette", tr(_CONTEXT, "Commands…"), studio, desktop.show_palette, "Ctrl+K"),
        Action("studio.preferences", tr(_CONTEXT, "Preferences…"), studio, desktop.show_preferences, "Ctrl+,"),
        Action("studio.theme", tr(_CONTEXT, "Switch between light and dark"), studio, desktop.switch_theme),
        Action("studio.welcome", tr(_CONTEXT, "Welcome…"), studio, desktop.show_welcome),
        Action("studio.about", tr(_CONTEXT, "About Likeness Studio…"), studio, desktop.show_about),
        Action("studio.quit", tr(_CONTEXT, "Quit"), studio, window.close, "Ctrl+Q"),
    ):
        actions.add(action)
