"""The drawings of report.html as inline SVG: likeness against prompt fit, and the leak matrix as a heat map.

Every text is escaped here; colours come from the page's own style (page.py). Not here: what the numbers mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import floor, log10
from typing import Any

from studio.engine.bench.figures import UNTAUGHT

# Okabe and Ito's colours, which stay apart for most eyes; each method also has its own line of labels.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5c00", "#6a3d9a")
_W, _H, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 440, 64, 24, 20, 52
_CELL, _NAME_W, _HEAD_H = 58, 190, 120


def colour(number: int) -> str:
    """Of the method at this place in the report."""
    return COLOURS[number % len(COLOURS)]


def pareto(sweep: Mapping[str, Sequence[Mapping[str, Any]]], titles: Mapping[str, str]) -> str:
    """One line a method through its strengths; points that no other point beats on both axes are ringed.

    Empty when likeness or prompt fit was not measured.
    """
    points = [
        (method, point["strength"], point["prompt_fit"]["mean"], point["likeness"]["mean"])
        for method, curve in sweep.items()
        for point in curve
        if point.get("prompt_fit") and point.get("likeness")
    ]
    if not points:
        return ""
    x_axis, y_axis = (
        _Axis([p[2] for p in points], _LEFT, _W - _RIGHT),
        _Axis([p[3] for p in points], _H - _BOTTOM, _TOP),
    )
    out = [
        f'<svg class="plot" viewBox="0 0 {_W} {_H}" role="img" aria-label="Likeness against prompt fit">',
        *_axes(x_axis, y_axis),
    ]
    best = {(p[0], p[1]) for p in points if not any(q[2] >= p[2] and q[3] >= p[3] and q[2:] != p[2:] for q in points)}
    for number, method in enumerate(sweep):
        own = [p for p in points if p[0] == method]
        out += _curve(own, best, colour(number), titles.get(method, method), x_axis, y_axis)
    return "".join([*out, "</svg>"])


def heat_map(rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float]], label: str) -> str:
    """Rows are the artifacts that act, columns what is drawn. The diagonal is outlined: there the change is wanted."""
    most = max((abs(value) for row in values for value in row), default=0.0) or 1.0
    width, height = _NAME_W + _CELL * len(columns) + 84, _HEAD_H + _CELL * len(rows) + 8
    out = [
        f'<svg class="heat" viewBox="0 0 {width} {height}" style="max-width:{width}px" role="img" '
        f'aria-label="{escape(label)}">'
    ]
    for at, name in enumerate(columns):
        x = _NAME_W + at * _CELL + _CELL / 2
        out.append(
            f'<text class="name" transform="translate({x:.1f},{_HEAD_H - 10}) rotate(-40)">{escape(_short(name, 20))}'
            f"<title>{escape(name)}</title></text>"
        )
    for row, name in enumerate(rows):
        y = _HEAD_H + row * _CELL
        out.append(
            f'<text class="name" x="{_NAME_W - 10}" y="{y + _CELL / 2 + 4:.1f}" text-anchor="end">'
            f"{escape(_short(name, 26))}<title>{escape(name)}</title></text>"
        )
        for column, value in enumerate(values[row]):
            x, share = _NAME_W + column * _CELL, abs(value) / most
            hue = "#0072b2" if value < 0 else "#d55e00"
            wanted = ' class="wanted"' if column == row else ""
            out.append(
                f"<g><title>{escape(name)} acts, {escape(columns[column])} is drawn: {value:.4f}</title>"
                f'<rect{wanted} x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}" rx="4" '
                f'fill="{hue}" fill-opacity="{share:.3f}"/>'
                f'<text class="value" x="{x + _CELL / 2:.1f}" y="{y + _CELL / 2 + 4:.1f}" text-anchor="middle">'
                f"{value:.3f}</text></g>"
            )
    return "".join([*out, "</svg>"])


class _Axis:
    """Values to pixels, with a little room at both ends."""

    def __init__(self, values: Sequence[float], start_px: float, end_px: float) -> None:
        low, high = min(values), max(values)
        room = (high - low) * 0.08 or 0.05
        self.low, self.high = low - room, high + room
        self._start, self._end = start_px, end_px

    def px(self, value: float) -> float:
        return self._start + (value - self.low) / (self.high - self.low) * (self._end - self._start)

    def ticks(self) -> list[float]:
        """About five round numbers."""
        rough = (self.high - self.low) / 5
        unit = 10 ** floor(log10(rough))
        step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
        first = floor(self.low / step) + 1
        return [round(number * step, 10) for number in range(first, floor(self.high / step) + 1)]


def _axes(x_axis: _Axis, y_axis: _Axis) -> list[str]:
    out = []
    for tick in x_axis.ticks():
        x = x_axis.px(tick)
        out.append(f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_H - _BOTTOM}"/>')
        out.append(f'<text class="tick" x="{x:.1f}" y="{_H - _BOTTOM + 18}" text-anchor="middle">{tick:g}</text>')
    for tick in y_axis.ticks():
        y = y_axis.px(tick)
        out.append(f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_W - _RIGHT}" y2="{y:.1f}"/>')
        out.append(f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    middle_x, middle_y = (_LEFT + _W - _RIGHT) / 2, (_TOP + _H - _BOTTOM) / 2
    out.append(f'<text class="axis" x="{middle_x}" y="{_H - 10}" text-anchor="middle">prompt fit →</text>')
    out.append(
        f'<text class="axis" transform="translate(16,{middle_y}) rotate(-90)" text-anchor="middle">likeness →</text>'
    )
    return out


def _curve(
    points: Sequence[tuple[str, float, float, float]],
    best: set[tuple[str, float]],
    hue: str,
    title: str,
    x_axis: _Axis,
    y_axis: _Axis,
) -> list[str]:
    placed = [(x_axis.px(fit), y_axis.px(alike)) for _, _, fit, alike in points]
    out: list[str] = []
    if len(placed) > 1:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        out.append(f'<polyline class="curve" points="{line}" stroke="{hue}"/>')
    for (method, strength, fit, alike), (x, y) in zip(points, placed, strict=True):
        said = title if method == UNTAUGHT else f"{title}, strength {strength:g}"
        label = "untaught" if method == UNTAUGHT else f"{strength:g}"
        aside, anchor = (-9, "end") if x > _W - 90 else (9, "start")
        if (method, strength) in best:
            out.append(f'<circle class="best" cx="{x:.1f}" cy="{y:.1f}" r="9" stroke="{hue}"/>')
        out.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 if method == UNTAUGHT else 5}" fill="{hue}">'
            f"<title>{escape(said)}: prompt fit {fit:.4f}, likeness {alike:.4f}</title></circle>"
            f'<text class="tick" x="{x + aside:.1f}" y="{y - 7:.1f}" text-anchor="{anchor}">{escape(label)}</text>'
        )
    return out


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
