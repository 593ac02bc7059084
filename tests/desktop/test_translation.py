"""Languages that can be chosen, and what happens when there is no file for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from studio.desktop import texts, translation
from studio.desktop.sentences import tr_sentence


def test_english_is_there_and_knows_plurals(qapp: QApplication) -> None:
    assert translation.languages()[0] == "en"
    assert translation.plural("%n photo(s)", 1) == "1 photo"
    assert translation.plural("%n photo(s)", 3) == "3 photos"


def test_every_text_of_the_program_is_translated_and_fills_in_the_same() -> None:
    assert "de" in translation.languages()
    assert texts.missing() == []


def test_a_text_that_cannot_be_translated_is_found(tmp_path: Path) -> None:
    import ast

    with pytest.raises(ValueError, match="f-string"):
        list(texts._literals(ast.parse('f"{count} pictures"', mode="eval").body))
    assert list(texts._templates(ast.parse('f"“{path.name}” is empty."', mode="eval").body)) == ["“{1}” is empty."]


def test_sentences_of_other_rooms_are_said_in_the_windows_language(qapp: QApplication) -> None:
    assert tr_sentence("“rex.jpg” is empty.") == "“rex.jpg” is empty."
    spoken = translation.install(qapp, "de")
    try:
        assert tr_sentence("“rex.jpg” is empty.") == "„rex.jpg“ ist leer."
        both = tr_sentence("“rex.jpg” is empty. Add it once more.")
        assert both.startswith("„rex.jpg“ ist leer. ")
        assert "Add" not in both
        assert tr_sentence("Said by nobody.") == "Said by nobody."
    finally:
        translation.remove(spoken)
        QLocale.setDefault(QLocale("en"))


def test_the_systems_language_counts_when_there_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("sw_KE"))
    assert translation.chosen("system") == "en"
    assert translation.chosen("tlh") == "en"


def test_a_missing_or_damaged_file_leaves_the_words_of_the_code(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation, "translations_folder", lambda: tmp_path)
    assert translation.install(qapp, "en") == ()
    (tmp_path / "studio_en.qm").write_bytes(b"no translation")
    assert translation.install(qapp, "en") == ()
    assert translation.languages() == ("en",)
