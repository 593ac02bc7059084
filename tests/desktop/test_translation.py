"""Languages that can be chosen, and what happens when there is no file for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from studio.desktop import translation


def test_english_is_there_and_knows_plurals(qapp: QApplication) -> None:
    assert translation.languages()[0] == "en"
    tr = QCoreApplication.translate
    assert tr("SubjectList", "%n photo(s)", None, 1) == "1 photo"
    assert tr("SubjectList", "%n photo(s)", None, 3) == "3 photos"


def test_every_plural_of_the_code_is_in_the_english_file(qapp: QApplication) -> None:
    import re

    code = "\n".join(path.read_text("utf-8") for path in Path(translation.__file__).parent.rglob("*.py"))
    said = set(re.findall(r'"([^"\n]*%n[^"\n]*)"', code))
    known = (translation.translations_folder() / "studio_en.ts").read_text("utf-8")
    assert said
    assert {text for text in said if f"<source>{text}</source>" not in known} == set()


def test_the_systems_language_counts_when_there_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("sw_KE"))
    assert translation.chosen("system") == "en"
    assert translation.chosen("tlh") == "en"


def test_a_missing_or_damaged_file_leaves_the_words_of_the_code(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation, "translations_folder", lambda: tmp_path)
    assert translation.install(qapp, "en") is None
    (tmp_path / "studio_en.qm").write_bytes(b"no translation")
    assert translation.install(qapp, "en") is None
    assert translation.languages() == ("en",)
