"""The reusable controls: the form from a schema, notices, drops, stars, the prompt box."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.core.errors import Cancelled, InputProblem
from studio.desktop.ui.canvas.prompt_box import PromptBox
from studio.desktop.ui.controls.notice import NoticeBar, crash_report
from studio.desktop.ui.controls.settings_form import SettingsForm
from studio.desktop.ui.controls.stars import Stars
from studio.desktop.ui.theme.switcher import ThemeSwitcher

SCHEMA: dict[str, Any] = {
    "$defs": {"Pace": {"type": "string", "enum": ["slow", "fast"]}},
    "properties": {
        "steps": {"type": "integer", "default": 200, "minimum": 1, "maximum": 1000, "title": "Steps", "unit": "steps",
                  "description": "How long."},
        "rate": {"type": "number", "default": 1e-4, "minimum": 1e-8, "maximum": 1.0, "title": "Learning rate",
                 "description": "How fast."},
        "flip": {"type": "boolean", "default": True, "title": "Mirror", "advanced": True},
        "pace": {"$ref": "#/$defs/Pace", "default": "slow", "title": "Pace", "advanced": True},
        "note": {"type": "string", "default": "auto", "title": "Note", "advanced": True},
    },
}  # fmt: skip


@pytest.fixture
def form(qtbot: QtBot, look: ThemeSwitcher) -> SettingsForm:
    made = SettingsForm(look)
    qtbot.addWidget(made)
    made.set_schema(SCHEMA, {"steps": 50})
    made.show()
    return made


def test_a_form_tells_only_what_differs(qtbot: QtBot, form: SettingsForm) -> None:
    assert form.values() == {"steps": 50}
    with qtbot.waitSignal(form.values_changed) as changed:
        form.field("flip").widget.toggle()  # type: ignore[attr-defined]
    assert changed.args == [{"steps": 50, "flip": False}]
    form.field("pace").widget.setCurrentIndex(1)  # type: ignore[attr-defined]
    assert form.values()["pace"] == "fast"
    form.set_values({})
    assert form.values() == {}


def test_a_number_out_of_bounds_is_marked_and_not_told(qtbot: QtBot, form: SettingsForm) -> None:
    edit = form.field("rate").widget
    edit.setFocus()
    edit.selectAll()  # type: ignore[attr-defined]
    with qtbot.waitSignal(form.validity_changed) as valid:
        qtbot.keyClicks(edit, "7")
    assert valid.args == [False]
    assert "rate" not in form.values()
    assert edit.property("invalid") is True
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(edit, "3e-5")
    assert form.is_valid()
    assert form.values()["rate"] == 3e-5


def test_fields_carry_title_help_and_bounds(form: SettingsForm) -> None:
    field = form.field("steps").widget
    assert field.accessibleName() == "Steps"
    assert field.accessibleDescription() == "How long."
    assert (field.minimum(), field.maximum()) == (1, 1000)  # type: ignore[attr-defined]


def test_the_form_fits_every_method_of_the_catalogue(qtbot: QtBot, look: ThemeSwitcher) -> None:
    from studio.library.catalogue.read import methods

    form = SettingsForm(look)
    qtbot.addWidget(form)
    for card in methods():
        form.set_schema(card.settings, {})
        assert form.is_valid(), card.slug
        assert form.values() == {}, card.slug


def test_one_presenter_for_sentences(qtbot: QtBot, look: ThemeSwitcher) -> None:
    bar = NoticeBar(look)
    qtbot.addWidget(bar)
    bar.show()
    bar.show_problem(Cancelled())
    assert bar.notices() == []
    bar.show_problem(InputProblem("Too few.", "Add one."))
    bar.show_problem(InputProblem("Too few.", "Add one."))
    assert [n.accessibleName() for n in bar.notices()] == ["Too few. Add one."]
    bar.say("good", "Done.")
    bar.say("good", "Done again.")
    assert [n.message for n in bar.notices()] == ["Done again.", "Too few."]
    for notice in bar.notices():
        notice.close_notice()
    assert bar.notices() == []


def test_a_bug_gets_a_report_to_copy(qtbot: QtBot, look: ThemeSwitcher) -> None:
    bar = NoticeBar(look)
    qtbot.addWidget(bar)
    bar.show()
    error = KeyError("a bug")
    bar.show_problem(error)
    assert "KeyError: 'a bug'" in crash_report(error)
    assert bar.crash is not None
    assert "Likeness Studio" in bar.crash.report
    bar.crash.close()


def test_stars_are_told_in_words(qtbot: QtBot, look: ThemeSwitcher) -> None:
    stars = Stars(look)
    qtbot.addWidget(stars)
    stars.set_rating(3)
    assert stars.accessibleName() == "Rating: 3 stars"
    stars.set_rating(-1)
    assert stars.accessibleName() == "Rating: rejected"


def test_names_are_offered_and_taken_by_key(qtbot: QtBot, look: ThemeSwitcher) -> None:
    box = PromptBox(lambda text: ("@Rex", '@"Rex the dog"') if text.endswith(("@", "@R")) else ())
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    box.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "a photo of @")
    qtbot.waitUntil(lambda: box.popup.isVisible())
    box.completer.activated.emit("@Rex")
    assert box.toPlainText() == "a photo of @Rex "
    box.popup.hide()
    with qtbot.waitSignal(box.submitted):
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
