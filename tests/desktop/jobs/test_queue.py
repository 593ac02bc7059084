"""The durable queue over job folders, with a supervisor that a test drives."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from studio.core.errors import DiskProblem
from studio.desktop.jobs.queue import JobQueue, read_queue
from studio.desktop.jobs.snapshots import JobSnapshot, from_folder
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State, list_jobs
from studio.library.protocol.requests import GenerateRequest, Request


class FakeSupervisor(QObject):
    """Starts nothing; the test says what the worker says."""

    event_came = Signal(object)
    job_ended = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.job: JobFolder | None = None
        self.started: list[str] = []
        self.sent: list[Command] = []
        self.is_closed = False

    def start(self, job: JobFolder) -> None:
        self.job = job
        self.started.append(job.id)

    def send(self, command: Command) -> None:
        self.sent.append(command)

    def close(self) -> None:
        self.is_closed = True

    def end(self, event: events.Event) -> None:
        """The ending event, then the process is gone."""
        assert self.job is not None
        job, self.job = self.job, None
        self.event_came.emit(event)
        self.job_ended.emit(job.id)


@pytest.fixture
def supervisor() -> FakeSupervisor:
    return FakeSupervisor()


@pytest.fixture
def queue(qapp: QObject, tmp_path: Path, supervisor: FakeSupervisor) -> JobQueue:
    made = JobQueue(None, supervisor)  # type: ignore[arg-type]
    made.load(tmp_path, [])
    return made


def request(root: Path, prompt: str = "a dog") -> GenerateRequest:
    return GenerateRequest(library=root, prompt=prompt)


def title(_request: Request) -> str:
    return "Drawing"


def waiting_ids(jobs: tuple[JobSnapshot, ...]) -> list[str]:
    return [job.id for job in jobs if job.state is State.QUEUED]


def finished(job_id: str) -> events.Finished:
    return events.Finished(job=job_id, at=time.time(), answer={})


def test_one_heavy_job_at_a_time_in_order(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    first = queue.add(request(tmp_path), "one")
    second = queue.add(request(tmp_path), "two")
    qtbot.waitUntil(lambda: supervisor.started == [first])
    assert queue.current is not None
    assert queue.current.id == first
    supervisor.end(finished(first))
    qtbot.waitUntil(lambda: supervisor.started == [first, second])


def test_a_job_survives_a_restart(qtbot: QtBot, queue: JobQueue, tmp_path: Path) -> None:
    queue.close()
    job_id = queue.add(request(tmp_path), "one")
    found = read_queue(tmp_path, title)
    assert [(job.id, job.state) for job in found] == [(job_id, State.QUEUED)]
    again_supervisor = FakeSupervisor()
    again = JobQueue(None, again_supervisor)  # type: ignore[arg-type]
    again.load(tmp_path, found)
    qtbot.waitUntil(lambda: again_supervisor.started == [job_id])


def test_a_running_job_without_a_worker_has_died_and_can_be_resumed(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    folder = JobFolder.create(tmp_path, request(tmp_path))
    folder.set_state(State.RUNNING, "Step 3 of 9", step=3, of=9, pid=1)
    (job,) = read_queue(tmp_path, title)
    assert job.state is State.DIED
    assert job.can_resume
    queue.load(tmp_path, [job])
    queue.resume(job.id)
    qtbot.waitUntil(lambda: supervisor.started == [job.id])


def test_a_waiting_job_that_is_stopped_leaves_the_queue(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    first = queue.add(request(tmp_path), "one")
    second = queue.add(request(tmp_path), "two")
    qtbot.waitUntil(lambda: supervisor.started == [first])
    queue.command(second, Command.STOP)
    stopped = queue.job(second)
    assert stopped is not None
    assert stopped.state is State.STOPPED
    assert queue.folder(second).state().state is State.STOPPED
    assert supervisor.sent == []


def test_stopping_the_running_one_tells_its_worker(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    job_id = queue.add(request(tmp_path), "one")
    qtbot.waitUntil(lambda: supervisor.started == [job_id])
    queue.command(job_id, Command.STOP)
    assert supervisor.sent == [Command.STOP]
    job = queue.job(job_id)
    assert job is not None
    assert job.is_stopping


def test_moving_changes_the_order_on_disk(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    ids = [queue.add(request(tmp_path), name) for name in ("one", "two", "three")]
    qtbot.waitUntil(lambda: supervisor.started == ids[:1])
    queue.move(ids[2], 0)
    waiting = [job.id for job in queue.jobs() if job.state is State.QUEUED]
    assert waiting == [ids[2], ids[1]]
    assert [job.id for job in list_jobs(tmp_path)] == [ids[0], *waiting]


def test_a_move_to_any_place_is_one_file_and_survives_a_restart(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    ids = [queue.add(request(tmp_path), name) for name in ("one", "two", "three", "four")]
    qtbot.waitUntil(lambda: supervisor.started == ids[:1])
    before = {job_id: queue.folder(job_id).state_file.read_bytes() for job_id in ids}
    queue.move(ids[1], 2)
    expected = [ids[2], ids[3], ids[1]]
    assert waiting_ids(queue.jobs()) == expected
    assert {job_id: queue.folder(job_id).state_file.read_bytes() for job_id in ids} == before
    assert waiting_ids(tuple(read_queue(tmp_path, title))) == [ids[0], *expected]  # the interrupted one goes on first
    late = queue.add(request(tmp_path), "five")
    assert waiting_ids(queue.jobs()) == [*expected, late]


def test_a_full_disk_leaves_the_old_order_and_says_so(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [queue.add(request(tmp_path), name) for name in ("one", "two", "three")]
    qtbot.waitUntil(lambda: supervisor.started == ids[:1])

    def refuse(*_: object) -> None:
        raise DiskProblem("The disk is full.", "Free some space and try again.")

    monkeypatch.setattr("studio.desktop.jobs.queue.write_order", refuse)
    with qtbot.waitSignal(queue.problem) as told:
        queue.move(ids[2], 0)
    assert told.args is not None
    assert told.args[0].remedy == "Free some space and try again."
    assert waiting_ids(queue.jobs()) == ids[1:]


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"waiting": 3}'])
def test_a_damaged_order_loses_no_job(queue: JobQueue, tmp_path: Path, damaged: str) -> None:
    queue.close()
    ids = [queue.add(request(tmp_path), name) for name in ("one", "two")]
    (tmp_path / "order.json").write_text(damaged)
    assert [job.id for job in read_queue(tmp_path, title)] == ids


def test_a_resumed_job_goes_behind_those_that_wait(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    ids = [queue.add(request(tmp_path), name) for name in ("one", "two", "three")]
    qtbot.waitUntil(lambda: supervisor.started == ids[:1])
    queue.move(ids[2], 0)
    queue.command(ids[2], Command.STOP)
    queue.resume(ids[2])
    assert waiting_ids(queue.jobs()) == ids[1:]


def test_a_duplicate_is_a_new_job_with_the_same_request(queue: JobQueue, tmp_path: Path) -> None:
    first = queue.add(request(tmp_path, "a cat"), "one")
    second = queue.duplicate(first)
    assert second is not None
    assert second != first
    assert queue.folder(second).request() == queue.folder(first).request()


def test_a_failed_job_keeps_its_sentence_and_remedy(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    job_id = queue.add(request(tmp_path), "one")
    qtbot.waitUntil(lambda: supervisor.started == [job_id])
    ended: list[JobSnapshot] = []
    queue.job_ended.connect(ended.append)
    error = {"kind": "OutOfMemory", "message": "It does not fit.", "remedy": "Make it smaller.", "detail": ""}
    supervisor.end(events.Failed(job=job_id, at=time.time(), error=error, log=("last",)))
    assert ended[0].state is State.FAILED
    assert ended[0].error == error
    assert ended[0].can_resume


def test_what_finished_at_the_second_try_is_no_failure(tmp_path: Path) -> None:
    """After the next start the queue said "Finished" in red: the folder tells both endings."""
    folder = JobFolder.create(tmp_path / "jobs", request(tmp_path))
    error = {"kind": "WorkerDied", "message": "It died.", "remedy": "Resume it.", "detail": ""}
    folder.write_event(events.Failed(job=folder.id, at=1.0, error=error, log=("last",)))
    folder.write_event(finished(folder.id))
    folder.set_state(State.FINISHED, "Finished", step=9, of=9)
    found = from_folder(folder, "one")
    assert found.state is State.FINISHED
    assert found.error is None
    assert found.sentence == "Done"


def test_forgetting_an_ended_job_deletes_its_folder(
    qtbot: QtBot, queue: JobQueue, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    job_id = queue.add(request(tmp_path), "one")
    qtbot.waitUntil(lambda: supervisor.started == [job_id])
    queue.remove(job_id)
    assert queue.job(job_id) is not None, "a running job stays"
    supervisor.end(finished(job_id))
    path = queue.folder(job_id).path
    queue.remove(job_id)
    assert not path.exists()
