"""Tokens into what Qt understands: a palette for Fusion and one style sheet. Widgets ask by role, never by colour.

Roles are dynamic properties: setProperty("role", "title" | "lead" | "muted" | "small" | "card" | "panel" | "primary" |
"danger" | "quiet" | "chip" …). Not here: switching themes at run time (switcher.py).
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.tokens import Tokens


def palette(theme: Tokens) -> QPalette:
    """A full palette, disabled colours included."""
    result = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.ground,
        role.WindowText: theme.text,
        role.Base: theme.sunken,
        role.AlternateBase: theme.surface,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent_text,
        role.LinkVisited: theme.accent_text,
        role.Light: theme.raised,
        role.Midlight: theme.raised,
        role.Mid: theme.line,
        role.Dark: theme.outline,
        role.Shadow: theme.sunken,
        role.Accent: theme.accent,
    }
    for key, colour in colours.items():
        result.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.outline))
    return result


def set_role(widget: QWidget, role: str, **more: str) -> None:
    """Give a widget its role and restyle it, also after it was shown."""
    widget.setProperty("role", role)
    for key, value in more.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def style_sheet(theme: Tokens) -> str:
    """The whole program's style sheet."""
    return "\n".join((_surfaces(theme), _text(theme), _buttons(theme), _fields(theme), _lists(theme), _rail(theme)))


def _surfaces(c: Tokens) -> str:
    return f"""
QWidget {{ font-size: {t.TEXT_BODY}px; color: {c.text}; }}
QMainWindow, QDialog {{ background: {c.ground}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QFrame[role="panel"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {t.RADIUS}px; }}
QFrame[role="side"] {{ background: {c.surface}; border: none; border-left: 1px solid {c.line}; }}
QFrame[role="form"] {{ background: {c.surface}; border: none; border-right: 1px solid {c.line}; }}
QFrame[role="well"] {{ background: {c.sunken}; border: 1px solid {c.line}; border-radius: {t.RADIUS}px; }}
QFrame[role="drop"] {{ background: {c.accent_soft}; border: 2px dashed {c.accent}; border-radius: {t.RADIUS}px; }}
QFrame[role="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {t.RADIUS}px; }}
QFrame[role="notice"] {{ background: {c.danger_soft}; border: 1px solid {c.danger}; border-radius: {t.RADIUS}px; }}
QFrame[role="notice"][tone="warning"] {{ background: {c.warning_soft}; border-color: {c.warning}; }}
QFrame[role="notice"][tone="good"] {{ background: {c.good_soft}; border-color: {c.good}; }}
QFrame[role="notice"][tone="info"] {{ background: {c.accent_soft}; border-color: {c.accent}; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QWidget[role="clear"] {{ background: transparent; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.outline}; padding: 4px 6px; }}
QSplitter::handle {{ background: {c.line}; }}
QScrollBar:vertical {{ background: transparent; width: {t.SCROLL_BAR}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.outline}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c.line}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.outline}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.outline}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
"""


def _text(c: Tokens) -> str:
    return f"""
QLabel {{ background: transparent; border: none; }}
QLabel[role="title"] {{ font-size: {t.TEXT_TITLE}px; font-weight: 600; }}
QLabel[role="lead"] {{ font-size: {t.TEXT_LEAD}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="small"] {{ color: {c.muted}; font-size: {t.TEXT_SMALL}px; }}
QLabel[role="good"] {{ color: {c.good}; font-size: {t.TEXT_SMALL}px; }}
QLabel[role="warning"] {{ color: {c.warning}; font-size: {t.TEXT_SMALL}px; }}
QLabel[role="danger"] {{ color: {c.danger}; font-size: {t.TEXT_SMALL}px; }}
QLabel[role="section"] {{ color: {c.muted}; font-size: {t.TEXT_SMALL}px; font-weight: 600; }}
QLabel[role="figure"] {{ font-size: {t.TEXT_TITLE}px; font-weight: 600; color: {c.accent_text}; }}
"""


def _buttons(c: Tokens) -> str:
    return f"""
QPushButton, QToolButton {{
  background: {c.raised}; color: {c.text}; border: 1px solid {c.outline}; border-radius: {t.RADIUS_SMALL}px;
  padding: 0 14px; min-height: {t.TARGET - 2}px; font-weight: 600; }}
QToolButton {{ padding: 0 6px; min-width: {t.TARGET - 14}px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {c.accent}; background: {c.accent_soft}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.accent_soft}; border-color: {c.accent_hover}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: 0 13px; }}
QToolButton:focus {{ padding: 0 5px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.outline}; border-color: {c.line}; background: {c.ground}; }}
QPushButton[role="primary"] {{
  background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: {c.accent_hover}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[role="primary"]:disabled {{ background: {c.line}; color: {c.muted}; border-color: {c.line}; }}
QPushButton[role="danger"] {{ color: {c.danger}; border-color: {c.danger}; }}
QPushButton[role="danger"]:hover {{ background: {c.danger_soft}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {c.accent_soft}; }}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{ border: 2px solid {c.accent}; }}
QPushButton[role="quiet"]:checked, QToolButton[role="quiet"]:checked {{ background: {c.accent_soft}; color: {c.text}; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ color: {c.accent_text}; }}
QCheckBox::indicator, QListView::indicator {{
  width: 16px; height: 16px; border: 1px solid {c.outline}; border-radius: 4px; background: {c.sunken}; }}
QCheckBox::indicator:focus {{ border: 2px solid {c.accent}; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{
  background: {c.accent}; border-color: {c.accent}; image: url(theme:{c.name}-check.svg); }}
QRadioButton::indicator {{
  width: 16px; height: 16px; border: 1px solid {c.outline}; border-radius: 9px; background: {c.sunken}; }}
QRadioButton::indicator:focus {{ border-color: {c.accent}; }}
QRadioButton::indicator:checked {{
  border-color: {c.accent}; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
  stop: 0 {c.accent}, stop: 0.55 {c.accent}, stop: 0.6 {c.sunken}, stop: 1 {c.sunken}); }}
"""


def _fields(c: Tokens) -> str:
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox"
    focus = ", ".join(f"{name.strip()}:focus" for name in fields.split(","))
    bad = ", ".join(f'{name.strip()}[invalid="true"]' for name in fields.split(","))
    return f"""
{fields} {{
  background: {c.sunken}; color: {c.text}; border: 1px solid {c.outline}; border-radius: {t.RADIUS_SMALL}px;
  padding: 0 8px; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {{ min-height: {t.TARGET - 2}px; }}
QPlainTextEdit, QTextEdit {{ padding: 6px; }}
{focus} {{ border: 2px solid {c.accent}; padding-left: 7px; }}
{bad} {{ border: 2px solid {c.danger}; }}
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {{
  color: {c.outline}; border-color: {c.line}; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url(theme:{c.name}-down.svg); width: 12px; height: 12px; }}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {{
  border: none; width: 20px; background: transparent; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url(theme:{c.name}-up.svg); width: 10px; height: 10px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url(theme:{c.name}-down.svg); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{
  background: {c.surface}; border: 1px solid {c.outline}; selection-background-color: {c.accent_soft};
  selection-color: {c.text}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; }}
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit {{
  border: none; background: transparent; padding: 0; min-height: 0; }}
QSpinBox QLineEdit:focus, QDoubleSpinBox QLineEdit:focus {{ border: none; padding: 0; }}
QSlider {{ min-height: 24px; background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; background: {c.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {c.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: {c.accent}; }}
QSlider::handle:horizontal:focus {{ border: 2px solid {c.text}; width: 12px; height: 12px; }}
"""


def _lists(c: Tokens) -> str:
    return f"""
QListView, QListWidget, QTreeView, QTableView {{
  background: transparent; border: none; outline: none; selection-background-color: {c.accent_soft};
  selection-color: {c.text}; }}
QListView[role="popup"] {{ background: {c.surface}; border: 1px solid {c.outline}; padding: 4px; }}
QListView::item:hover {{ background: {c.raised}; }}
QListView[role="choices"] {{
  background: {c.sunken}; border: 1px solid {c.outline}; border-radius: {t.RADIUS_SMALL}px; padding: 3px; }}
QListView[role="choices"]:focus {{ border-color: {c.accent}; }}
QListView[role="choices"]::item {{ padding: 5px 8px; border-radius: {t.RADIUS_SMALL}px; color: {c.text};
  border: 1px solid transparent; }}
QListView[role="choices"]::item:selected {{ background: {c.accent_soft}; border-color: {c.accent}; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{
  background: transparent; color: {c.muted}; padding: 8px 14px; border-bottom: 2px solid transparent;
  font-weight: 600; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
QTabBar::tab:focus {{ color: {c.accent_text}; }}
"""


def _rail(c: Tokens) -> str:
    return f"""
QFrame[role="rail"] {{ background: {c.rail}; border: none; border-right: 1px solid {c.line}; }}
QFrame[role="jobbar"] {{ background: {c.rail}; border: none; border-top: 1px solid {c.line}; }}
QToolButton[role="rail"] {{
  background: transparent; color: {c.muted}; border: 2px solid transparent; border-radius: {t.RADIUS}px;
  padding: 8px 2px;
  font-size: {t.TEXT_SMALL}px; font-weight: 600; min-height: 44px; min-width: {t.RAIL_WIDTH - 24}px; }}
QToolButton[role="rail"]:hover {{ background: {c.accent_soft}; color: {c.text}; }}
QToolButton[role="rail"]:checked {{ background: {c.accent_soft}; color: {c.text}; font-weight: 600; }}
QToolButton[role="rail"]:focus {{ border: 2px solid {c.accent}; padding: 8px 2px; }}
"""
