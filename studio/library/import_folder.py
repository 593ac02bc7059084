"""`studio library import DIR`: another library, or a folder of photos.

Another library: what is not here yet comes in with its ids. Photos: each sub-folder is a subject named after it
(kohya's "10_sks dog" means the class word "dog"); files directly in DIR make one subject. A .txt beside a photo is
its caption. Not here: the checks of photos (gallery).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core import files
from studio.core.errors import InputProblem, StudioError
from studio.library.artifacts import store as artifact_files
from studio.library.gallery import names
from studio.library.gallery import store as subject_files
from studio.library.gallery.records import Subject
from studio.library.layout.store import read_layout
from studio.library.results import store as result_files

if TYPE_CHECKING:
    from studio.library.library import Library

_KOHYA = re.compile(r"^\d+_(?P<words>.+)$")
_CAPTION_CHARS = 1000


def import_folder(library: Library, folder: Path) -> dict[str, Any]:
    """Returns {"subjects", "artifacts", "results", "layouts", "skipped"}: ids that came in, and what did not with why.

    Raises InputProblem when there is nothing to import.
    """
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise InputProblem(f"There is no folder “{folder}”.", "Check the path.")
    answer: dict[str, Any] = {"subjects": [], "artifacts": [], "results": [], "layouts": [], "skipped": []}
    if (folder / "library.json").is_file():
        if folder == library.root:
            raise InputProblem("This is the library itself.", "Choose another folder.")
        _merge(library, folder, answer)
    else:
        _photos(library, folder, answer)
    if not any(answer.values()):
        raise InputProblem(f"There is nothing new in “{folder}”.", "Choose a folder with photos, or another library.")
    return answer


def _merge(library: Library, folder: Path, answer: dict[str, Any]) -> None:
    from studio.library.library import check_format

    check_format(folder)
    here = library.root
    for subject_id, subject in subject_files.read_subjects(folder):
        _one(answer, "subjects", subject_id, lambda s=subject: _merge_subject(library, folder, s))
    for artifact_id, manifest in artifact_files.read_manifests(folder):
        if artifact_id not in library.index.ids("artifacts"):
            _one(answer, "artifacts", artifact_id, lambda m=manifest: _merge_artifact(library, folder, m))
    known = library.index.ids("results")
    for result_id, result in result_files.read_results(folder):
        if result_id not in known:
            _one(answer, "results", result_id, lambda r=result: _merge_result(library, folder, r))
    for source in sorted((folder / "layouts").glob("l-*/layout.json")):
        target = here / "layouts" / source.parent.name / "layout.json"
        if not target.exists():
            _one(answer, "layouts", source.parent.name, lambda s=source, t=target: _merge_layout(s, t))


def _one(answer: dict[str, Any], kind: str, item: str, work: Any) -> None:
    try:
        if work():
            answer[kind].append(item)
    except StudioError as error:
        answer["skipped"].append({"kind": kind, "id": item, "why": str(error)})


def _merge_subject(library: Library, folder: Path, subject: Subject | StudioError) -> bool:
    if isinstance(subject, StudioError):
        raise subject
    if subject.id in library.index.ids("subjects"):
        return False
    taken = [other.name for other in library.gallery.list()]
    subject = subject.model_copy(update={"name": _free(subject.name, taken)})
    for photo in subject.photos:
        content = files.read_bytes(subject_files.photo_path(folder, photo))
        digest, _ = subject_files.keep_original(library.root, content, photo.extension)
        if digest != photo.blake3:
            raise InputProblem(f"The original of “{photo.name}” of {subject.name} was changed.", "Restore it first.")
        if photo.has_mask:
            mask = files.read_bytes(subject_files.mask_path(folder, subject.id, photo.id))
            files.write_bytes(subject_files.mask_path(library.root, subject.id, photo.id), mask)
    subject_files.write_subject(library.root, subject)
    library.index.put_subject(subject)
    return True


def _merge_artifact(library: Library, folder: Path, manifest: Any) -> bool:
    if isinstance(manifest, StudioError):
        raise manifest
    source = artifact_files.tensors_path(folder, manifest.id)
    target = artifact_files.artifact_folder(library.root, manifest.id)
    for name in ("preview.webp", "curve.jsonl"):
        if (source.parent / name).is_file():
            files.write_bytes(target / name, files.read_bytes(source.parent / name))
    files.write_bytes(target / "artifact.safetensors", files.read_bytes(source))
    manifest.save(target / "manifest.json")
    library.index.put_artifact(manifest)
    return True


def _merge_result(library: Library, folder: Path, result: Any) -> bool:
    if isinstance(result, StudioError):
        raise result
    picture = files.read_bytes(result_files.result_path(folder, result))
    result_files.write_result(library.root, result, picture)
    library.results.index(result.id)
    return True


def _merge_layout(source: Path, target: Path) -> bool:
    read_layout(source)
    for mask in (source.parent / "masks").glob("*.png"):
        files.write_bytes(target.parent / "masks" / mask.name, files.read_bytes(mask))
    files.write_bytes(target, files.read_bytes(source))
    return True


def _photos(library: Library, folder: Path, answer: dict[str, Any]) -> None:
    inside = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    groups = [(p.name, [p]) for p in inside if p.is_dir()]
    direct = [p for p in inside if p.is_file() and p.suffix.lower() not in {".txt", ".json", ".md", ".csv"}]
    if direct:
        groups.insert(0, (folder.name, direct))
    for title, paths in groups:
        try:
            subject = _add_group(library, title, paths, answer)
        except StudioError as error:
            answer["skipped"].append({"kind": "subjects", "id": title, "why": str(error)})
            continue
        answer["subjects"].append(subject.id)


def _add_group(library: Library, title: str, paths: list[Path], answer: dict[str, Any]) -> Subject:
    name, class_word = words_of(title)
    name = _free(name, [other.name for other in library.gallery.list()])
    intake = library.gallery.examine(paths)
    subject, intake = library.gallery.add_opened(name, class_word, intake, skip_bad=True)
    for path, error in intake.refused:
        answer["skipped"].append({"kind": "photo", "id": str(path), "why": str(error)})
    captions = {opened.blake3: _caption(opened.path) for opened in intake.good}
    if any(captions.values()):
        photos = tuple(p.model_copy(update={"caption": captions.get(p.blake3, "")}) for p in subject.photos)
        subject = library.gallery.update(subject.model_copy(update={"photos": photos}))
    return subject


def words_of(title: str) -> tuple[str, str]:
    """(name, class word) from a folder's name: "10_sks dog" -> ("sks dog", "dog"), "dog6" -> ("dog6", "dog")."""
    kohya = _KOHYA.match(title)
    name = " ".join((kohya["words"] if kohya else title).replace("_", " ").split())
    words = re.sub(r"[\W\d_]+", " ", name).split()
    if kohya and len(words) > 1:
        words = words[1:]
    return name, " ".join(words[-3:])[: names.MAX_CLASS_WORD].lower() or "object"


def _free(name: str, taken: list[str]) -> str:
    keys = {names.key(other) for other in taken}
    number, free = 2, name
    while names.key(free) in keys:
        free, number = f"{name} {number}", number + 1
    return free


def _caption(photo: Path) -> str:
    path = photo.with_suffix(".txt")
    if not path.is_file():
        return ""
    return " ".join(files.read_bytes(path).decode("utf-8", "replace").split())[:_CAPTION_CHARS]
