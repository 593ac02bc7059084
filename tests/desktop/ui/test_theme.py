"""Contrasts computed from the one token table, and a style sheet Qt can read, in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from studio.desktop.ui.theme.icons import _NAMES, icon
from studio.desktop.ui.theme.style import style_sheet
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.ui.theme.tokens import DARK, LIGHT, MARKS, ON_MARK, Tokens, contrast
from studio.library.results.records import COLOURS

_GROUNDS = ("ground", "surface", "raised", "sunken", "rail")
_TEXTS = ("text", "muted", "accent_text", "good", "warning", "danger")
_PAIRS = (
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("text", "good_soft"),
    ("text", "warning_soft"),
    ("text", "danger_soft"),
    ("good", "good_soft"),
    ("warning", "warning_soft"),
    ("danger", "danger_soft"),
    ("accent_text", "good_soft"),
    ("muted", "good_soft"),
)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_reaches_four_and_a_half_to_one(theme: Tokens) -> None:
    pairs = [(text, ground) for text in _TEXTS for ground in _GROUNDS] + list(_PAIRS)
    low = {f"{a} on {b}": round(contrast(getattr(theme, a), getattr(theme, b)), 2) for a, b in pairs}
    assert {name: ratio for name, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_control_outlines_and_plot_lines_reach_three_to_one(theme: Tokens) -> None:
    pairs = [("outline", ground) for ground in ("ground", "surface", "raised", "sunken")]
    low = {f"{a} on {b}": round(contrast(getattr(theme, a), getattr(theme, b)), 2) for a, b in pairs}
    low |= {line: round(contrast(line, theme.surface), 2) for line in theme.series}
    low |= {"accent on surface": contrast(theme.accent, theme.surface)}
    assert {name: ratio for name, ratio in low.items() if ratio < 3.0} == {}


def test_marks_are_readable_and_known_to_the_library() -> None:
    assert tuple(MARKS) == COLOURS
    assert {name: ratio for name, colour in MARKS.items() if (ratio := contrast(ON_MARK, colour)) < 4.5} == {}
    assert len({name[0] for name in MARKS}) == len(MARKS), "each is told by its letter"


def test_contrast_of_known_colours() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_icon_exists(qapp: QApplication, theme: Tokens) -> None:
    for name in _NAMES:
        assert not icon(name, theme).pixmap(16, 16).isNull(), name


def test_switching_themes_tells_once_and_restyles(qapp: QApplication, look: ThemeSwitcher) -> None:
    told: list[Tokens] = []
    look.theme_changed.connect(told.append)
    look.choose("dark")
    look.choose("dark")
    assert told == [DARK]
    assert qapp.styleSheet() == style_sheet(DARK)
    assert qapp.palette().window().color().name() == DARK.ground
