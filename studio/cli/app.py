"""The command line's frame: finds the command modules, parses, runs one, turns errors into a sentence and an exit code.

To add a command:
1. write studio/cli/<name>.py with `register(subparsers)` and `run(args) -> int`; only argparse at the top, all else
   inside `run`, so that `studio --help` stays fast,
2. add its module name to COMMANDS,
3. describe it, and the shape of its answer, in docs/cli.md,
4. run `pytest tests/cli`.

`--library` and `--json` are added here to every command. Exit codes: 0 done, 1 a problem of the user's (one sentence
and a remedy on stderr), 2 wrong usage, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import importlib
import io
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, Self

from studio import __version__
from studio.cli.output import Output

COMMANDS = (
    "demo",
    "subject",
    "faces",
    "segmenter",
    "methods",
    "backbones",
    "train",
    "generate",
    "bench",
    "artifact",
    "convert",
    "export",
    "job",
    "run",
    "library",
    "doctor",
    "pretrain",
)

Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Takes options anywhere between positionals: `subject add Rex --class-word dog a.jpg b.jpg`."""

    _inside = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Intermixed where a parser has no sub-commands; argparse itself calls back here while it does so."""
        if self._inside or any(isinstance(a, argparse._SubParsersAction) for a in self._actions):
            return super().parse_known_args(args, namespace)
        self._inside = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._inside = False


def build_parser() -> tuple[argparse.ArgumentParser, dict[str, Run]]:
    """The parser of all commands, and which function runs each."""
    parser = Parser(
        prog="studio",
        description="Teach this computer somebody or something you love, then draw it anywhere. "
        "Without a command the desktop opens.",
    )
    parser.add_argument("--version", action="version", version=f"Likeness Studio {__version__}")
    parser.add_argument("--library", metavar="DIR", help="the library the desktop opens", default=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    runs: dict[str, Run] = {}
    for name in COMMANDS:
        module = _module(name)
        if module is None:
            continue
        before = set(commands.choices)
        module.register(commands)
        for added in set(commands.choices) - before:
            runs[added] = module.run
    for command in commands.choices.values():
        _add_common(command)
    return parser, runs


def _module(name: str) -> Any:
    """None when this build does not have the command; any other import error is a bug and is raised."""
    full = f"studio.cli.{name}"
    try:
        return importlib.import_module(full)
    except ModuleNotFoundError as error:
        if error.name == full:
            return None
        raise


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Give `--library` and `--json` to a command, or to each of its sub-commands when it has some."""
    nested = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    for action in nested:
        action.required = True
        for child in action.choices.values():
            _add_common(child)
    if nested:
        return
    known = parser._option_string_actions
    if "--library" not in known:
        parser.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help="another library folder")
    if "--json" not in known:
        parser.add_argument("--json", action="store_true", help="print JSON lines, the last one the answer")


def main(argv: Sequence[str] | None = None) -> int:
    """Parse and run. Returns the exit code; argparse's own exits (2, and 0 for help) are passed on as codes."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a sentence with “quotes” must not fail on an old console
    with _NotedInterrupts() as interrupts:
        try:
            return _main(arguments, interrupts)
        except KeyboardInterrupt:
            return _stopped()
        except BrokenPipeError:
            sys.stderr.close()
            return 0
        except BaseException as error:
            # A module of native code that Ctrl-C cut short while it was imported ends in a panic of its own kind.
            if _was_interrupted(error, interrupts):
                return _stopped()
            raise


class _NotedInterrupts:
    """Remembers that Ctrl-C was pressed, whatever becomes of the KeyboardInterrupt on its way up."""

    came = False

    def __enter__(self) -> Self:
        self._before: Any = None
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _on_interrupt(self, _number: int, _frame: object) -> None:
        self.came = True
        raise KeyboardInterrupt


def _stopped() -> int:
    sys.stderr.write("\nStopped. What was finished is kept.\n")
    return 130


def _was_interrupted(error: BaseException | None, interrupts: _NotedInterrupts) -> bool:
    """Whether Ctrl-C came first: a clean-up or an import that it cut short may end in another error."""
    if interrupts.came:
        return True
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _main(arguments: list[str], interrupts: _NotedInterrupts) -> int:
    parser, runs = build_parser()
    try:
        args = parser.parse_args(arguments)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 2
    if args.command is None:
        return open_desktop(args.library)
    from studio.core.errors import Cancelled, StudioError

    run: Run = getattr(args, "run", None) or runs[args.command]
    try:
        return run(args)
    except Cancelled as error:
        sys.stderr.write(f"{error.message}\n")
        return 130
    except StudioError as error:
        if _was_interrupted(error, interrupts):
            return _stopped()
        sys.stderr.write(f"{error}\n".replace("\n", " ").rstrip() + "\n")
        Output(args.json).answer({"error": error.as_data()})
        return 1
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost frame, where a bug becomes a report
        return _stopped() if _was_interrupted(error, interrupts) else _report_bug(args)


def open_desktop(library: str | None = None) -> int:
    """The window. Its import is the only heavy one of this module, and it stays inside."""
    from pathlib import Path

    from studio.desktop.app import main as desktop_main

    return desktop_main(Path(library).expanduser().absolute() if library else None)


def _report_bug(args: argparse.Namespace) -> int:
    """For the exception at hand, which no user can have meant to cause: a file with all of it, and one sentence."""
    import os
    import time
    import traceback

    from studio.core import files, folders
    from studio.core.errors import DiskProblem

    if os.environ.get("STUDIO_DEBUG"):
        raise
    lines = traceback.format_exc()
    path = folders.user_config() / "reports" / time.strftime("report-%Y%m%d-%H%M%S.txt")
    remedy = f"Please send the report “{path}” to the makers."
    try:
        files.write_text(path, f"studio {__version__}, command {args.command}\n\n{lines}")
    except DiskProblem:
        remedy = "Set STUDIO_DEBUG=1 and run it again to see the details."
    message = f"Something went wrong inside the studio ({lines.strip().splitlines()[-1][:200]})."
    sys.stderr.write(f"{message} {remedy}\n")
    Output(args.json).answer({"error": {"kind": "Bug", "message": message, "remedy": remedy, "detail": lines}})
    return 1
