"""The actions of the window: what each id does and its default keys. Connected in app.py.

To add one: a line here; the palette, the keys and the preferences follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.desktop.translation import tr
from studio.desktop.ui.rail import SCREENS
from studio.desktop.viewmodel.actions import Action, ActionRegistry

if TYPE_CHECKING:
    from studio.desktop.app import Desktop


def add_all(actions: ActionRegistry, desktop: Desktop) -> None:
    """Fill the registry."""
    go, jobs, teach = tr("Go to"), tr("Jobs"), tr("Teach")
    create, subjects, studio = tr("Create"), tr("Subjects"), tr("Studio")
    window, running = desktop.window, desktop.jobs
    for place, (key, title) in enumerate(SCREENS, 1):
        actions.add(
            Action(
                f"go.{key}",
                tr(title),
                go,
                lambda key=key: window.show_screen(key),
                f"Ctrl+{place}",
            )
        )
    for action in (
        Action("subject.add", tr("New subject…"), subjects, desktop.new_subject, "Ctrl+N"),
        Action("studio.paste", tr("Paste photos"), subjects, desktop.paste, "Ctrl+V"),
        Action(
            "teach.start",
            tr("Start teaching"),
            teach,
            lambda: desktop.teach.start(),
            is_open=lambda: not desktop.teach.start_problem(),
        ),
        Action(
            "teach.measure",
            tr("Measure methods…"),
            teach,
            desktop.measure_methods,
            is_open=lambda: any(subject.photos for subject in desktop.teach.subjects),
        ),
        Action(
            "subject.join",
            tr("Join what was taught…"),
            subjects,
            desktop.join_artifacts,
            is_open=lambda: _can_join(desktop),
        ),
        Action("create.generate", tr("Generate pictures"), create, desktop.generate),
        Action("create.roll", tr("Another seed"), create, lambda: desktop.create.roll_seed()),
        Action(
            "create.no_base",
            tr("Draw without a base picture"),
            create,
            lambda: desktop.create.set_base(None),
            is_open=lambda: desktop.create.composition.base.path is not None,
        ),
        Action(
            "jobs.pause",
            tr("Pause or go on with the running job"),
            jobs,
            running.pause_or_go_on,
            "Ctrl+Shift+P",
            is_open=lambda: running.current is not None,
        ),
        Action(
            "jobs.stop",
            tr("Stop the running job and save"),
            jobs,
            running.stop,
            is_open=lambda: running.current is not None,
        ),
        Action("jobs.queue", tr("Show or hide the queue"), jobs, window.job_bar.toggle_queue, "Ctrl+J"),
        Action(
            "studio.message",
            tr("Go to the newest message"),
            studio,
            lambda: window.notices.focus_newest(),
            "F6",
            is_open=lambda: bool(window.notices.notices()),
        ),
        Action("studio.palette", tr("Commands…"), studio, desktop.show_palette, "Ctrl+K"),
        Action("studio.preferences", tr("Preferences…"), studio, desktop.show_preferences, "Ctrl+,"),
        Action("studio.theme", tr("Switch between light and dark"), studio, desktop.switch_theme),
        Action("studio.welcome", tr("Welcome…"), studio, desktop.show_welcome),
        Action("studio.about", tr("About Likeness Studio…"), studio, desktop.show_about),
        Action("studio.quit", tr("Quit"), studio, window.close, "Ctrl+Q"),
    ):
        actions.add(action)


def _can_join(desktop: Desktop) -> bool:
    from studio.desktop.viewmodel.merging import joinable

    return bool(joinable(desktop.teach.service.artifacts, desktop.teach.service.methods))
