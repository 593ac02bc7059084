"""The one table of colours, sizes and radii. Everything visible is derived from it; a test computes the contrasts.

Not here: how tokens become a palette and a style sheet (style.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.desktop.translation import mark


@dataclass(frozen=True)
class Tokens:
    """One theme. Colours are #rrggbb. Text colours reach 4.5:1 on `ground`, `surface`, `raised` and `sunken`."""

    name: str
    ground: str  # behind everything
    surface: str  # panels and cards
    raised: str  # controls on panels, hovered cards
    sunken: str  # fields, wells, the picture table
    rail: str  # the navigation rail and the job bar
    line: str  # hairlines between areas
    outline: str  # borders of controls, 3:1 on surface
    text: str
    muted: str  # secondary text
    accent: str  # the one colour of action and selection
    accent_hover: str
    accent_text: str  # text in the accent colour on surface
    on_accent: str  # text on accent
    accent_soft: str  # selection behind text
    good: str
    warning: str
    danger: str
    good_soft: str
    warning_soft: str
    danger_soft: str
    series: tuple[str, ...]  # lines of a plot, told apart by dash as well


LIGHT = Tokens(
    name="light",
    ground="#f3f3f6",
    surface="#ffffff",
    raised="#f7f7fa",
    sunken="#ebebf0",
    rail="#e9e9ef",
    line="#dcdce4",
    outline="#7d8092",
    text="#1b1c22",
    muted="#565a68",
    accent="#4a4fd0",
    accent_hover="#3d42ba",
    accent_text="#4046c4",
    on_accent="#ffffff",
    accent_soft="#e2e3fb",
    good="#176b3a",
    warning="#805000",
    danger="#b3232f",
    good_soft="#dff3e6",
    warning_soft="#fbeed3",
    danger_soft="#fce4e4",
    series=("#4a4fd0", "#b4540a", "#0f766e", "#9b2c8a"),
)

DARK = Tokens(
    name="dark",
    ground="#16171b",
    surface="#1e2026",
    raised="#272a32",
    sunken="#121317",
    rail="#1a1b20",
    line="#2e313a",
    outline="#6f7484",
    text="#eceded",
    muted="#a6abb8",
    accent="#8f94ff",
    accent_hover="#a5a9ff",
    accent_text="#a5a9ff",
    on_accent="#11121f",
    accent_soft="#30335c",
    good="#74d39a",
    warning="#f0bd62",
    danger="#ff8f8f",
    good_soft="#1d3528",
    warning_soft="#3a2f19",
    danger_soft="#432326",
    series=("#8f94ff", "#f0a35e", "#5fd0c2", "#e58bd6"),
)

THEMES = {"light": LIGHT, "dark": DARK}

# A person's marks on pictures, the same in both themes; ON_MARK reaches 4.5:1 on each. Shown with their first letter.
MARKS = {"red": "#b3232f", "amber": "#8a5300", "green": "#176b3a", "blue": "#1d5fb0", "violet": "#7a2a9b"}
MARK_NAMES = {
    "red": mark("Red"),
    "amber": mark("Amber"),
    "green": mark("Green"),
    "blue": mark("Blue"),
    "violet": mark("Violet"),
}
ON_MARK = "#ffffff"

# Sizes in device-independent pixels: a 4 px grid.
SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
SPACE_XL = 24
SPACE_XXL = 32
SCROLL_BAR = 12  # its width
RADIUS = 8
RADIUS_SMALL = 6
TARGET = 32  # least height of a control; the accessibility floor is 24
RAIL_WIDTH = 100
JOB_BAR_HEIGHT = 56
THUMB = 176

# Text sizes in px.
TEXT_SMALL = 12
TEXT_BODY = 13
TEXT_LEAD = 15
TEXT_TITLE = 22
FONT_FAMILY = "Inter"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0..1 (WCAG 2.2)."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio 1..21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
