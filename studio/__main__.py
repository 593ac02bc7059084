"""`studio` and `python -m studio`: no argument opens the desktop, a command goes to studio/cli."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the console script."""
    try:
        from studio.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run())


def desktop() -> None:
    """Entry point of the windowed script, which has no console."""
    from studio.cli.app import open_desktop

    sys.exit(open_desktop())


if __name__ == "__main__":
    main()
