"""The job folder: the truth about a job (design D2).

jobs/<id>/{request.json, events.jsonl, state.json, job.log, checkpoints/}.

jobs/order.json: the waiting jobs somebody moved by hand, in one file, so that a move is whole or not there.
state.json is rewritten at each change of state; events.jsonl grows by one line an event (heartbeats are left out).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from studio.core import files
from studio.core.errors import DiskProblem
from studio.core.ids import new_id
from studio.core.records import Record
from studio.library.protocol import events
from studio.library.protocol.requests import Request, load_request


class State(StrEnum):
    """Every job ends in exactly one of finished, stopped, failed, died."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    DIED = "died"


ENDED = frozenset({State.FINISHED, State.STOPPED, State.FAILED, State.DIED})


class JobState(Record):
    """state.json. order: place in the queue, lower first."""

    state: State
    sentence: str = ""  # for the user: "Waiting", "Step 120 of 400", "The disk is full."
    step: int = 0
    of: int = 0
    pid: int | None = None
    order: float = 0.0
    changed: float = 0.0  # seconds since the epoch


class JobFolder:
    """One job on disk. Creating the object touches nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.id = self.path.name
        self.request_file = self.path / "request.json"
        self.events_file = self.path / "events.jsonl"
        self.state_file = self.path / "state.json"
        self.log_file = self.path / "job.log"
        self.checkpoints = self.path / "checkpoints"
        self.previews = self.path / "previews"

    @classmethod
    def create(cls, jobs_root: Path, request: Request, job_id: str | None = None) -> JobFolder:
        """Write a new job folder under jobs_root; the request first, the state last. Raises DiskProblem."""
        job = cls(jobs_root / (job_id or new_id("j")))
        files.write_json(job.request_file, request.to_data())
        try:
            job.checkpoints.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.disk_problem(error, job.checkpoints) from error
        job.set_state(State.QUEUED, "Waiting", order=time.time())
        return job

    def request(self) -> Request:
        """Raises DiskProblem when it is missing or damaged."""
        return load_request(self.request_file)

    def state(self) -> JobState:
        """Raises DiskProblem when it is missing or damaged."""
        return JobState.load(self.state_file)

    def set_state(
        self,
        state: State,
        sentence: str,
        *,
        step: int = 0,
        of: int = 0,
        pid: int | None = None,
        order: float | None = None,
    ) -> JobState:
        """Replace state.json atomically; the place in the queue is kept unless given."""
        if order is None:
            try:
                order = self.state().order
            except DiskProblem:
                order = time.time()
        new = JobState(state=state, sentence=sentence, step=step, of=of, pid=pid, order=order, changed=time.time())
        new.save(self.state_file)
        return new

    def write_event(self, event: events.Event) -> None:
        """Append to events.jsonl (heartbeats are not kept)."""
        if not isinstance(event, events.Heartbeat):
            files.append_line(self.events_file, events.encode(event))

    def read_events(self) -> Iterator[events.Event]:
        """All whole lines so far; a torn last line is left out."""
        if not self.events_file.is_file():
            return
        for line in files.read_bytes(self.events_file).split(b"\n")[:-1]:
            try:
                yield events.decode(line)
            except ValueError:
                continue

    def log_tail(self, lines: int = 40) -> tuple[str, ...]:
        """The end of job.log, for the error report."""
        if not self.log_file.is_file():
            return ()
        text = files.read_bytes(self.log_file)[-64_000:].decode("utf-8", "replace")
        return tuple(text.splitlines()[-lines:])


def read_order(jobs_root: Path) -> dict[str, int]:
    """Places of the jobs that were moved by hand; all others stand behind them, as they came.

    A missing or damaged file means that nothing was moved: an order is never worth a job.
    """
    path = jobs_root / "order.json"
    if not path.is_file():
        return {}
    try:
        data = files.read_json(path)
    except DiskProblem:
        return {}
    waiting = data.get("waiting") if isinstance(data, dict) else None
    return {str(job_id): place for place, job_id in enumerate(waiting)} if isinstance(waiting, list) else {}


def write_order(jobs_root: Path, job_ids: Sequence[str]) -> None:
    """Atomic. Raises DiskProblem; the old order then stands."""
    files.write_json(jobs_root / "order.json", {"version": 1, "waiting": list(job_ids)})


def list_jobs(jobs_root: Path) -> list[JobFolder]:
    """All job folders that have a request, in queue order."""
    if not jobs_root.is_dir():
        return []
    found = [JobFolder(p) for p in jobs_root.iterdir() if (p / "request.json").is_file()]
    places = read_order(jobs_root)

    def order(job: JobFolder) -> tuple[float, float, str]:
        place = places.get(job.id, math.inf)
        try:
            return place, job.state().order, job.id
        except DiskProblem:
            return place, 0.0, job.id

    return sorted(found, key=order)
