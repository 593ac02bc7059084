"""Actions: keys that can be changed, clashes told, the palette's search."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from studio.desktop.viewmodel.actions import Action, ActionRegistry, find


@pytest.fixture
def actions(qapp: object) -> ActionRegistry:
    made = ActionRegistry({"go.teach": "Ctrl+T", "gone": "F9"})
    for key, title, keys in (("go.subjects", "Subjects", "Ctrl+1"), ("go.teach", "Teach", "Ctrl+2"), ("x", "Quit", "")):
        made.add(Action(key, title, "Go to", lambda: None, keys))
    return made


def test_own_keys_win_and_are_kept(actions: ActionRegistry) -> None:
    assert actions.keys("go.teach") == "Ctrl+T"
    assert actions.keys("go.subjects") == "Ctrl+1"
    assert actions.own_keys == {"go.teach": "Ctrl+T", "gone": "F9"}  # of an action that comes with a later screen


def test_a_clash_is_one_sentence_and_changes_nothing(actions: ActionRegistry, qtbot: QtBot) -> None:
    assert actions.set_keys("x", "Ctrl+T") == "Ctrl+T is taken by “Teach”. Change that one first."
    assert actions.keys("x") == ""
    with qtbot.waitSignal(actions.changed):
        assert actions.set_keys("x", "Ctrl+2") == ""  # free, since Teach has other keys
    actions.reset("go.teach")
    assert actions.keys("go.teach") == "Ctrl+2"
    assert actions.clash("go.teach", "") == ""
    actions.reset()
    assert actions.own_keys == {}


def test_an_action_that_cannot_be_done_now_does_nothing(actions: ActionRegistry) -> None:
    done: list[str] = []
    actions.add(Action("no", "No", "X", lambda: done.append("no"), is_open=lambda: False))
    actions.add(Action("yes", "Yes", "X", lambda: done.append("yes")))
    for key in ("no", "yes", "nobody"):
        actions.run(key)
    assert done == ["yes"]


def test_a_few_letters_find_the_closest_first(actions: ActionRegistry) -> None:
    for title in ("Switch between light and dark", "Stop the running job and save", "Start teaching"):
        actions.add(Action(title, title, "Studio", lambda: None))
    everything = actions.all()
    assert find(everything, "") == list(everything)
    assert find(everything, "start te")[0].title == "Start teaching"
    assert find(everything, "lightdark")[0].title == "Switch between light and dark"
    assert find(everything, "teach")[0].title == "Teach"
    assert find(everything, "zzz") == []
