"""A comparison of methods: what is asked for, what it takes in words, where its page is."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.desktop.service.orders import BenchOrder
from studio.desktop.viewmodel.bench import BenchViewModel, newest_report, report_of
from studio.engine.bench.run import _Work
from studio.library.gallery.records import Kind
from studio.library.protocol import events
from studio.library.protocol.requests import BenchRequest
from tests.fakes.records import manifest, photo, result, subject
from tests.fakes.service import FakeService


@pytest.fixture
def bench(filled: FakeService) -> BenchViewModel:
    made = BenchViewModel(filled, [filled.subjects[0].id], "mini")  # type: ignore[arg-type]
    made.set(slugs=("lora", "perfusion"))
    return made


def test_all_methods_that_fit_are_proposed(filled: FakeService) -> None:
    made = BenchViewModel(filled, [filled.subjects[0].id], "mini")  # type: ignore[arg-type]
    assert set(made.slugs) == {card.slug for card in filled.methods}
    filled.backbones = (filled.backbones[0].model_copy(update={"family": "dit"}),)
    made = BenchViewModel(filled, (), "mini")  # type: ignore[arg-type]
    assert made.slugs == ()
    assert made.start_problem() == "Choose a method."


def test_one_job_asks_for_what_was_chosen(filled: FakeService, bench: BenchViewModel) -> None:
    bench.set(seeds=2, has_curve=True)
    bench.start()
    order = filled.asked[-1]
    assert order == BenchOrder(("lora", "perfusion"), (filled.subjects[0].id,), "mini", 2, 2, (0.4, 0.6, 0.8, 1.0, 1.2))
    request = filled.jobs()[0].request
    assert isinstance(request, BenchRequest)
    assert filled.root is not None
    assert request.out.parent == filled.root / "bench"
    bench.set(slugs=("dco",), seeds=3)
    bench.start()
    again = filled.jobs()[1].request
    assert isinstance(again, BenchRequest)
    assert again.out == request.out  # methods and seeds are added to the same bench
    bench.set(pictures=3)
    bench.start()
    other = filled.jobs()[2].request
    assert isinstance(other, BenchRequest)
    assert other.out != request.out


def test_who_must_not_be_learned_from_is_said(filled: FakeService, bench: BenchViewModel) -> None:
    mira = subject("Mira", "woman", Kind.PERSON, (photo("m"),))
    filled.subjects = (*filled.subjects, mira)
    bench.set(subject_ids=(mira.id,))
    assert "consent" in bench.start_problem()
    bench.start()
    assert filled.jobs() == ()
    bench.set(subject_ids=())
    assert bench.start_problem() == "Choose a subject."


def test_the_effort_is_told_from_what_was_measured(filled: FakeService, bench: BenchViewModel) -> None:
    assert bench.effort() == ("2 trainings and 66 pictures. How long that takes was not measured on this computer yet.")
    rex = filled.subjects[0]
    filled.artifacts = (manifest(rex), manifest(rex, method="perfusion"))
    filled.stored = [result(Path("/l"), seed=n) for n in range(3)]  # 1.2 s each
    made = BenchViewModel(filled, [rex.id], "mini")  # type: ignore[arg-type]
    made.set(slugs=("lora", "perfusion"))
    assert made.effort() == "2 trainings and 66 pictures: about 2 minutes."
    made.set(slugs=("lora", "perfusion", "dco"))
    filled.artifacts = ()
    made._figures = {}
    assert "not measured" in made.effort()
    filled.artifacts = (manifest(rex),)
    assert made.effort() == "3 trainings and 88 pictures: more than 2 minutes; not every method was measured yet."


def test_the_pictures_are_those_the_bench_counts(filled: FakeService, bench: BenchViewModel) -> None:
    """The same sum as in the worker, which counts steps: with one step a picture and none a training."""

    class Plan:
        subjects, methods, strengths, steps = ("a", "b"), ("lora", "dco"), (0.4, 0.6, 0.8, 1.0, 1.2), 1

        def trainings(self) -> list[tuple[str, str, int]]:
            return [(m, s, seed) for s in self.subjects for m in self.methods for seed in range(3)]

        def pupils(self, _method: str) -> tuple[str, ...]:
            return self.subjects

    class Work:
        plan, seeds = Plan(), range(2)

        def _steps(self, _method: str) -> int:
            return 0

    filled.subjects = (*filled.subjects, subject("Mug", "mug", photos=(photo("m"),)))
    ids = tuple(each.id for each in filled.subjects)
    bench.set(slugs=("lora", "dco"), subject_ids=ids, seeds=3, pictures=2, has_curve=True)
    assert bench.picture_count == _Work._count(Work())  # type: ignore[arg-type]


def test_the_page_is_found_once_it_is_there(filled: FakeService, bench: BenchViewModel) -> None:
    bench.start()
    job = filled.jobs()[0]
    assert isinstance(job.request, BenchRequest)
    job.request.out.mkdir(parents=True)
    (job.request.out / "report.html").write_text("<html>")
    assert report_of(job) is None  # of an earlier run of the same bench; this one has not ended
    assert newest_report(filled.jobs()) is None
    filled.say(job.id, events.Finished, answer={})
    assert report_of(filled.jobs()[0]) == job.request.out / "report.html"
    assert newest_report(filled.jobs()) == job.request.out / "report.html"
