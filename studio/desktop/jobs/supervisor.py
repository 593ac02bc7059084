"""One worker process at a time, watched from the event loop: events in, commands out, never left without an ending.

Not here: which job comes next (queue.py), how the pipe is framed (studio/library/protocol/worker_process.py).
"""

from __future__ import annotations

import signal
import sys
import time

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from studio.desktop.translation import tr
from studio.library.protocol import commands, events, lifetimes, worker_process
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State

_LOOK_EVERY_MS = 1000


class Supervisor(QObject):
    """Runs the worker of one job after another.

    Signals: event_came(Event) for each event; job_ended(str) with the job's id once its process is gone and its
    folder tells how it ended.
    """

    event_came = Signal(object)
    job_ended = Signal(str)

    def __init__(self, parent: QObject | None = None, *, silent_s: float = worker_process.SILENT_S) -> None:
        super().__init__(parent)
        self._silent_s = silent_s
        self._job: JobFolder | None = None
        self._process: QProcess | None = None
        self._decoder = worker_process.FrameDecoder()
        self._has_ending = False
        self._was_silent = False
        self._is_closing = False
        self._is_released = False
        self._heard_at = 0.0
        self._stop_asked_at: float | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_EVERY_MS)
        self._watch.timeout.connect(self._on_look)

    @property
    def job(self) -> JobFolder | None:
        """The job whose worker lives, if any."""
        return self._job

    def start(self, job: JobFolder) -> None:
        """Start the worker of this job; one at a time."""
        assert self._process is None, "a worker is already running"
        command = worker_process.worker_command(job)
        process = QProcess(self)
        environment = QProcessEnvironment()
        for key, value in command.environment.items():
            environment.insert(key, value)
        process.setProcessEnvironment(environment)
        process.setProgram(command.program)
        process.setArguments(command.arguments)
        process.setStandardErrorFile(str(job.log_file), QProcess.OpenModeFlag.Append)
        process.readyReadStandardOutput.connect(self._on_output)
        process.started.connect(self._on_started)
        process.errorOccurred.connect(self._on_error)
        process.finished.connect(self._on_finished)
        self._job, self._process = job, process
        self._decoder = worker_process.FrameDecoder()
        self._has_ending = self._was_silent = False
        self._stop_asked_at = None
        self._heard_at = time.monotonic()
        process.start()
        self._watch.start()

    def send(self, command: Command) -> None:
        """Tell the worker; stop and discard are enforced after their grace time."""
        if self._process is None:
            return
        if command in (Command.STOP, Command.DISCARD) and self._stop_asked_at is None:
            self._stop_asked_at = time.monotonic()
        self._process.write(commands.encode(command))

    def release(self, wait_ms: int = 5_000) -> bool:
        """Let the worker go on when this process ends (ADR 0015); False when it does not answer in time.

        From here on this process must end by os._exit: Qt kills the child of a QProcess that is destroyed.
        """
        if self._process is None:
            return False
        self._process.write(commands.encode(Command.RESUME))  # a pause without anybody to end it would last for ever
        self._process.write(commands.encode(Command.RELEASE))
        until = time.monotonic() + wait_ms / 1000
        while not self._is_released and self._process is not None and time.monotonic() < until:
            self._process.waitForReadyRead(100)
            self._on_output()
        if not self._is_released:
            return False
        self._watch.stop()
        self._is_closing = True
        lifetimes.let_children_live()
        return True

    def close(self, wait_ms: int = 15_000) -> None:
        """Close the pipe, so that the worker saves a checkpoint and leaves; then make sure that it is gone."""
        self._watch.stop()
        self._is_closing = True
        if self._process is None or self._is_released:
            return
        process = self._process
        process.closeWriteChannel()
        if not process.waitForFinished(wait_ms):
            process.kill()
            process.waitForFinished(2000)

    def _on_started(self) -> None:
        if self._process is not None:
            lifetimes.end_with_this_process(int(self._process.processId()))

    def _on_output(self) -> None:
        if self._process is None:
            return
        self._heard_at = time.monotonic()
        for event in self._decoder.feed(bytes(self._process.readAllStandardOutput().data())):
            if isinstance(event, events.ENDINGS):
                self._has_ending = True
            if isinstance(event, events.Released):
                self._is_released = True
            self.event_came.emit(event)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finish(None)

    def _on_look(self) -> None:
        """Each second: is it silent, or does it ignore a stop?"""
        if self._process is None:
            return
        now = time.monotonic()
        if now - self._heard_at > self._silent_s:
            self._was_silent = True
            self._process.kill()
            return
        if self._stop_asked_at is None:
            return
        late_s = now - self._stop_asked_at - worker_process.STOP_GRACE_S
        if late_s > worker_process.TERMINATE_GRACE_S:
            self._process.kill()
        elif late_s > 0:
            self._process.terminate()

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        crashed = status == QProcess.ExitStatus.CrashExit
        # Qt reports the signal of a crashed child as its exit code; report_death wants it negative, as Popen has it.
        code = -exit_code if crashed and sys.platform != "win32" else exit_code
        self._finish(code or (-signal.SIGKILL if crashed and sys.platform != "win32" else code))

    def _finish(self, exit_code: int | None) -> None:
        job, process = self._job, self._process
        if job is None or process is None:
            return
        self._watch.stop()
        self._job = self._process = None
        process.deleteLater()
        if not self._has_ending:
            self._report_missing_ending(job, exit_code)
        self.job_ended.emit(job.id)

    def _report_missing_ending(self, job: JobFolder, exit_code: int | None) -> None:
        if self._is_closing:
            state = job.state()
            sentence = (
                tr("Goes on from step {step} of {of}", step=state.step, of=state.of) if state.step else tr("Waiting")
            )
            job.set_state(State.QUEUED, sentence, step=state.step, of=state.of)
            return
        if self._stop_asked_at is not None:
            state = job.state()
            job.set_state(
                State.STOPPED, tr("Ended by force; the last checkpoint is kept."), step=state.step, of=state.of
            )
            event = events.Stopped(job=job.id, at=time.time(), step=state.step)
            job.write_event(event)
            self.event_came.emit(event)
            return
        self.event_came.emit(worker_process.report_death(job, exit_code, silent=self._was_silent))
