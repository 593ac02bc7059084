"""What loops hear: stop, discard, pause and its end, and the last chance of an orphan."""

from __future__ import annotations

import threading

import pytest

from studio.core.control import DiscardRequested, StopRequested
from studio.engine.worker.control import Orphaned, WorkerControl
from studio.library.protocol.commands import Command


def test_nothing_is_asked_for_at_first() -> None:
    control = WorkerControl()
    control.poll()
    assert [control.wants_pause(), control.wants_preview(), control.wants_checkpoint()] == [False] * 3


def test_preview_and_checkpoint_are_wanted_once() -> None:
    control = WorkerControl()
    control.tell(Command.PREVIEW)
    control.tell(Command.CHECKPOINT)
    assert control.wants_preview()
    assert not control.wants_preview()
    assert control.wants_checkpoint()
    assert not control.wants_checkpoint()


@pytest.mark.parametrize(
    ("command", "raised"),
    [(Command.STOP, StopRequested), (Command.DISCARD, DiscardRequested)],
)
def test_stop_and_discard_raise(command: Command, raised: type[Exception]) -> None:
    control = WorkerControl()
    control.tell(command)
    with pytest.raises(raised):
        control.poll()


def test_discard_wins_over_stop() -> None:
    control = WorkerControl()
    control.tell(Command.STOP)
    control.tell(Command.DISCARD)
    with pytest.raises(DiscardRequested):
        control.poll()


@pytest.mark.parametrize(("ended_by", "raised"), [(Command.RESUME, None), (Command.STOP, StopRequested)])
def test_a_pause_blocks_until_it_is_ended(ended_by: Command, raised: type[Exception] | None) -> None:
    paused, told = threading.Event(), []
    control = WorkerControl(on_paused=paused.set, on_resumed=lambda: told.append("resumed"))
    control.tell(Command.PAUSE)
    assert control.wants_pause()

    def end_it() -> None:
        assert paused.wait(5)
        control.tell(ended_by)

    helper = threading.Thread(target=end_it)
    helper.start()
    if raised:
        with pytest.raises(raised):
            control.poll()
    else:
        control.poll()
    helper.join()
    assert told == ([] if raised else ["resumed"])
    assert not control.wants_pause()


def test_an_orphan_saves_before_it_leaves() -> None:
    control = WorkerControl()
    control.orphan()
    control.poll()  # the loop is between steps: it may still save
    assert control.wants_checkpoint()
    with pytest.raises(Orphaned):
        control.poll()


def test_an_orphan_that_never_saves_leaves_too() -> None:
    control = WorkerControl()
    control.orphan()
    control.poll()
    with pytest.raises(Orphaned):
        control.poll()


def test_a_paused_orphan_leaves() -> None:
    control = WorkerControl()
    paused = threading.Event()
    control = WorkerControl(on_paused=lambda: (paused.set(), None)[1])
    control.tell(Command.PAUSE)

    def leave_it_alone() -> None:
        assert paused.wait(5)
        control.orphan()

    helper = threading.Thread(target=leave_it_alone)
    helper.start()
    with pytest.raises(Orphaned):
        control.poll()
        control.poll()
    helper.join()
