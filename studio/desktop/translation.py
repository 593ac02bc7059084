"""The language of the window: resources/translations/studio_<code>.qm, chosen in the preferences, or the system's.

English is what the code says; its file holds only plurals. Every text that is shown goes through `tr` or `plural`, as
a literal, so that `python -m studio.desktop.texts` finds it. Not here: making the files (texts.py), sentences of the
library and the engine (sentences.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from studio.core import folders

SYSTEM, ENGLISH = "system", "en"
_PREFIX = "studio_"
CONTEXT = "Studio"  # one for all: a word that needs two translations is written as two texts


def tr(text: str, /, **values: object) -> str:
    """A text in the window's language, its {fields} filled in: tr("Teaching {name}", name="Rex")."""
    said = QCoreApplication.translate(CONTEXT, text)
    return said.format(**values) if values else said


def plural(text: str, count: int, /, **values: object) -> str:
    """The same for a number, which stands as %n in the text: plural("%n photo(s)", 3)."""
    said = QCoreApplication.translate(CONTEXT, text, None, count)
    return said.format(**values) if values else said


def mark(text: str, /) -> str:
    """A text that is translated where it is shown, by tr(...): for tables built before the language is known."""
    return text


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


def install(app: QCoreApplication, language: str) -> tuple[QTranslator, ...]:
    """Speak this language in everything that is built from now on: the studio's texts, and Qt's own (Cancel, Copy …).

    Gives what `remove` takes back; nothing when there is no file for the language.
    """
    code = chosen(language)
    ours, qts = QTranslator(app), QTranslator(app)
    if not ours.load(str(translations_folder() / f"{_PREFIX}{code}.qm")):
        ours.deleteLater()
        return ()
    qts.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (qts, ours):
        app.installTranslator(translator)
    QLocale.setDefault(QLocale(code))
    return (qts, ours)


def remove(translators: tuple[QTranslator, ...]) -> None:
    """Back to the words of the code."""
    for translator in translators:
        QCoreApplication.removeTranslator(translator)
