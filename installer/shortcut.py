"""Write what makes the studio double-clickable: a .desktop entry, a Start-menu shortcut or a .app, without a terminal.

The entry points at the private environment's windowed command. Not here: installers with wizards.
"""

from __future__ import annotations

import os
import plistlib
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import processes
import run

_NAME = "Likeness Studio"
_COMMENT = "Teach the computer a subject from a few photos, and draw it anywhere"
_ID = "likeness-studio"
_ICONS = ("resources/icons/studio.svg", "resources/icons/studio.png", "resources/icons/studio.ico")


def write_or_explain(checkout: str) -> int:
    """Write the entry of this system and say where it is; 1 after a sentence when it could not be written."""
    try:
        written = write(Path(checkout), sys.platform, Path.home(), processes.Runner())
    except OSError as failure:
        run.say(f"The shortcut could not be written: {failure}. Make the folder writable, then call again.")
        return 1
    for path in written:
        run.say(f"Wrote {path}")
    return 0


def write(checkout: Path, system: str, home: Path, runner: processes.Runner) -> list[Path]:
    writers: dict[str, Callable[[Path, Path, processes.Runner], list[Path]]] = {
        "win32": _write_windows,
        "darwin": _write_mac,
    }
    return writers.get(system, _write_linux)(checkout, home, runner)


def _command(checkout: Path, windows: bool = False) -> Path:
    if windows:
        return checkout / run.ENVIRONMENT / "Scripts" / "studio-desktop.exe"
    return checkout / run.ENVIRONMENT / "bin" / "studio-desktop"


def _icon(checkout: Path, *suffixes: str) -> Path | None:
    found = (checkout / icon for icon in _ICONS if icon.endswith(suffixes))
    return next((path for path in found if path.exists()), None)


def _quote_exec(path: Path) -> str:
    """A path as one word of a desktop entry's Exec key: quoted, with its reserved characters escaped twice."""
    text = str(path).replace("%", "%%")
    for character in ("\\", '"', "`", "$"):
        text = text.replace(character, "\\" + character)
    return '"' + text.replace("\\", "\\\\") + '"'


def _write_linux(checkout: Path, home: Path, runner: processes.Runner) -> list[Path]:
    icon = _icon(checkout, ".svg", ".png")
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.5",
        f"Name={_NAME}",
        f"Comment={_COMMENT}",
        f"Exec={_quote_exec(_command(checkout))}",
        f"Icon={icon or 'applications-graphics'}",
        "Terminal=false",
        "Categories=Graphics;2DGraphics;RasterGraphics;",
        "StartupNotify=true",
        f"StartupWMClass={_ID}",
    ]
    text = "\n".join(lines) + "\n"
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    targets = [data / "applications" / f"{_ID}.desktop"]
    if (home / "Desktop").is_dir():
        targets.append(home / "Desktop" / f"{_ID}.desktop")
    for target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        target.chmod(0o755)
    return targets


def _write_mac(checkout: Path, home: Path, runner: processes.Runner) -> list[Path]:
    app = home / "Applications" / f"{_NAME}.app"
    programs = app / "Contents" / "MacOS"
    programs.mkdir(parents=True, exist_ok=True)
    about = {
        "CFBundleName": _NAME,
        "CFBundleDisplayName": _NAME,
        "CFBundleIdentifier": "org.likeness-studio.desktop",
        "CFBundleExecutable": _ID,
        "CFBundlePackageType": "APPL",
        "NSHighResolutionCapable": True,
    }
    with (app / "Contents" / "Info.plist").open("wb") as file:
        plistlib.dump(about, file)
    launcher = programs / _ID
    launcher.write_text(f"#!/bin/sh\nexec {shlex.quote(str(_command(checkout)))}\n", "utf-8")
    launcher.chmod(0o755)
    return [app]


def _write_windows(checkout: Path, home: Path, runner: processes.Runner) -> list[Path]:
    roaming = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    menu = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    menu.mkdir(parents=True, exist_ok=True)
    target = menu / f"{_NAME}.lnk"
    icon = _icon(checkout, ".ico")
    lines = [
        f"$s = (New-Object -ComObject WScript.Shell).CreateShortcut({_powershell(target)})",
        f"$s.TargetPath = {_powershell(_command(checkout, windows=True))}",
        f"$s.WorkingDirectory = {_powershell(home)}",
        f"$s.Description = {_powershell(_COMMENT)}",
        *([f"$s.IconLocation = {_powershell(icon)}"] if icon else []),
        "$s.Save()",
    ]
    outcome = runner.run(["powershell", "-NoProfile", "-NonInteractive", "-Command", "; ".join(lines)])
    if outcome.code:
        raise OSError(outcome.last_line)
    return [target]


def _powershell(value: Path | str) -> str:
    return "'" + str(value).replace("'", "''") + "'"
