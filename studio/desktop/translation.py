"""The language of the window: resources/translations/studio_<code>.qm, chosen in the preferences, or the system's.

English is what the code says; its file holds only plurals. Not here: making the files (`poe translations`).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from studio.core import folders

SYSTEM, ENGLISH = "system", "en"
_PREFIX = "studio_"


def translations_folder() -> Path:
    """Where the .qm files lie."""
    return folders.resources() / "translations"


def languages() -> tuple[str, ...]:
    """Codes of what can be chosen, English first. The pseudo-language of the tests is not among them."""
    folder = translations_folder()
    found = {path.stem.removeprefix(_PREFIX) for path in folder.glob(f"{_PREFIX}*.qm")} if folder.is_dir() else set()
    return (ENGLISH, *sorted(found - {ENGLISH, "xx"}))


def title(code: str) -> str:
    """A language's name in itself."""
    return QLocale(code).nativeLanguageName().capitalize() or code


def chosen(language: str) -> str:
    """The code that is meant: the system's language when there is a translation for it, English otherwise."""
    if language != SYSTEM:
        return language if language in (*languages(), "xx") else ENGLISH
    code = QLocale.system().name().split("_")[0]
    return code if code in languages() else ENGLISH


def install(app: QCoreApplication, language: str) -> QTranslator | None:
    """Speak this language in everything that is built from now on; None when there is no file for it."""
    code = chosen(language)
    translator = QTranslator(app)
    if not translator.load(str(translations_folder() / f"{_PREFIX}{code}.qm")):
        translator.deleteLater()
        return None
    app.installTranslator(translator)
    QLocale.setDefault(QLocale(code))
    return translator
