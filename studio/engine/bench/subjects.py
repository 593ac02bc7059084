"""Subjects for benches: unseen drawings of the mini world, folders of photographs, and subjects of a library.

All come into the bench's own library, so that nothing appears among a person's subjects. A subject of an earlier run
is found again. Not here: what is done with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem
from studio.library.gallery import store
from studio.library.gallery.records import Kind, Subject
from studio.library.library import Library

PICTURES = 5  # of a drawing: three to learn from, one to choose the checkpoint, one for the score
_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
_CLASSES = "prompts_and_classes.txt"  # of google/dreambooth: lines "folder,class" beside the folders


def drawn_words(count: int) -> list[str]:
    """Class words of unseen drawings, spread over the vocabulary: animals, food and things. Raises InputProblem."""
    from studio.engine.pretraining.world.subjects import unseen_subjects

    words = unseen_subjects()
    if not 1 <= count <= len(words):
        raise InputProblem(
            f"There are {len(words)} unseen drawings, not {count}.", f"Choose bench:1 to bench:{len(words)}."
        )
    return [words[i * len(words) // count] for i in range(count)]


def drawings(library: Library, words: Sequence[str], to_learn_from: int | None = None) -> list[Subject]:
    """A subject of five pictures for each class word, or for "person:8", a held-out identity.

    to_learn_from: how many of them teach; the others are held out. None: three, by the held-out rule. Raises
    InputProblem for a number that leaves none to judge by.
    """
    from studio.engine.pretraining.world.subjects import subject_pictures

    def make(word: str, folder: Path) -> list[Path]:
        paths = []
        for number, picture in enumerate(subject_pictures(word, PICTURES, seed=0)):
            path = folder / f"{number}.png"
            picture.save(path)
            paths.append(path)
        return paths

    found = [_drawn(library, word, lambda folder, w=word: make(w, folder)) for word in words]
    if to_learn_from is None:
        return found
    if not 1 <= to_learn_from <= PICTURES - 2:
        raise InputProblem(
            f"A drawing has {PICTURES} pictures, two of them to judge by; {to_learn_from} cannot teach.",
            f"Choose 1 to {PICTURES - 2}: bench:6:1.",
        )
    return [
        library.gallery.hold_out(subject.id, [photo.id for photo in subject.photos[to_learn_from:]])
        for subject in found
    ]


def _drawn(library: Library, word: str, make: Callable[[Path], Sequence[Path]]) -> Subject:
    """Raises InputProblem for a person that the base model was trained on."""
    source, colon, number = word.partition(":")
    if not colon:
        return _kept(library, f"drawn {word}", word, make)
    from studio.engine.pretraining.world.avatars import HELD_OUT_EVERY, identity

    if source != "person" or not number.isdecimal() or int(number) % HELD_OUT_EVERY:
        raise InputProblem(
            f"“{word}” is no unseen drawing.", f"Write a class word, or person:N with N a multiple of {HELD_OUT_EVERY}."
        )
    return _kept(library, f"drawn person {number}", identity(int(number)).word, make, Kind.PERSON)


def photographs(library: Library, folder: Path | None, count: int | None = None) -> list[Subject]:
    """The first `count` (None: all) of a folder of folders, or of the samples that are photographs.

    A class word is read from prompts_and_classes.txt where there is one, else from the folder's name
    ("colorful_sneaker2" is a sneaker). Raises InputProblem when there are fewer.
    """
    found = _samples() if folder is None else _folders(folder)
    wanted = len(found) if count is None else count
    if not 1 <= wanted <= len(found):
        where = "The samples hold" if folder is None else f"“{folder}” holds"
        raise InputProblem(
            f"{where} {len(found)} subjects of photographs, not {wanted}.",
            "Choose fewer (photos:N), or another folder with --photos DIR: a folder of photos for each subject.",
        )
    return [
        _kept(library, f"photographed {name}", word, lambda _folder, p=photos: p, kind)
        for name, word, photos, kind in found[:wanted]
    ]


def copied(library: Library, source: Path, subject_id: str) -> Subject:
    """A subject of another library with its photos, masks and decisions. Raises InputProblem, DiskProblem."""
    subject = store.read_subject(source, subject_id)
    for photo in subject.photos:
        store.keep_original(library.root, files.read_bytes(store.photo_path(source, photo)), photo.extension)
        if photo.has_mask:
            mask = files.read_bytes(store.mask_path(source, subject.id, photo.id))
            files.write_bytes(store.mask_path(library.root, subject.id, photo.id), mask)
    store.write_subject(library.root, subject)
    library.sync()
    return subject


_Found = tuple[str, str, list[Path], Kind]  # name, class word, photos, kind


def _samples() -> list[_Found]:
    from studio.library.gallery.samples import samples

    return [(s.key, s.class_word, list(s.photos), s.kind) for s in samples() if not s.is_drawing]


def _folders(folder: Path) -> list[_Found]:
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError as error:
        raise files.disk_problem(error, folder, "read") from error
    words = _class_words(folder / _CLASSES)
    found: list[_Found] = []
    for path in inside:
        photos = sorted(photo for photo in path.iterdir() if photo.suffix.lower() in _SUFFIXES)
        if photos:
            word = words.get(path.name) or path.name.split("_")[-1].rstrip("0123456789") or path.name
            found.append((path.name, word, photos, kind_of(word)))
    return found


def _class_words(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise DiskProblem(f"“{file}” cannot be read.", "Remove it, or make it UTF-8.", repr(error)) from error
    pairs = [line.split(",") for line in lines if line.count(",") == 1]
    return {name.strip(): word.strip() for name, word in pairs if word.strip()}


def _kept(
    library: Library, name: str, word: str, make: Callable[[Path], Sequence[Path]], kind: Kind | None = None
) -> Subject:
    """The subject of an earlier run, or a new one."""
    for subject in library.gallery.list():
        if subject.name == name:
            return subject
    with TemporaryDirectory() as folder:
        photos, kind = list(make(Path(folder))), kind or kind_of(word)
        consent = "Drawn by a program; nobody's face." if kind is Kind.PERSON else ""
        return library.gallery.add(name, word, photos, kind, consent=consent)


def kind_of(word: str) -> Kind:
    """By the vocabulary; what it does not know is an object."""
    from studio.engine.pretraining.world.vocabulary import vocabulary

    kinds = {noun.word: noun.kind for noun in vocabulary().nouns}
    return Kind.ANIMAL if kinds.get(word) == "animal" else Kind.OBJECT
