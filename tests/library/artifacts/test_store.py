"""Artifacts on disk: manifest last, tampering noticed, found by id and subject."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core import files
from studio.core.errors import ArtifactProblem, InputProblem
from studio.library.artifacts import store
from studio.library.library import Library
from tests.fakes.pictures import artifact, photos


def test_written_and_read_back(tmp_path: Path) -> None:
    manifest = artifact(tmp_path)
    folder = tmp_path / "artifacts" / manifest.id
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "artifact.safetensors", "curve.jsonl"}
    assert manifest.size_bytes == (folder / "artifact.safetensors").stat().st_size
    assert store.tensors_path(tmp_path, manifest.id) == folder / "artifact.safetensors"
    assert store.read_curve(tmp_path, manifest.id) == [{"step": 1, "loss": 0.5}]


def test_tampered_tensors_are_refused(tmp_path: Path) -> None:
    manifest = artifact(tmp_path)
    path = store.tensors_path(tmp_path, manifest.id)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ArtifactProblem, match="was changed after it was made") as caught:
        store.tensors_path(tmp_path, manifest.id)
    assert "backup" in caught.value.remedy


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": 1}', '"x"'])
def test_damaged_manifest(tmp_path: Path, text: str) -> None:
    manifest = artifact(tmp_path)
    (tmp_path / "artifacts" / manifest.id / "manifest.json").write_text(text)
    with pytest.raises(ArtifactProblem, match="is damaged"):
        store.read_manifest(tmp_path, manifest.id)


def test_newer_manifest(tmp_path: Path) -> None:
    manifest = artifact(tmp_path)
    path = tmp_path / "artifacts" / manifest.id / "manifest.json"
    files.write_json(path, files.read_json(path) | {"schema_version": 2})
    with pytest.raises(ArtifactProblem, match="newer version"):
        store.read_manifest(tmp_path, manifest.id)


def test_manifest_of_another_artifact(tmp_path: Path) -> None:
    one, two = artifact(tmp_path), artifact(tmp_path)
    folder = tmp_path / "artifacts"
    (folder / one.id / "manifest.json").write_bytes((folder / two.id / "manifest.json").read_bytes())
    with pytest.raises(ArtifactProblem, match="belongs to"):
        store.read_manifest(tmp_path, one.id)


@pytest.mark.parametrize("word", ["a-nosuchthing", "../../etc", "", "a-../x"])
def test_unknown_ids_never_become_paths(tmp_path: Path, word: str) -> None:
    with pytest.raises(InputProblem, match="There is no artifact"):
        store.read_manifest(tmp_path, word)


def test_missing_tensors(tmp_path: Path) -> None:
    manifest = artifact(tmp_path)
    store.tensors_path(tmp_path, manifest.id).unlink()
    with pytest.raises(ArtifactProblem, match="are missing"):
        store.tensors_path(tmp_path, manifest.id)


def test_an_unfinished_artifact_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "artifacts" / "a-unfinished").mkdir(parents=True)
    assert store.artifact_ids(tmp_path) == []


def test_list_find_newest_remove(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        rex = library.gallery.add("Rex", "dog", photos(tmp_path / "p", 1))
        old = artifact(tmp_path, subject=(rex.id, "Rex", "dog"))
        new = artifact(tmp_path, subject=(rex.id, "Rex", "dog"))
        other = artifact(tmp_path, backbone="sd15")
        for manifest in (old, new, other):
            library.artifacts.index(manifest.id)
        assert {m.id for m in library.artifacts.list()} == {old.id, new.id, other.id}
        assert library.artifacts.newest_for(rex.id, "mini") == max((old, new), key=lambda m: m.id)
        assert library.artifacts.newest_for(rex.id, "sd15") is None
        assert library.artifacts.find(new.id) == new
        with pytest.raises(InputProblem, match="There is no artifact"):
            library.artifacts.find(new.id[:-1] + "x")
        library.artifacts.remove(new.id)
        assert library.artifacts.newest_for(rex.id, "mini") == old
        library.put_back(new.id)
        assert library.artifacts.find(new.id) == new
