"""Qt's system libraries on Debian and Ubuntu: find the missing ones, install them as root, or say what to type.

Looked up by library name in the loader's own list, so that libraries from elsewhere count, and renamed
packages (Ubuntu's `…t64`) do no harm. Not here: other systems, whose Qt wheels bring all they need.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
TEST_TOOLS = {"Xvfb": "xvfb", "xvfb-run": "xvfb", "xdotool": "xdotool"}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


@dataclass(frozen=True)
class Machine:
    """What is asked of the system; tests give their own answers."""

    system: str = sys.platform
    apt: str | None = shutil.which("apt-get")
    root: bool = hasattr(os, "geteuid") and os.geteuid() == 0
    lists: Path = Path("/var/lib/apt/lists")
    which: Callable[[str], str | None] = shutil.which
    fonts: Callable[[], bool] = lambda: any(
        next(Path(folder).rglob("*.[to]tf"), None) is not None for folder in _FONT_FOLDERS
    )


def missing(runner: Any, machine: Machine, *, tests: bool) -> list[str]:
    """Names of the packages to install, each once, in the order of the tables."""
    loader = next((path for path in ("/sbin/ldconfig", "/usr/sbin/ldconfig") if os.path.exists(path)), "ldconfig")
    known = runner.run([loader, "-p"]).text
    found = [package for library, package in LIBRARIES.items() if library not in known]
    if not machine.fonts():
        found.append("fonts-dejavu-core")
    if tests:
        found += [package for tool, package in TEST_TOOLS.items() if machine.which(tool) is None]
    return list(dict.fromkeys(found))


def provide(runner: Any, say: Callable[[str], None], log: Path, *, tests: bool, machine: Machine | None = None) -> None:
    """Install what is missing when that is possible; otherwise say the one line to type and go on."""
    machine = machine or Machine()
    if machine.system != "linux" or machine.apt is None:
        return
    packages = missing(runner, machine, tests=tests)
    if not packages:
        return
    if not machine.root:
        say(f"Some libraries of the system are missing for the desktop. Type: {_line(packages)}")
        return
    say(f"Installing {len(packages)} packages of the system: {' '.join(packages)} …")
    if not _install(runner, machine, packages, log):
        say(f"They could not be installed (see {log}). Type: {_line(packages)}")


def _install(runner: Any, machine: Machine, packages: list[str], log: Path) -> bool:
    apt = [str(machine.apt), "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    variables = {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*apt, "install", "--no-install-recommends", *packages]
    has_lists = machine.lists.is_dir() and any(machine.lists.glob("*_Packages*"))
    if has_lists and runner.run(install, log=log, variables=variables).code == 0:
        return True
    runner.run([*apt, "update"], log=log, variables=variables)
    return runner.run(install, log=log, variables=variables).code == 0


def _line(packages: Iterable[str]) -> str:
    return "sudo apt-get install " + " ".join(packages)


def remedy(tests: bool) -> str:
    """What to type when the import check misses a library of the system."""
    if shutil.which("apt-get") is None:
        return "Install it with your system's package manager (see README.md), then call again."
    tools = TEST_TOOLS.values() if tests else ()
    return f"Type `{_line(dict.fromkeys([*LIBRARIES.values(), *tools]))}`, then call again."
