"""The window on the fake service, as in tests/desktop/ui, for pictures."""

from __future__ import annotations

from tests.desktop.conftest import service  # noqa: F401
from tests.desktop.ui.conftest import desktop  # noqa: F401
