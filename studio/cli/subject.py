"""`studio subject add|list|show|photos|remove`: the gallery on the command line. Thin: the rules are the library's."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.library.gallery.import_photos import Intake
    from studio.library.gallery.records import Photo, Subject
    from studio.library.library import Library


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `subject`."""
    parser = subparsers.add_parser("subject", help="who or what you love: add, list, show, change photos, remove")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    add = actions.add_parser("add", help="a new subject from photos")
    add.add_argument("name", metavar="NAME")
    add.add_argument("photos", metavar="PHOTO", nargs="*", type=Path, help="files or folders")
    add.add_argument("--class-word", metavar="W", required=True, help="the plain noun: dog, backpack, woman")
    add.add_argument("--kind", choices=("object", "animal", "person", "style"), default="object")
    add.add_argument("--consent", metavar="NOTE", default="", help="who agreed; needed for a person")
    actions.add_parser("list", help="all subjects")
    show = actions.add_parser("show", help="one subject with its photos and what was learned")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--quick", action="store_true", help="tell what is known; look at no photo anew")
    caption = actions.add_parser("caption", help="propose a caption for each photo, and keep it where there is none")
    caption.add_argument("name", metavar="NAME")
    caption.add_argument("--with", dest="network", metavar="FOLDER", type=Path, help="Florence-2 or BLIP on this disk")
    caption.add_argument("--keep", action="store_true", help="write it to the photos that have none")
    photos = actions.add_parser("photos", help="add or remove photos, or hold them out from learning")
    photos.add_argument("name", metavar="NAME")
    photos.add_argument("change", choices=("add", "remove", "hold-out"))
    photos.add_argument("photos", metavar="PHOTO", nargs="+", help="files; or ids or names of its photos")
    remove = actions.add_parser("remove", help="into the trash; with --purge really deleted")
    remove.add_argument("name", metavar="NAME")
    remove.add_argument(
        "--purge", action="store_true", help="delete photos, artifacts, pictures, jobs and caches for good"
    )


def run(args: argparse.Namespace) -> int:
    """One of the actions."""
    actions = {"add": _add, "list": _list, "show": _show, "photos": _photos, "remove": _remove}
    return (actions | {"caption": _caption})[args.action](args)


def _add(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.gallery.records import Kind
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        intake = library.gallery.examine(args.photos)
        subject, intake = library.gallery.add_opened(args.name, args.class_word, intake, Kind(args.kind), args.consent)
        output.text(f"{subject.name} ({subject.class_word}) has {_photos_of(subject)}.")
        _tell(output, subject, intake)
        output.answer({"subject": described(library, subject), "notes": _notes(intake)})
    return 0


def _list(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.read(library_root(args)) as library:
        subjects = library.gallery.list()
        rows = [
            (s.name, s.class_word, str(s.kind), str(len(s.photos)), str(len(library.artifacts.list(s.id))))
            for s in subjects
        ]
        if rows:
            output.table(("NAME", "CLASS", "KIND", "PHOTOS", "ARTIFACTS"), rows)
        else:
            output.text("There is no subject yet. Add one: studio subject add NAME --class-word W PHOTO…")
        output.answer({"subjects": [described(library, subject) for subject in subjects]})
    return 0


def _show(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.cli.photo_facts import in_words
    from studio.library.library import Library

    output = Output(args.json)
    with Library.read(library_root(args)) as library:
        subject = library.gallery.find(args.name)
        told = _with_knowledge(library, subject, args.quick, output)
        output.text(f"{subject.name}: {subject.class_word}, {subject.kind}, {_photos_of(subject)}, {subject.id}")
        output.text(told["budget"])
        if subject.consent:
            output.text(f"Consent: {subject.consent}")
        for photo in told["photos"]:
            problems = " ".join(photo["problems"])
            seen = in_words(photo["knowledge"])
            output.text(f"  {photo['id']}  {photo['name']}  {photo['role']}  {seen}  {problems}".rstrip())
        for manifest in library.artifacts.list(subject.id):
            output.text(f"  {manifest.id}  {manifest.method} on {manifest.backbone}, “{manifest.trigger}”")
        output.answer({"subject": told})
    return 0


def _caption(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.cli.photo_facts import proposed_captions
    from studio.library.gallery.edits import edit_of
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) if args.keep else Library.read(library_root(args)) as library:
        subject = library.gallery.find(args.name)
        rows = []
        for photo, caption in zip(subject.photos, proposed_captions(library.root, subject, args.network), strict=True):
            is_kept = args.keep and not photo.caption
            if is_kept:
                library.gallery.edit_photo(subject.id, photo.id, replace(edit_of(photo), caption=caption))
            output.text(f"  {photo.name}  {caption}{'  (kept)' if is_kept else ''}")
            rows.append({"id": photo.id, "name": photo.name, "proposed": caption, "kept": is_kept})
        output.answer({"captions": rows})
    return 0


def _photos(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        notes: list[str] = []
        if args.change == "add":
            subject, intake = library.gallery.add_photos(args.name, [Path(photo) for photo in args.photos])
            _tell(output, subject, intake)
            notes = _notes(intake)
        elif args.change == "remove":
            subject = library.gallery.remove_photos(args.name, args.photos)
        else:
            subject = library.gallery.hold_out(args.name, args.photos)
        output.text(f"{subject.name} has {_photos_of(subject)}.")
        output.answer({"subject": described(library, subject), "notes": notes})
    return 0


def _remove(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.core.files import read_json
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        subject = library.gallery.find(args.name)
        path = library.gallery.remove(subject.id, purge=args.purge)
        if args.purge:
            receipt = read_json(path)
            output.text(f"{subject.name} was deleted for good: {len(receipt['deleted'])} files. Receipt: {path}")
            for name in receipt["backups_that_may_still_hold_it"]:
                output.note(f"The backup {name} may still hold it; delete it by hand if it must go too.")
            output.answer({"purged": subject.id, "files": len(receipt["deleted"]), "receipt": str(path)})
        else:
            output.text(f"{subject.name} is in the trash. `studio library restore {subject.id}` brings it back.")
            output.answer({"removed": subject.id, "trash": str(path)})
    return 0


def described(library: Library, subject: Subject) -> dict[str, Any]:
    """A subject as docs/cli.md tells it."""
    from studio.library.gallery.store import held_out, subject_folder

    selection, report = held_out(subject)
    return {
        "id": subject.id,
        "name": subject.name,
        "class_word": subject.class_word,
        "kind": str(subject.kind),
        "consent": subject.consent,
        "created": subject.created,
        "path": str(subject_folder(library.root, subject.id).absolute()),
        "photos": [_photo(library, photo, selection, report) for photo in subject.photos],
        "artifacts": [manifest.id for manifest in library.artifacts.list(subject.id)],
    }


def _with_knowledge(library: Library, subject: Subject, is_quick: bool, output: Any) -> dict[str, Any]:
    """The subject with what is known of each photo, what its photos are worth and which views are missing."""
    from studio.cli.photo_facts import facts, looked_at, subjects_seen
    from studio.library.gallery.budget import budget
    from studio.library.gallery.people import faces_of, missing_views, with_faces

    known, why = looked_at(library.root, subject, is_quick)
    if why:
        output.note(f"Faces are not measured: {why}")
    spots, why = subjects_seen(library.root, subject, is_quick)
    if why:
        output.note(f"Where the subject is was not measured: {why}")
    judged, faces = with_faces(subject, known), faces_of(subject, known)
    told = described(library, judged)
    for photo, row in zip(judged.photos, told["photos"], strict=True):
        row["knowledge"] = facts(photo, subject, known.get(photo.id), faces.get(photo.id), spots.get(photo.id))
    missing = [str(view) for view in missing_views(subject, known)]
    told["missing_views"] = missing
    told["budget"] = ", ".join([budget(judged.photos).sentence(), *(f"no {view} view" for view in missing)])
    return told


def _photo(library: Library, photo: Photo, selection: Photo | None, report: Photo | None) -> dict[str, Any]:
    from studio.library.gallery.store import photo_path

    role = "held-out" if photo.held_out else "training"
    role = "selection" if photo == selection else "report" if photo == report else role
    return {
        "id": photo.id,
        "name": photo.name,
        "path": str(photo_path(library.root, photo).absolute()),
        "blake3": photo.blake3,
        "size": [photo.quality.width_px, photo.quality.height_px],
        "caption": photo.caption,
        "held_out": photo.held_out,
        "role": role,
        "problems": list(photo.problems),
    }


def _notes(intake: Intake) -> list[str]:
    skipped = [f"“{path}” is no picture; it was left out." for path in intake.skipped]
    return [*intake.notes, *skipped]


def _tell(output: Any, subject: Subject, intake: Intake) -> None:
    new = {opened.blake3 for opened in intake.good}
    for photo in subject.photos:
        if photo.blake3 in new:
            for problem in photo.problems:
                output.note(problem)
    for note in _notes(intake):
        output.note(note)


def _photos_of(subject: Subject) -> str:
    return "1 photo" if len(subject.photos) == 1 else f"{len(subject.photos)} photos"
