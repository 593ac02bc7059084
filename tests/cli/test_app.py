"""The frame: fast help, exit codes, common options on every command."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.cli import app
from studio.core.errors import Cancelled, InputProblem
from studio.core.folders import user_config
from tests.fakes.command_line import Typed

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def _leaves(parser: argparse.ArgumentParser, words: str = "studio") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    nested = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    for action in nested:
        for name, child in action.choices.items():
            yield from _leaves(child, f"{words} {name}")
    if not nested:
        yield words, parser


def test_every_command_of_the_list_exists_and_has_a_module_of_its_own() -> None:
    missing = [name for name in app.COMMANDS if app._module(name) is None]
    assert missing == []


def test_every_command_takes_library_and_json() -> None:
    for words, leaf in _leaves(app.build_parser()[0]):
        assert {"--library", "--json"} <= set(leaf._option_string_actions), words


def test_every_command_is_in_the_manual() -> None:
    manual = DOCS.read_text("utf-8")
    missing = [words for words, _ in _leaves(app.build_parser()[0]) if f"`{words}" not in manual]
    assert missing == []


def test_every_option_is_in_the_manual() -> None:
    manual = DOCS.read_text("utf-8")
    missing = []
    for words, leaf in _leaves(app.build_parser()[0]):
        for option in leaf._option_string_actions:
            if option.startswith("--") and option != "--help" and option not in manual:
                missing.append(f"{words} {option}")
    assert missing == []


def test_help_loads_nothing_heavy_and_is_fast() -> None:
    program = "import sys; from studio.cli.app import main; main(['--help']);"
    heavy = "('torch', 'pydantic', 'PIL', 'numpy', 'PySide6', 'blake3')"
    program += f"sys.stderr.write(' '.join(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    best = min(_seconds([sys.executable, "-m", "studio", "--help"]) for _ in range(4))
    bare = min(_seconds([sys.executable, "-c", "pass"]) for _ in range(4))
    assert best <= max(0.3, 6 * bare), f"{best:.2f} s, bare {bare:.2f} s"


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begin


def test_wrong_usage_is_2(typed: Typed) -> None:
    for words in (("nonsense",), ("subject",), ("subject", "add", "Rex"), ("export",), ("subject", "list", "--colour")):
        ran = typed(*words)
        assert ran.code == 2
        assert "usage:" in ran.err
        assert ran.out == ""
    assert typed("--help").code == 0
    assert re.match(r"Likeness Studio \d", typed("--version").out)


def _failing(error: BaseException) -> Callable[..., Any]:
    def build() -> Any:
        parser = app.Parser(prog="studio")
        parser.add_argument("--library", default=None)
        commands = parser.add_subparsers(dest="command")
        app._add_common(commands.add_parser("fail"))

        def run(_args: argparse.Namespace) -> int:
            raise error

        return parser, {"fail": run}

    return build


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputProblem("It is\nso.", "Do this."), 1, "It is so. Do this.\n"),
        (Cancelled(), 130, "Stopped.\n"),
        (KeyboardInterrupt(), 130, "\nStopped. What was finished is kept.\n"),
    ],
)
def test_errors_become_a_sentence_and_a_code(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    monkeypatch.setattr(app, "build_parser", _failing(error))
    ran = typed("fail")
    assert (ran.code, ran.err, ran.out) == (code, said, "")


def test_an_error_in_the_wake_of_ctrl_c_is_ctrl_c(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """argparse's clean-up, cut short, ended in an AttributeError."""
    wake = AttributeError("save_nargs")
    wake.__context__ = KeyboardInterrupt()
    monkeypatch.setattr(app, "build_parser", _failing(wake))
    assert typed("fail").code == 130


def test_a_bug_becomes_a_report(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "build_parser", _failing(ZeroDivisionError("oh")))
    ran = typed("fail", "--json")
    assert ran.problem().startswith("Something went wrong inside the studio (ZeroDivisionError: oh).")
    assert ran.answer["error"]["kind"] == "Bug"
    (report,) = (user_config() / "reports").iterdir()
    assert "ZeroDivisionError: oh" in report.read_text("utf-8")


def test_errors_as_json(typed: Typed) -> None:
    ran = typed("subject", "show", "Rex", "--json")
    assert ran.answer == {
        "error": {
            "kind": "InputProblem",
            "message": "There is no subject “Rex”.",
            "remedy": "There is no subject yet.",
            "detail": "",
        }
    }
    assert ran.problem() == "There is no subject “Rex”. There is no subject yet."


def test_no_argument_opens_the_desktop(typed: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(app, "open_desktop", lambda library=None: opened.append(library) or 0)
    assert typed().code == 0
    assert typed("--library", tmp_path).code == 0
    assert opened == [None, str(tmp_path)]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's here")
def test_ctrl_c_while_photos_come_in_loses_nothing(tmp_path: Path) -> None:
    """Killed by SIGINT at different moments: exit code 130 or 0, and a sound library with all or nothing of it."""
    from studio.library.library import Library
    from tests.fakes.pictures import photos

    photos(tmp_path / "in", 20)
    for number, wait in enumerate((0.15, 0.3, 0.45, 0.6)):
        root = tmp_path / f"library{number}"
        words = ["subject", "add", "Rex", "--class-word", "dog", str(tmp_path / "in"), "--library", str(root)]
        child = subprocess.Popen(
            [sys.executable, "-m", "studio", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            child.wait(wait)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGINT)
        said = child.communicate(timeout=20)[1].decode()
        assert child.returncode in (0, 130, -signal.SIGINT), said
        if child.returncode == 130:
            assert "Traceback" not in said
        with Library.open(root) as library:
            report = library.check()
            assert report["sound"]
            assert report["photos"] in (0, 20)


def test_ctrl_c_that_ends_in_a_panic_is_still_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """pydantic's native module, cut short while it was imported, raised a PanicException and no KeyboardInterrupt."""

    class Panic(BaseException):
        pass

    def interrupted(*_: Any) -> int:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise Panic from None
        return 0

    ours = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore Ctrl-C
    try:
        monkeypatch.setattr(app, "_main", interrupted)
        assert app.main(["methods"]) == 130
        assert "Stopped" in capsys.readouterr().err
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, ours)


def test_ctrl_c_that_an_import_swallowed_is_still_ctrl_c(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """numpy's native module, cut short while it was imported, raised an ImportError that knew nothing of Ctrl-C."""

    def build() -> Any:
        parser, runs = _failing(ImportError("numpy._core.umath failed to import"))()

        def run(args: argparse.Namespace) -> int:
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            return runs["fail"](args)

        return parser, {"fail": run}

    ours = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        monkeypatch.setattr(app, "build_parser", build)
        ran = typed("fail")
        assert (ran.code, ran.out) == (130, "")
        assert "Stopped" in ran.err
        assert not (user_config() / "reports").exists()
    finally:
        signal.signal(signal.SIGINT, ours)
