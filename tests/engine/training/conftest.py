"""Fixtures of the training tests."""

from __future__ import annotations

import pytest

from studio.engine.training import keep


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkpoints by steps alone."""
    monkeypatch.setattr(keep, "_LEAST_S", 0.0)
    monkeypatch.setattr(keep, "_SHARE", 1e9)
