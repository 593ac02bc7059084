"""What every command prints with: text for people, JSON lines for programs. And which library a command means.

Not here: what is printed (each command), errors (app.py). Imports nothing heavy: `studio --help` loads this file.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

_BAR_WIDTH = 28


class Output:
    """With `--json` stdout holds JSON lines only and the last one is the answer; texts are left out."""

    def __init__(self, json: bool = False) -> None:
        self.json = json
        self._bar_open = False

    def event(self, data: dict[str, Any]) -> None:
        """One JSON line, flushed at once; nothing without `--json`."""
        if self.json:
            self._line(data)

    def answer(self, data: dict[str, Any]) -> None:
        """The last line with `--json`; nothing without, where `text` has told it already."""
        if self.json:
            self._line(data)

    def text(self, line: str = "") -> None:
        """A line for people; nothing with `--json`."""
        if not self.json:
            self._close_bar()
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def note(self, line: str) -> None:
        """Something worth knowing that is not the answer: stderr in both forms."""
        self._close_bar()
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def progress(self, step: int, of: int, note: str = "") -> None:
        """A bar on a terminal, nothing elsewhere and nothing with `--json`."""
        if self.json or not sys.stderr.isatty():
            return
        share = step / of if of else 0.0
        full = round(share * _BAR_WIDTH)
        bar = "█" * full + "░" * (_BAR_WIDTH - full)
        sys.stderr.write(f"\r\x1b[K{bar} {step}/{of} {note}")
        self._bar_open = step < of
        if not self._bar_open:
            sys.stderr.write("\n")
        sys.stderr.flush()

    def table(self, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        """Columns padded to their widest entry."""
        widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
        for row in [header, *rows]:
            self.text("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    def _line(self, data: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str) + "\n")
        sys.stdout.flush()

    def _close_bar(self) -> None:
        if self._bar_open:
            sys.stderr.write("\n")
            self._bar_open = False


def library_root(args: argparse.Namespace) -> Path:
    """`--library DIR`, else STUDIO_LIBRARY, else the user's data folder; absolute."""
    chosen = getattr(args, "library", None)
    if chosen:
        return Path(chosen).expanduser().absolute()
    from studio.core.folders import default_library

    return default_library()
