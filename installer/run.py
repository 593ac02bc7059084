#!/usr/bin/env python3
"""Set up what is missing, then run the studio: `python3 installer/run.py ARGS…` is `studio ARGS…`.

    run.py [ARGS…]          runs `studio ARGS…`; without arguments it opens the desktop
    run.py test [ARGS…]     also sets up what the tests need, then runs pytest with ARGS
    run.py shortcut         writes a start-menu entry that opens the desktop without a terminal

Standard library only, and this file runs on Python 3.7 too: it looks for a new enough one by itself.
Everything it says goes to stderr; stdout belongs to the studio. When all is set up it costs a few
hundredths of a second, so nothing heavy is imported here: see environment.py for the work itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys

TYPE_CHECKING = False  # typing itself would cost a tenth of the start
if TYPE_CHECKING:
    from collections.abc import Mapping

OLDEST = (3, 11)
NEWEST = (3, 14)  # the newest Python the pinned packages were published for
MARK_SCHEMA = 1
ENVIRONMENT = ".studio-env"


def say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def env_python(checkout: str) -> str:
    if os.name == "nt":
        return os.path.join(checkout, ENVIRONMENT, "Scripts", "python.exe")
    return os.path.join(checkout, ENVIRONMENT, "bin", "python")


def mark_path(checkout: str) -> str:
    return os.path.join(checkout, ENVIRONMENT, "complete.json")


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read().replace(b"\r\n", b"\n")).hexdigest()


def _scripts_digest(checkout: str) -> str:
    """The part of the project file that an installed checkout depends on: which commands there are."""
    with open(os.path.join(checkout, "pyproject.toml"), "rb") as file:
        text = file.read().replace(b"\r\n", b"\n")
    scripts = text.partition(b"[project.scripts]")[2].partition(b"[tool.")[0]
    return hashlib.sha256(scripts).hexdigest()


def wanted_mark(checkout: str, tests: bool) -> dict[str, object]:
    """What complete.json must say for the environment to be used as it is."""
    installer = os.path.join(checkout, "installer")
    return {
        "schema": MARK_SCHEMA,
        "checkout": checkout,
        "lock": _digest(os.path.join(installer, "requirements.lock")),
        "tests": _digest(os.path.join(installer, "requirements-dev.lock")) if tests else None,
        "scripts": _scripts_digest(checkout),
    }


def is_complete(checkout: str, tests: bool) -> bool:
    """Whether the completion mark fits this checkout; an environment made for tests also serves without them."""
    try:
        with open(mark_path(checkout), "rb") as file:
            found = json.loads(file.read().decode("utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(found, dict) or not os.path.exists(env_python(checkout)):
        return False
    wanted = wanted_mark(checkout, tests)
    if not tests:
        wanted.pop("tests")
    return all(found.get(key) == value for key, value in wanted.items())


def clean_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables for a child: nothing may make the environment import from elsewhere."""
    cleaned = dict(variables)
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV"):
        cleaned.pop(name, None)
    cleaned["PYTHONNOUSERSITE"] = "1"
    return cleaned


def start(command: list[str], variables: dict[str, str]) -> int:
    """Become the command (POSIX) or run it and hand its exit code on (Windows)."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, variables)
    import subprocess

    process = subprocess.Popen(command, env=variables)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got it too, and decides


def command_for(python: str, arguments: list[str]) -> list[str]:
    """What to run once all is set up. `-P` keeps a folder called `studio` in the current folder out of it.

    All default tests run side by side; a choice of tests runs one by one, for their timing and their output.
    """
    if arguments == ["test"]:
        return [python, "-m", "pytest", "-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
    if arguments[:1] == ["test"]:
        return [python, "-m", "pytest", *arguments[1:]]
    return [python, "-P", "-m", "studio", *arguments]


def hand_over(arguments: list[str]) -> int:
    """This Python does not fit: run this file again with one that does."""
    import find_python

    if os.environ.get("STUDIO_INSTALLER_HANDED_OVER"):
        say("The Python that was found for the studio does not fit either: " + sys.version.split()[0])
        return 1
    found = find_python.find(OLDEST, NEWEST)
    if found is None:
        say(find_python.remedy(OLDEST))
        return 1
    variables = dict(os.environ)
    variables["STUDIO_INSTALLER_HANDED_OVER"] = "1"
    return start([found, os.path.abspath(__file__), *arguments], variables)


def main(arguments: list[str]) -> int:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return hand_over(arguments)
    os.environ.pop("STUDIO_INSTALLER_HANDED_OVER", None)
    checkout = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    word = arguments[0] if arguments else ""
    tests = word == "test"
    if not is_complete(checkout, tests):
        import environment

        code = environment.prepare_or_explain(checkout, tests)
        if code:
            return code
    if word == "shortcut":
        import shortcut

        return shortcut.write_or_explain(checkout)
    variables = clean_variables(os.environ)
    if tests:
        os.chdir(checkout)
        # The tests start many children; each would compile the studio anew if none may keep what it compiled.
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return start(command_for(env_python(checkout), arguments), variables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
