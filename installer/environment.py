"""Make, repair and check the private environment `.studio-env/` of this checkout.

The order of work is what makes it safe to kill at any moment: take the lock, remove the old completion
mark, do everything, import it all in a child process, write the mark last. An environment without a
fitting mark is examined and mended, or made anew. Not here: starting the studio, see run.py.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import debian
import mending
import processes
import run

_LEAST_FREE_GB = 4.0
_SLOW_SILENCE_S = 15.0
# CUDA's libraries and its compiler come with torch where its build needs them: pinned, never asked for.
_BROUGHT_BY_TORCH = re.compile(r"^(nvidia-|cuda-|triton\b)", re.IGNORECASE)

_CHECK = """
import json, platform
import torch, torchvision
boxes = torch.tensor([[0.0, 0.0, 1.0, 1.0]])
assert torchvision.ops.nms(boxes, torch.ones(1), 0.5).tolist() == [0]
from diffusers import StableDiffusionPipeline
import diffusers, transformers, insightface, PySide6
from PySide6 import QtWidgets
QtWidgets.QApplication(["check"])
print(json.dumps({
    "python": platform.python_version(), "torch": torch.__version__, "torchvision": torchvision.__version__,
    "diffusers": diffusers.__version__, "transformers": transformers.__version__,
    "insightface": insightface.__version__, "PySide6": PySide6.__version__,
}))
"""


class SetupFailed(Exception):
    """One sentence and a remedy; the log has the rest."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")


@dataclass(frozen=True)
class Setup:
    """Everything the work depends on; tests give their own runner."""

    checkout: Path
    tests: bool
    runner: processes.Runner = field(default_factory=processes.Runner)
    say: Callable[[str], None] = run.say

    @property
    def folder(self) -> Path:
        return self.checkout / run.ENVIRONMENT

    @property
    def python(self) -> Path:
        return Path(run.env_python(str(self.checkout)))

    @property
    def mark(self) -> Path:
        return Path(run.mark_path(str(self.checkout)))

    @property
    def log(self) -> Path:
        return self.folder / "setup.log"

    @property
    def locks(self) -> list[Path]:
        names = ["requirements.lock"] + (["requirements-dev.lock"] if self.tests else [])
        return [self.checkout / "installer" / name for name in names]

    @property
    def site_packages(self) -> Path:
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return self.folder / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"


def prepare_or_explain(checkout: str, tests: bool) -> int:
    """Prepare the environment; 0 when it is ready, else an exit code after saying why and what to do."""
    setup = Setup(Path(checkout), tests)
    try:
        prepare(setup)
    except SetupFailed as failure:
        setup.say(str(failure))
        return 1
    except PermissionError as failure:
        setup.say(f"{failure.filename} cannot be written. Give yourself the right to write there, then call again.")
        return 1
    except OSError as failure:
        setup.say(f"The disk refused: {failure}. Free some space or move the checkout, then call again.")
        return 1
    except KeyboardInterrupt:
        setup.say("\nStopped. Call again to go on from here.")
        return 130
    return 0


def prepare(setup: Setup) -> None:
    """Bring the environment to what the locks say. Does nothing when another call has done it meanwhile."""
    with _one_at_a_time(setup) as lock:
        if run.is_complete(str(setup.checkout), setup.tests):
            return
        started = time.monotonic()
        keep_tests = _was_made_for_tests(setup)
        wanted = Setup(setup.checkout, setup.tests or keep_tests, setup.runner, setup.say)
        setup.mark.unlink(missing_ok=True)
        wanted.runner.hold_open(lock)
        _make_folder(wanted)
        debian.provide(wanted.runner, wanted.say, wanted.log, tests=wanted.tests)
        _install_packages(wanted)
        _install_checkout(wanted)
        versions = _check(wanted)
        _write_mark(wanted, versions)
        wanted.say(f"Set up in {time.monotonic() - started:.0f} seconds.")


# --- one at a time ----------------------------------------------------------------------------------------


@contextmanager
def _one_at_a_time(setup: Setup) -> Iterator[int]:
    """Hold the checkout's lock. Children inherit it, so a pip that outlives a killed call still counts."""
    path = setup.checkout / (run.ENVIRONMENT + ".lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _try_lock(descriptor):
            setup.say("Another call is setting up the studio; waiting for it.")
            while not _try_lock(descriptor):
                time.sleep(0.3)
        yield descriptor
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


# --- the folder -------------------------------------------------------------------------------------------


def _was_made_for_tests(setup: Setup) -> bool:
    try:
        return bool(json.loads(setup.mark.read_text("utf-8"))["tests"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _make_folder(setup: Setup) -> None:
    if setup.folder.exists() and _is_healthy(setup):
        for name in mending.mend_packages(setup.site_packages):
            setup.say(f"{name} was only half installed; it is installed again.")
        return
    if setup.folder.exists():
        setup.say("The environment is unusable; making it anew.")
        aside = setup.folder.with_name(f"{run.ENVIRONMENT}.old")
        shutil.rmtree(aside, ignore_errors=True)
        setup.folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
    free_gb = shutil.disk_usage(setup.checkout).free / 1e9
    if free_gb < _LEAST_FREE_GB:
        raise SetupFailed(
            f"Only {free_gb:.1f} GB are free on this disk, and setting up needs up to 8 GB.",
            "Free some space or move the checkout to another disk, then call again.",
        )
    setup.say(f"Making a private environment in {setup.folder} …")
    outcome = setup.runner.run([sys.executable, "-m", "venv", str(setup.folder)])
    if outcome.code:
        raise SetupFailed(
            f"Python could not make the environment: {outcome.last_line}.",
            "On Debian and Ubuntu type `sudo apt-get install python3-venv`, then call again.",
        )


def _is_healthy(setup: Setup) -> bool:
    """Whether the environment's own pip runs, on this Python, at this place."""
    if not setup.python.exists():
        return False
    question = "import sys, pip; print(*sys.version_info[:2], sys.prefix)"
    outcome = setup.runner.run([str(setup.python), "-c", question])
    return outcome.code == 0 and outcome.last_line == "{} {} {}".format(*sys.version_info[:2], setup.folder)


# --- packages ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TorchChoice:
    requirements: tuple[str, ...]
    build: str
    note: str = ""


def torch_requirement(pins: dict[str, str], system: str, machine: str, has_nvidia: bool) -> TorchChoice:
    """Which torch to ask pip for on this computer.

    The version is the same everywhere; the *build* is decided by what pip's configured index offers under
    that version: on Linux (x86-64) the CUDA build, which also runs without a GPU, on macOS the one with MPS,
    on Windows the CPU build. A local build (`2.14.1+cpu`, `+cu130`, `+rocm…`) in a configured index or
    find-links folder sorts above the plain version and is taken by pip by itself. No index is named here:
    whoever wants another build adds its index to pip's own configuration.
    """
    pair = (f"torch=={pins['torch']}", f"torchvision=={pins['torchvision']}")
    if system == "Darwin":
        return TorchChoice(pair, "mps" if machine == "arm64" else "cpu")
    if system == "Linux":
        return TorchChoice(pair, "cuda" if has_nvidia else "cpu")
    if has_nvidia:
        note = (
            "This computer has an NVIDIA GPU, but pip's usual index has no CUDA build of torch for this system: "
            "add the CUDA wheel index of pytorch.org to pip's configuration "
            "(`pip config set global.extra-index-url …`), "
            f"delete {run.ENVIRONMENT} and call again. Going on with the processor."
        )
        return TorchChoice(pair, "cpu", note)
    return TorchChoice(pair, "cpu")


def has_nvidia_gpu() -> bool:
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None


def read_lock(path: Path) -> dict[str, str]:
    """`name==version` lines of a lock, by lower-case name."""
    pins: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line:
            name, _, version = line.partition("==")
            pins[name.strip().lower()] = version.partition(";")[0].strip()
    return pins


def _install_packages(setup: Setup) -> None:
    pins = {name: version for lock in setup.locks for name, version in read_lock(lock).items()}
    if not pins:
        return
    requirements: list[str] = []
    if "torch" in pins:
        torch = torch_requirement(pins, platform.system(), platform.machine(), has_nvidia_gpu())
        requirements += torch.requirements
        if torch.note:
            setup.say(torch.note)
    requirements += [
        f"{name}=={version}"
        for name, version in pins.items()
        if name not in ("torch", "torchvision") and not _BROUGHT_BY_TORCH.match(name)
    ]
    first = ", torch first" if "torch" in pins else ""
    setup.say(f"Installing {len(pins)} packages{first}; they are some gigabytes, so this takes minutes …")
    constraints = [word for lock in setup.locks for word in ("--constraint", str(lock))]
    progress = _Progress(setup, len(pins))
    _pip(setup, ["install", *constraints, *requirements], progress)


def _install_checkout(setup: Setup) -> None:
    """Make `import studio` and the two commands point at this checkout; the build tool is one of the pins."""
    words = ["install", "--no-deps", "--no-build-isolation", "--force-reinstall", "--editable", str(setup.checkout)]
    _pip(setup, words, None)


def _pip(setup: Setup, words: list[str], progress: _Progress | None) -> None:
    command = [str(setup.python), "-m", "pip", "--disable-pip-version-check", "--no-input", *words]
    outcome = setup.runner.run(command, log=setup.log, watch=progress)
    if outcome.code == 0:
        return
    if "No space left" in outcome.text:
        message, remedy = "The disk is full.", "Free up to 8 GB, then call again; what is installed already stays."
    elif re.search(r"No matching distribution|Could not find a version", outcome.text):
        message = f"pip does not find a package that the studio needs: {_error_line(outcome.text)}."
        remedy = "Check pip's configuration (`pip config list`) and the connection, then call again."
    elif re.search(r"Connection|Temporary failure|timed out|SSL", outcome.text):
        message = "The packages could not be downloaded."
        remedy = "Check the connection or pip's proxy settings, then call again; what is installed already stays."
    else:
        message = f"pip could not install the packages: {_error_line(outcome.text)}."
        remedy = f"The whole story is in {setup.log}; call again when it is mended."
    raise SetupFailed(message, remedy)


def _error_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # The last error that says something: pip's own summary ("metadata-generation-failed") comes after the cause.
    errors = [line for line in lines if re.match(r"(ERROR|[A-Z]\w*Error): .", line)]
    return (errors or lines or ["no reason given"])[-1].removeprefix("ERROR: ").rstrip(".")


class _Progress:
    """Turns what pip writes, and what appears on disk, into a few lines a person can follow."""

    def __init__(self, setup: Setup, total: int) -> None:
        self._setup, self._total = setup, total
        self._installing = False
        self._said_at = time.monotonic()

    def line(self, text: str) -> None:
        big = re.match(r"\s*Downloading (\S+?)-\d\S*\.whl.*\(((\d+)(?:\.\d+)? MB|[\d.]+ GB)\)", text)
        if big and (big[3] is None or int(big[3]) >= 50):
            self._say(f"  downloading {big[1]} ({big[2]}) …")
        if text.startswith("Installing collected packages"):
            self._installing = True
            self._say("  unpacking …")

    def idle(self) -> None:
        if time.monotonic() - self._said_at < _SLOW_SILENCE_S:
            return
        if self._installing:
            done = len(list(self._setup.site_packages.glob("*.dist-info")))
            self._say(f"  {min(done, self._total)} of {self._total} packages are in place …")
        else:
            self._say("  still collecting …")

    def _say(self, text: str) -> None:
        self._said_at = time.monotonic()
        self._setup.say(text)


# --- the end ----------------------------------------------------------------------------------------------


def _check(setup: Setup) -> dict[str, str]:
    """Import what matters in a child process; its versions, or a failure that names the remedy."""
    setup.say("Checking that everything can be loaded …")
    outcome = setup.runner.run([str(setup.python), "-P", "-c", _CHECK], variables={"QT_QPA_PLATFORM": "offscreen"})
    if outcome.code == 0:
        return dict(json.loads(outcome.last_line))
    lost = re.search(r"(lib\S+\.so\S*): cannot open shared object file", outcome.text)
    if lost:
        raise SetupFailed(f"A library of the system is missing: {lost[1]}.", debian.remedy(setup.tests))
    raise SetupFailed(
        f"The packages are installed but cannot be loaded: {outcome.last_line}.",
        f"Delete {setup.folder} and call again; if it stays so, report it with {setup.log}.",
    )


def _write_mark(setup: Setup, versions: dict[str, str]) -> None:
    mark = run.wanted_mark(str(setup.checkout), setup.tests)
    mark["versions"] = versions
    temporary = setup.mark.with_suffix(".partial")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(mark, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(setup.mark)
