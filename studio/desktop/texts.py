"""Every text the program can show, and the translation files made of them.

    python -m studio.desktop.texts            tells what is missing (exit code 1 then)
    python -m studio.desktop.texts --write    renews resources/translations: sentences.json, the .ts and .qm files

Texts come from the literals given to `tr`, `plural` and `mark` in studio/desktop, from the catalogue of methods, and
from the sentences of errors in the other rooms. A .ts file is kept by hand (Qt Linguist, an editor); a text that is
gone leaves it, a new one comes in as unfinished. Needs pyside6-lrelease, which comes with
PySide6.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import studio
from studio.core import errors
from studio.desktop.translation import CONTEXT, ENGLISH, translations_folder
from studio.library.catalogue.read import methods
from studio.library.exports.naming import TOKENS

PSEUDO = "xx"
SENTENCES = "sentences.json"
_ROOMS_OF_SENTENCES = ("core", "library", "engine")
_FOR_DEVELOPERS = {  # programs that measure the studio itself, run by hand
    f"engine/bench/{name}.py"
    for name in (
        "attention_layout",
        "concept_gate",
        "dial_front",
        "main_job",
        "random_model",
        "region_speed",
        "region_subjects",
        "regions",
        "ship_figures",
        "speed",
        "training_speed",
        "unseen_fit",
    )
}
_SAYING = {"tr", "plural", "mark"}
_ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
_ERRORS |= {"unknown", "tell", "Unstable", "Trouble"}  # warnings while teaching among them
_FIELD = re.compile(r"{[^{}]*}|%n")
_LONGER = str.maketrans("aeiouAEIOUcnsyz", "áéíóúÁÉÍÓÚçñšýž")


def of_the_window() -> dict[str, str]:
    """Literals of `tr`, `plural` and `mark` with the file that says them first. ValueError: one that is no literal."""
    found: dict[str, str] = {}
    for path, tree in _trees(("desktop",)):
        for call in _calls(tree, _SAYING):
            if not call.args:
                continue
            for text in _literals(call.args[0]):
                found.setdefault(text, path)
    return found


def of_the_catalogue() -> set[str]:
    """Titles, summaries, helps and units of the methods' settings."""
    found: set[str] = set()
    for card in methods():
        found |= {card.title, card.summary}
        for trait in card.settings.get("properties", {}).values():
            found |= {str(trait[key]) for key in ("title", "description", "unit", "group") if trait.get(key)}
    return {text for text in found if re.search(r"[A-Za-z]{2}", text)}


def of_the_other_rooms() -> set[str]:
    """Sentences of errors, faults, notes and jobs; what an f-string fills in stands as {1}, {2} …"""
    found: set[str] = set()
    for _path, tree in _trees(_ROOMS_OF_SENTENCES):
        for node in ast.walk(tree):
            for given in _said(node):
                found |= set(_templates(given))
    return {text for text in found if re.search(r"[A-Za-z]{3}", text) and not text.startswith("{")} | set(
        TOKENS.values()
    )


def _said(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions in which a person is told something: errors, notes, faults, phases of a job, remedies by name."""
    match node:
        case ast.Call():
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in _ERRORS:
                yield from node.args[:2]
                yield from (word.value for word in node.keywords if word.arg in ("message", "remedy"))
            elif name == "append" and ast.unparse(node.func).endswith("notes.append"):
                yield from node.args
            yield from (word.value for word in node.keywords if word.arg in ("what", "limits", "warning"))
        case ast.Tuple(elts=[ast.Attribute(value=ast.Name(id="Fault")), sentence]):
            yield sentence
        case ast.Assign() if re.search(
            r"remedy|hint|sentence|whole|cut\b|limits|what$|non_commercial", ast.unparse(node.targets[0]).lower()
        ):
            yield node.value
        case ast.FunctionDef() if node.name.endswith(("_note", "_warning")):
            yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)
        case _:
            return


def all_texts() -> dict[str, str]:
    """Every text with where it is said."""
    return {
        **dict.fromkeys(of_the_other_rooms(), "a sentence"),
        **dict.fromkeys(of_the_catalogue(), "the catalogue"),
        **of_the_window(),
    }


def fields(text: str) -> list[str]:
    """What is filled in: {name}, %n; sorted."""
    return sorted(_FIELD.findall(text))


def pseudo(text: str) -> str:
    """The text with strange letters, a third longer, in brackets; fields and the mnemonic stay."""
    parts = re.split(r"({[^{}]*}|%n|&.)", text)
    said = "".join(part if number % 2 else part.translate(_LONGER) for number, part in enumerate(parts))
    return f"[{said}{'·' * max(1, len(text) // 3)}]"


def _trees(rooms: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    root = Path(studio.__file__).parent
    for room in rooms:
        for path in sorted((root / room).rglob("*.py")):
            if "pretraining" not in path.parts and path.relative_to(root).as_posix() not in _FOR_DEVELOPERS:
                yield path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8"))


def _calls(tree: ast.Module, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield node


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        raise ValueError(f"line {node.lineno}: an f-string cannot be translated; give the values by name")


def _templates(node: ast.expr) -> Iterator[str]:
    """The texts an expression can give, with {1}, {2} … for what is not written there."""
    if isinstance(node, ast.IfExp):
        yield from _templates(node.body)
        yield from _templates(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _templates(value)
    elif isinstance(node, ast.JoinedStr):
        text, count = "", 0
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += str(part.value).replace("{", "{{").replace("}", "}}")
            else:
                count += 1
                text += f"{{{count}}}"
        yield text
    else:
        yield from _literals(node)


def _read(path: Path) -> dict[str, list[str]]:
    """Finished translations by source; the forms of a plural."""
    if not path.is_file():
        return {}
    found: dict[str, list[str]] = {}
    for message in ElementTree.parse(path).iter("message"):
        said: Any = message.find("translation")
        if said is None or said.get("type") == "unfinished":
            continue
        forms = [form.text or "" for form in said.iter("numerusform")] or [said.text or ""]
        found[message.findtext("source") or ""] = forms
    return found


def _ts(code: str, texts: dict[str, str], known: dict[str, list[str]]) -> str:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{code}" sourcelanguage="en">',
        f"<context>\n    <name>{CONTEXT}</name>",
    ]
    for text in sorted(texts, key=lambda text: (texts[text], text)):
        numerus = "%n" in text
        forms = known.get(text)
        body = "".join(f"<numerusform>{escape(form)}</numerusform>" for form in forms or ()) if numerus else ""
        body = body or escape((forms or [""])[0])
        state = "" if forms else ' type="unfinished"'
        kind = ' numerus="yes"' if numerus else ""
        lines += [
            f"    <message{kind}>",
            f"        <source>{escape(text)}</source>",
            f"        <translation{state}>{body}</translation>",
            "    </message>",
        ]
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _renewed() -> dict[str, str]:
    """Each text file of the folder by its name, as it should be."""
    folder, texts = translations_folder(), all_texts()
    plurals = {text: where for text, where in texts.items() if "%n" in text}
    codes = sorted(path.stem.removeprefix("studio_") for path in folder.glob("studio_*.ts"))
    made = {
        f"studio_{code}.ts": _ts(code, texts, _read(folder / f"studio_{code}.ts")) for code in codes if code != ENGLISH
    }
    forms = {text: [text.replace("(s)", ""), text.replace("(s)", "s")] for text in plurals}
    made[f"studio_{ENGLISH}.ts"] = _ts(ENGLISH, plurals, forms)
    made[SENTENCES] = json.dumps(sorted(of_the_other_rooms()), ensure_ascii=False, indent=0) + "\n"
    return made


def missing() -> list[str]:
    """What is not as it should be, a line each: stale files, untranslated texts, fields that differ."""
    folder, told = translations_folder(), []
    for name, content in _renewed().items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != content:
            told.append(f"{name} is not fresh")
    for path in sorted(folder.glob("studio_*.ts")):
        known = _read(path)
        wanted = all_texts() if path.stem != "studio_en" else [text for text in all_texts() if "%n" in text]
        told += [f"{path.name}: “{text}” has no translation" for text in wanted if text not in known]
        told += [
            f"{path.name}: “{text}” and its translation do not fill in the same"
            for text, forms in known.items()
            if any(set(fields(form)) - {"%n"} != set(fields(text)) - {"%n"} for form in forms)
        ]
    return told


def write_pseudo(folder: Path) -> None:
    """studio_xx.qm and the list of sentences, for tests: what is not translated then shows itself."""
    texts = all_texts()
    strange = {text: [pseudo(text)] * (2 if "%n" in text else 1) for text in texts}
    source = folder / f"studio_{PSEUDO}.ts"
    source.write_text(_ts(PSEUDO, texts, strange), "utf-8")
    _compile(source)
    (folder / SENTENCES).write_text(_renewed()[SENTENCES], "utf-8")


def _compile(source: Path) -> None:
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    new = source.with_suffix(".partial")
    subprocess.run([tool, "-silent", source, "-qm", new], check=True)
    new.replace(source.with_suffix(".qm"))  # windows that are open have the old one mapped


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="renew the files")
    folder = translations_folder()
    if parser.parse_args().write:
        for name, content in _renewed().items():
            (folder / name).write_text(content, "utf-8")
            if name.endswith(".ts"):
                _compile(folder / name)
    told = missing()
    print("\n".join(told) if told else f"All {len(all_texts())} texts are translated.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
