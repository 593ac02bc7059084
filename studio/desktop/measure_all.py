"""Every figure of the desktop in one JSON: python -m studio.desktop.measure_all [--skip loop …] [--out FILE]

Runs the measuring scripts one after the other, each in a process of its own, and notes the machine and its load, since
a busy one makes every figure worse. What fails is noted, not left out. Not here: measuring (measure_*.py).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_SCRIPTS = {
    "startup": "studio.desktop.measure_startup",
    "gallery": "studio.desktop.measure_gallery",
    "results": "studio.desktop.measure_results",
    "judging": "studio.library.gallery.measure_judging",
    "drop": "studio.desktop.measure_drop",
    "loop": "studio.desktop.measure_loop",
}
_MOST_S = 900


def main() -> int:
    """0 when every script printed its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--skip", nargs="*", default=[], choices=list(_SCRIPTS))
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    figures: dict[str, Any] = {
        "machine": {"system": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()},
        "load_before": _load(),
    }
    failed = False
    for name, module in _SCRIPTS.items():
        if name not in args.skip:
            began = time.monotonic()
            figures[name] = _run(module)
            failed |= "error" in figures[name]
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    figures["load_after"] = _load()
    text = json.dumps(figures, indent=1)
    print(text)
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")
    return 1 if failed else 0


def _run(module: str) -> Any:
    command = [sys.executable, "-m", module]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_MOST_S, check=True)
        return json.loads(done.stdout[done.stdout.index("{") :])
    except subprocess.CalledProcessError as error:
        return {"error": error.stderr.strip().splitlines()[-1:] or ["no message"]}
    except (subprocess.TimeoutExpired, ValueError) as error:
        return {"error": [str(error)]}


def _load() -> list[float]:
    return [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else []


if __name__ == "__main__":
    sys.exit(main())
