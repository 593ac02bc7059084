"""Find a Python that fits, when the one that runs run.py is too old, too new or lacks `venv`.

Runs on Python 3.7 as well. Not here: installing one; the studio only says how.
"""

from __future__ import annotations

import os
import subprocess

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Version = tuple[int, ...]
    Answer = tuple[Version, str] | None

_PROBE = "import sys, venv, ensurepip; print('%d.%d|%s' % (sys.version_info[0], sys.version_info[1], sys.executable))"


def _ask(command: list[str]) -> Answer:
    """(version, path) of the interpreter behind a command, or None when it cannot serve."""
    try:
        with open(os.devnull, "w") as nowhere:
            process = subprocess.Popen([*command, "-c", _PROBE], stdout=subprocess.PIPE, stderr=nowhere)
            output = process.communicate()[0].decode("utf-8", "replace").strip()
    except OSError:
        return None
    if process.returncode or "|" not in output:
        return None
    version, path = output.splitlines()[-1].split("|", 1)
    return tuple(int(part) for part in version.split(".")), path


def candidates(oldest: Version, newest: Version) -> list[list[str]]:
    """Commands to try: each version newest first, then the plain names, then usual folders."""
    versions = ["3.%d" % minor for minor in range(newest[1], oldest[1] - 1, -1)]
    commands = [["python" + version] for version in versions]
    if os.name == "nt":
        commands += [["py", "-" + version] for version in versions]
    commands += [["python3"], ["python"]]
    for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
        commands += [[folder + "/python" + version] for version in versions]
        commands.append([folder + "/python3"])
    return commands


def find(oldest: Version, newest: Version, ask: Callable[[list[str]], Answer] = _ask) -> str | None:
    """Path of the first interpreter between oldest and newest that has venv and pip's installer, or None."""
    for command in candidates(oldest, newest):
        answer = ask(command)
        if answer and oldest <= answer[0] <= newest:
            return answer[1]
    return None


def remedy(oldest: Version) -> str:
    wanted = "%d.%d" % oldest
    if os.path.exists("/usr/bin/apt-get"):
        how = "type `sudo apt-get install python3 python3-venv`"
    elif os.name == "nt":
        how = "install it from python.org or the Microsoft Store"
    else:
        how = "install it from python.org or with your system's package manager"
    return "The studio needs Python %s or newer with its venv module, and found none: %s, then call again." % (
        wanted,
        how,
    )
