"""Finds packages of an environment that were only half installed.

Not here: installing them again (environment.py). Standard library only.
"""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path


def mend_packages(site_packages: Path) -> list[str]:
    """Forget every package whose files are missing or cut off, so that pip installs it again. Returns their names."""
    mended: list[str] = []
    for info in sorted(site_packages.glob("*.dist-info")):
        if not _is_whole(info):
            shutil.rmtree(info)
            mended.append(info.name.partition("-")[0])
    for leftover in site_packages.glob("~*"):  # what pip sets aside while it replaces a package
        shutil.rmtree(leftover, ignore_errors=True)
    return mended


def _is_whole(info: Path) -> bool:
    """Whether all files in the package's list are there in their recorded size."""
    try:
        with (info / "RECORD").open(encoding="utf-8", newline="") as record:
            rows = [row for row in csv.reader(record) if row]
    except OSError:
        return False
    if not (info / "INSTALLER").exists() or not (info / "METADATA").exists():
        return False
    for name, _, size in rows:
        try:
            found = os.stat(info.parent / name).st_size
        except OSError:
            return False
        if size and found != int(size):
            return False
    return True
