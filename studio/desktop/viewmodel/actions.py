"""Everything that can be done by a key or from the command palette: one list of actions, with keys that can be changed.

Not here: the shortcuts in the window (ui/controls/action_keys.py), gestures of the canvas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from studio.desktop.translation import tr


@dataclass(frozen=True)
class Action:
    """keys: by default, in Qt's portable form ("Ctrl+K"); "" for none. is_open: whether it can be done now."""

    id: str
    title: str
    group: str
    work: Callable[[], object]
    keys: str = ""
    is_open: Callable[[], bool] = lambda: True


class ActionRegistry(QObject):
    """Signals: changed() when an action came or its keys changed."""

    changed = Signal()

    def __init__(self, own_keys: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}
        self._own = dict(own_keys)  # what the person chose: action id -> keys, "" for none

    def add(self, action: Action) -> None:
        """Later ones of the same id replace earlier ones."""
        self._actions[action.id] = action
        self.changed.emit()

    def all(self) -> tuple[Action, ...]:
        """In the order they came."""
        return tuple(self._actions.values())

    def run(self, action_id: str) -> None:
        """Do it, if it can be done now."""
        action = self._actions.get(action_id)
        if action is not None and action.is_open():
            action.work()

    def keys(self, action_id: str) -> str:
        """As they are now."""
        return self._own.get(action_id, self._actions[action_id].keys)

    @property
    def own_keys(self) -> dict[str, str]:
        """What differs from the defaults, to be kept in the preferences."""
        return {key: value for key, value in self._own.items() if key not in self._actions or self._differs(key)}

    def clash(self, action_id: str, keys: str) -> str:
        """Why these keys cannot be taken, in one sentence; empty when they can."""
        other = next((a for a in self.all() if keys and a.id != action_id and self.keys(a.id) == keys), None)
        if other is None:
            return ""
        text = tr("{keys} is taken by “{title}”. Change that one first.")
        return text.format(keys=keys, title=other.title)

    def set_keys(self, action_id: str, keys: str) -> str:
        """Take these keys from now on; returns why not, as `clash` does."""
        problem = self.clash(action_id, keys)
        if not problem and keys != self.keys(action_id):
            self._own[action_id] = keys
            self.changed.emit()
        return problem

    def reset(self, action_id: str = "") -> None:
        """To the defaults: one action, or all."""
        for key in [action_id] if action_id else list(self._own):
            self._own.pop(key, None)
        self.changed.emit()

    def _differs(self, action_id: str) -> bool:
        return self._own[action_id] != self._actions[action_id].keys


def find(actions: tuple[Action, ...], asked: str) -> list[Action]:
    """Those whose title or group has all letters asked for, in their order; the closest first."""
    letters = "".join(asked.casefold().split())
    if not letters:
        return list(actions)
    scored = [(score, place, action) for place, action in enumerate(actions) if (score := _score(action, letters))]
    return [action for _, _, action in sorted(scored, key=lambda entry: (-entry[0], entry[1]))]


def _score(action: Action, letters: str) -> float:
    """0 when a letter is missing; more for letters that follow each other and that begin a word."""
    best = 0.0
    for text, weight in ((action.title, 1.0), (f"{action.group} {action.title}", 0.8)):
        words, place, score, last = text.casefold(), 0, 0.0, -2
        for letter in letters:
            place = words.find(letter, place)
            if place < 0:
                score = 0.0
                break
            begins = place == 0 or not words[place - 1].isalnum()
            score += 1.0 + (2.0 if place == last + 1 else 0.0) + (1.5 if begins else 0.0)
            last, place = place, place + 1
        best = max(best, weight * score / len(words) ** 0.25)
    return best
