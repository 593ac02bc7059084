"""Settings kept by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import DiskProblem, InputProblem
from studio.library.presets import presets_path, read_presets, remove_preset, save_preset


def test_a_preset_is_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    assert read_presets(tmp_path) == {}
    save_preset(tmp_path, "lora", "fine  detail ", {"rank": 32})
    save_preset(tmp_path, "lora", "schnell 🐕", {"steps": 20})
    save_preset(tmp_path, "lora", "fine detail", {"rank": 64})
    assert read_presets(tmp_path) == {"lora": {"fine detail": {"rank": 64}, "schnell 🐕": {"steps": 20}}}
    remove_preset(tmp_path, "lora", "fine detail")
    remove_preset(tmp_path, "dreambooth", "never there")
    assert read_presets(tmp_path)["lora"] == {"schnell 🐕": {"steps": 20}}


@pytest.mark.parametrize("name", ["", "  \n", "x" * 61])
def test_a_bad_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputProblem):
        save_preset(tmp_path, "lora", name, {})
    assert not presets_path(tmp_path).exists()


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"presets": {"lora": [1]}}', b'{"presets": {"lora": {"a": 1}}}'])
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    presets_path(tmp_path).write_bytes(content)
    with pytest.raises(DiskProblem):
        save_preset(tmp_path, "lora", "a", {})
    assert presets_path(tmp_path).read_bytes() == content
