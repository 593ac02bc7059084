"""No text of any screen stays English in another language, and longer words still fit.

The pseudo-language puts brackets around every text and makes it a third longer; German is what people get.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from studio.desktop import sentences, texts, translation
from studio.desktop.app import Desktop
from studio.library.catalogue import read as catalogue
from tests.fakes.service import FakeService
from tests.screens import words
from tests.screens.scenes import STATES

_CASES = [(screen, state) for screen, states in STATES.items() for state in states]
_TITLES = "".join(
    f"|{re.escape(card.title)}" for card in sorted(catalogue.methods(), key=lambda card: -len(card.title))
)
# What is not the program's: names, class words, prompts, files, methods, keys, and what the fakes say.
_OWN = re.compile(
    r"""woman,\ man,\ person\ …
    |Drawing\ from\ Mozilla.*|Photographs\ by.*|\d\ [a-z ]+(?=\ \[|$)|@Rex\ (?:on|wearing|beside)[a-z ]*
    |a\ photo\ of\ {}|woman|(?:Twemoji|Noto|Avataaars|FxEmojis|Personas|ToonHead|CLIP|Inter|Material|Fluent).*|arXiv
    |(?:Adventurer|Custom\ Avatar|Avatar\ Illustration).*
    |PyTorch,\ .*|Ctrl\+,|\((?:Del|Enter|Esc)\)|^Drawing$|^Waiting\.|Draw\ fewer\ pictures.*|\ Sky\ \(
    |a\ watercolour\ of\ @Rex.*|a\ dog\ wearing\ a\ hat|a\ red\ hat
    |@?Rex|Max|Mira|Roamer|Pingo|Robo|Biscuit|Grandmother’s\ blue\ teapot\ from\ Meissen
    |dog|backpack|penguin|robot|teapot|mini|my-painter|instance|faces
    |crossattn|keys_values
    |\(?(?:Ctrl|Alt|Shift)\+[\w+]+\)?|[\w~/\ ]+\.(?:jpg|png|pdf|zip|safetensors)|/[\w/\ .]+|a-\w+|r-\w+
    |DDIM|Euler|DPM-Solver\+\+|American\ english|Deutsch
    |Free\ some\ space,\ then\ try\ again\.|The\ weights\ of\ its\ unet.*|Choose\ a\ smaller\ batch\ size.*
    |Connect\ it,\ then\ try\ again\.|The\ published\ models\ are\ for\ research\ only\.
    |segmenter\ \(SAM\ vit_b\)|buffalo_l
    |Stable\ Diffusion\ \d\.x
    |Teaching\ Rex\ does\ not\ fit\ into\ the\ memory\ of\ this\ computer\."""
    + _TITLES,
    re.VERBOSE,
)
_QTS = {"Cancel", "Close", "OK", "Save", "Discard"}


@pytest.fixture(scope="module")
def pseudo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translations")
    texts.write_pseudo(folder)
    return folder


@pytest.fixture
def pseudo(qapp: QApplication, pseudo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(translation, "translations_folder", lambda: pseudo_folder)
    monkeypatch.setattr(sentences, "translations_folder", lambda: pseudo_folder)
    yield from _spoken(qapp, texts.PSEUDO)


@pytest.fixture
def german(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(translation, "chosen", lambda language: "de")  # what the window itself asks for
    yield from _spoken(qapp, "de")


def _spoken(qapp: QApplication, code: str) -> Iterator[None]:
    before = QLocale()
    spoken = translation.install(qapp, code)
    assert spoken
    if code == texts.PSEUDO:
        QLocale.setDefault(QLocale("eo"))
    yield
    translation.remove(spoken)
    QLocale.setDefault(before)


def _settle() -> None:
    """A layout inside a scroll area knows its width in the second round, and its height in the third."""
    for _ in range(3):
        QApplication.processEvents()


def _shown(desktop: Desktop) -> list[QWidget]:
    return [desktop.window, *(dialog for dialog in desktop.window.findChildren(QDialog) if dialog.isVisible())]


def _untranslated(desktop: Desktop) -> set[str]:
    found: set[str] = set()
    for root in _shown(desktop):
        for _widget, text in words.texts(root):
            for line in text.splitlines():
                rest = _OWN.sub("", re.sub(r"\[[^\[\]]*·\]", "", re.sub(r"\[[^\[\]]*·\]", "", line)))
                if re.search(r"[A-Za-z]{3}", rest) and line.replace("&", "") not in _QTS:
                    found.add(line)
    return found


@pytest.mark.screens
@pytest.mark.parametrize(("screen", "state"), _CASES, ids=lambda value: value)
def test_nothing_stays_english(
    pseudo: None, desktop: Desktop, service: FakeService, tmp_path: Path, screen: str, state: str
) -> None:
    desktop.window.show_screen(screen)
    STATES[screen][state](desktop, service, tmp_path / "photos")
    _settle()
    assert _untranslated(desktop) == set()


@pytest.mark.screens
@pytest.mark.parametrize(("screen", "state"), _CASES, ids=lambda value: value)
def test_german_is_not_cut_off(
    german: None, desktop: Desktop, service: FakeService, tmp_path: Path, screen: str, state: str
) -> None:
    desktop.window.show_screen(screen)
    STATES[screen][state](desktop, service, tmp_path / "photos")
    _settle()
    assert [line for root in _shown(desktop) for line in words.cut_off(root)] == []


@pytest.mark.screens
@pytest.mark.parametrize(("screen", "state"), _CASES, ids=lambda value: value)
def test_words_a_third_longer_are_not_cut_off(
    pseudo: None, desktop: Desktop, service: FakeService, tmp_path: Path, screen: str, state: str
) -> None:
    desktop.window.show_screen(screen)
    STATES[screen][state](desktop, service, tmp_path / "photos")
    _settle()
    assert [line for root in _shown(desktop) for line in words.cut_off(root)] == []


def test_a_label_without_room_is_found(qapp: QApplication) -> None:
    root = QWidget()
    tight = QLabel("far too long for its place", root)
    tight.resize(40, 20)
    root.resize(300, 100)
    root.show()
    assert words.cut_off(root)
    tight.resize(290, 20)
    assert words.cut_off(root) == []
