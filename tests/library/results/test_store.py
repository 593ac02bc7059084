"""Results on disk and filters over them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.errors import DiskProblem, InputProblem
from studio.library.library import Library
from studio.library.results import store
from studio.library.results.query import Place, ResultFilter
from tests.fakes.pictures import artifact, photos, result


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def test_picture_beside_its_record(tmp_path: Path) -> None:
    drawn = result(tmp_path, created="2026-02-03T00:00:00.000+00:00")
    path = store.result_path(tmp_path, drawn)
    assert path == tmp_path / "results" / "2026-02" / f"{drawn.id}.png"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == drawn.sha256
    assert store.read_result(tmp_path, drawn.id) == drawn


def test_a_record_that_points_elsewhere_is_refused(tmp_path: Path) -> None:
    drawn = result(tmp_path)
    with pytest.raises(DiskProblem, match="names a file elsewhere"):
        store.result_path(tmp_path, drawn.model_copy(update={"file": "../../secret.png"}))
    with pytest.raises(DiskProblem, match="no valid date"):
        store.result_path(tmp_path, drawn.model_copy(update={"created": "../../x"}))


def test_ratings_and_tags_live_in_the_file(library: Library) -> None:
    drawn = result(library.root)
    library.results.index(drawn.id)
    library.results.set_rating(drawn.id, 5)
    library.results.set_tags(drawn.id, ["  for the  album ", "", "best", "best"])
    kept = store.read_result(library.root, drawn.id)
    assert (kept.rating, kept.tags) == (5, ("best", "for the album"))
    with pytest.raises(InputProblem, match="A rating cannot be 6"):
        library.results.set_rating(drawn.id, 6)


def test_filters(library: Library, tmp_path: Path) -> None:
    rex = library.gallery.add("Rex", "dog", photos(tmp_path, 1))
    taught = artifact(library.root, subject=(rex.id, "Rex", "dog"))
    library.artifacts.index(taught.id)
    one = result(
        library.root, "a dog on 100% sand", 1, artifacts=(taught.id,), rating=5, created="2026-01-01T00:00:00Z"
    )
    two = result(library.root, "a cat", 2, rating=-1, tags=("sand",), created="2026-02-01T00:00:00Z")
    three = result(
        library.root,
        "a dog in the snow",
        3,
        references=(rex.id,),
        method="ip_adapter",
        backbone="sd15",
        created="2026-03-01T00:00:00Z",
    )
    for drawn in (one, two, three):
        library.results.index(drawn.id)

    def ids(**chosen: object) -> list[str]:
        found = library.results.list(ResultFilter(**chosen))  # type: ignore[arg-type]
        assert library.results.count(ResultFilter(**chosen)) == len(found)  # type: ignore[arg-type]
        return [drawn.id for drawn in found]

    assert ids() == [three.id, two.id, one.id]
    assert ids(subject=rex.id) == [three.id, one.id]
    assert ids(artifact=taught.id) == [one.id]
    assert ids(method="lora") == [one.id]
    assert ids(method="ip_adapter") == [three.id]
    assert ids(backbone="sd15") == [three.id]
    assert ids(rating_least=0) == [three.id, one.id]
    assert ids(rating_most=-1) == [two.id]
    assert ids(text="dog") == [three.id, one.id]
    assert ids(text="sand") == [two.id, one.id]
    assert ids(text="100%") == [one.id]
    assert ids(text="1_0") == []
    assert ids(tag="sand") == [two.id]
    assert ids(since="2026-02-01", before="2026-03-01") == [two.id]
    library.results.set_colour(two.id, "green")
    assert ids(colour="green") == [two.id]
    assert ids(colour="") == [three.id, one.id]
    assert [drawn.id for drawn in library.results.list(limit=1, after=Place.of(three))] == [two.id]
    assert library.results.ids(ResultFilter(text="dog")) == (three.id, one.id)


def test_pages_meet_without_a_gap_or_a_repeat(library: Library) -> None:
    drawn = result(library.root)
    for number in range(23):  # several have the same second
        created = f"2026-11-23T10:00:{number // 4:02}Z"
        library.index.put_result(drawn.model_copy(update={"id": f"r-{number:08}", "created": created}), "2026-11")
    whole = [one.id for one in library.results.list()]
    read: list[str] = []
    place: Place | None = None
    while page := library.results.list(limit=5, after=place):
        read += [one.id for one in page]
        place = Place.of(page[-1])
    assert read == whole
    assert len(set(read)) == 23


def test_colours_live_in_the_file(library: Library) -> None:
    drawn = result(library.root)
    library.results.index(drawn.id)
    library.results.set_colour(drawn.id, "violet")
    assert store.read_result(library.root, drawn.id).colour == "violet"
    before = library.index.dump()
    library.rebuild()
    assert library.index.dump() == before
    with pytest.raises(InputProblem, match="There is no colour"):
        library.results.set_colour(drawn.id, "viollet")  # type: ignore[arg-type]


def test_an_index_of_the_first_version_grows(tmp_path: Path) -> None:
    import sqlite3

    from studio.library import index

    path = tmp_path / "library.db"
    old = sqlite3.connect(path)
    old.executescript(index.MIGRATIONS[0])
    old.execute("PRAGMA user_version=1")
    old.execute("INSERT INTO results VALUES ('r-000001','2026','2026-11','a.png','a dog',1,'mini',NULL,0,1,'{}')")
    old.commit()
    old.close()
    grown = index.Index.open(path)
    assert grown.version() == len(index.MIGRATIONS)
    assert grown.query("SELECT colour FROM results") == [("",)]
    grown.close()


def test_unknown(library: Library) -> None:
    drawn = result(library.root)
    library.results.index(drawn.id)
    with pytest.raises(InputProblem, match="There is no result"):
        library.results.find("r-nothere0")


def test_trash_and_back(library: Library) -> None:
    drawn = result(library.root)
    library.results.index(drawn.id)
    library.results.remove(drawn.id)
    assert library.results.list() == []
    assert not store.result_path(library.root, drawn).exists()
    library.put_back(drawn.id)
    assert library.results.list() == [drawn]


def test_five_thousand_results_filter_quickly(library: Library) -> None:
    import time

    drawn = result(library.root)
    with library.index.write():
        for number in range(5000):
            library.index.put_result(
                drawn.model_copy(update={"id": f"r-{number:08}", "prompt": f"dog {number}"}), "2026-11"
            )
    begin = time.perf_counter()
    assert len(library.results.list(ResultFilter(text="dog 49"), limit=100)) == 100
    assert time.perf_counter() - begin < 1.0
