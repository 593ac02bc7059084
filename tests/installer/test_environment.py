from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import environment
import mending
import pytest
import run

from tests.installer.conftest import Bench, install_package

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fake environment has POSIX folders")
_FULL = ["lock", "venv", "pip", "editable", "check"]


def test_a_first_call_makes_everything_and_marks_it_last(bench: Bench) -> None:
    environment.prepare(bench.setup)
    assert bench.runner.asked == _FULL
    assert run.is_complete(str(bench.checkout), tests=False)
    assert json.loads(bench.setup.mark.read_text())["versions"]["torch"] == "2.14.1"


def test_a_second_call_does_nothing(bench: Bench) -> None:
    environment.prepare(bench.setup)
    bench.runner.asked.clear()
    environment.prepare(bench.setup)
    assert bench.runner.asked == []


def test_it_says_how_many_packages_and_what_comes_first(bench: Bench) -> None:
    environment.prepare(bench.setup)
    assert any(line.startswith("Installing 3 packages, torch first") for line in bench.said)


def test_the_cuda_libraries_are_pinned_but_not_asked_for(bench: Bench) -> None:
    environment.prepare(bench.setup)
    names = {path.name for path in bench.setup.site_packages.glob("*.dist-info")}
    assert names == {"torch-2.14.1.dist-info", "torchvision-0.29.1.dist-info"}


@pytest.mark.parametrize("moment", ["venv", "pip", "editable", "check"])
def test_interrupted_at_any_moment_then_called_again(bench: Bench, moment: str) -> None:
    bench.runner.interrupt = moment
    with pytest.raises(KeyboardInterrupt):
        environment.prepare(bench.setup)
    assert not run.is_complete(str(bench.checkout), tests=False)
    environment.prepare(bench.setup)
    assert run.is_complete(str(bench.checkout), tests=False)


def test_a_half_installed_package_is_installed_again(bench: Bench) -> None:
    environment.prepare(bench.setup)
    bench.setup.mark.unlink()
    (bench.setup.site_packages / "torch.py").write_text("")  # cut off: the disk filled, or the power went
    bench.runner.asked.clear()
    environment.prepare(bench.setup)
    assert (bench.setup.site_packages / "torch.py").read_text() == "x = 1\n"
    assert "torch was only half installed; it is installed again." in bench.said
    assert "venv" not in bench.runner.asked


@pytest.mark.parametrize("lost", ["RECORD", "INSTALLER", "METADATA"])
def test_a_package_without_its_records_is_forgotten(tmp_path: Path, lost: str) -> None:
    install_package(tmp_path, "whole", "1")
    (install_package(tmp_path, "half", "1") / lost).unlink()
    (tmp_path / "~umpy").mkdir()
    assert mending.mend_packages(tmp_path) == ["half"]
    assert not (tmp_path / "half-1.dist-info").exists()
    assert not (tmp_path / "~umpy").exists()


def test_an_environment_whose_pip_does_not_run_is_made_anew(bench: Bench) -> None:
    environment.prepare(bench.setup)
    bench.setup.mark.unlink()
    stale = bench.setup.folder / "stale"
    stale.touch()
    bench.runner.fails["pip?"] = "Fatal Python error"
    environment.prepare(bench.setup)
    assert not stale.exists()
    assert run.is_complete(str(bench.checkout), tests=False)


def test_a_moved_checkout_is_set_up_anew(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    environment.prepare(bench.setup)
    moved = tmp_path_factory.mktemp("elsewhere") / "checkout"
    shutil.copytree(bench.checkout, moved)
    assert not run.is_complete(str(moved), tests=False)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 0}'])
def test_a_broken_mark_counts_as_none(bench: Bench, content: str) -> None:
    environment.prepare(bench.setup)
    bench.setup.mark.write_text(content)
    assert not run.is_complete(str(bench.checkout), tests=False)


def test_a_changed_lock_brings_the_environment_up_to_date(bench: Bench) -> None:
    environment.prepare(bench.setup)
    (bench.checkout / "installer" / "requirements.lock").write_text("other==2\n")
    bench.runner.asked.clear()
    environment.prepare(bench.setup)
    assert bench.runner.asked == ["lock", "pip?", "pip", "editable", "check"]


def test_tests_are_added_to_the_same_environment_and_stay(bench: Bench) -> None:
    environment.prepare(bench.setup)
    assert not run.is_complete(str(bench.checkout), tests=True)
    environment.prepare(bench.for_tests())
    assert run.is_complete(str(bench.checkout), tests=True)
    assert run.is_complete(str(bench.checkout), tests=False)
    (bench.checkout / "installer" / "requirements.lock").write_text("other==2\n")
    environment.prepare(bench.setup)
    assert run.is_complete(str(bench.checkout), tests=True)


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        ("pip", "ERROR: No space left on device", "The disk is full."),
        ("pip", "ERROR: No matching distribution found for torch==2.14.1", "does not find a package"),
        ("pip", "ConnectionResetError: timed out", "could not be downloaded"),
        ("pip", "ERROR: something odd", "something odd"),
        ("venv", "ensurepip is not available", "python3-venv"),
        ("check", "ImportError: libEGL.so.1: cannot open shared object file", "libEGL.so.1"),
        ("check", "ImportError: no such thing", "cannot be loaded: ImportError: no such thing"),
    ],
)
def test_each_failure_is_one_sentence_with_a_remedy(bench: Bench, step: str, text: str, expected: str) -> None:
    bench.runner.fails[step] = text
    with pytest.raises(environment.SetupFailed, match=expected) as failure:
        environment.prepare(bench.setup)
    assert "call again" in str(failure.value)
    assert not bench.setup.mark.exists()


def test_a_full_disk_is_said_before_anything_is_made(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1e9

    monkeypatch.setattr(environment.shutil, "disk_usage", lambda _: Usage)
    with pytest.raises(environment.SetupFailed, match=r"Only 1\.0 GB are free"):
        environment.prepare(bench.setup)
    assert "venv" not in bench.runner.asked


def test_two_calls_at_once_wait_for_each_other(bench: Bench) -> None:
    with environment._one_at_a_time(bench.setup):
        second = threading.Thread(target=environment.prepare, args=(bench.setup,))
        second.start()
        while not bench.said:
            time.sleep(0.01)
        assert bench.said == ["Another call is setting up the studio; waiting for it."]
        assert bench.runner.asked == []
    second.join()
    assert bench.runner.asked == _FULL


@pytest.mark.parametrize(
    ("system", "machine", "nvidia", "build", "note"),
    [
        ("Linux", "x86_64", True, "cuda", False),
        ("Linux", "x86_64", False, "cpu", False),
        ("Darwin", "arm64", False, "mps", False),
        ("Darwin", "x86_64", False, "cpu", False),
        ("Windows", "AMD64", False, "cpu", False),
        ("Windows", "AMD64", True, "cpu", True),
    ],
)
def test_torch_is_the_same_pair_everywhere(system: str, machine: str, nvidia: bool, build: str, note: bool) -> None:
    pins = {"torch": "2.14.1", "torchvision": "0.29.1"}
    choice = environment.torch_requirement(pins, system, machine, nvidia)
    assert choice.requirements == ("torch==2.14.1", "torchvision==0.29.1")
    assert choice.build == build
    assert bool(choice.note) == note


def test_progress_is_told_in_a_persons_words(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = environment._Progress(bench.setup, 12)
    progress.line("  Downloading torch-2.14.1-cp311-cp311-manylinux.whl (812.4 MB)")
    progress.line("  Downloading idna-3.20-py3-none-any.whl (71 kB)")
    progress.line("Installing collected packages: a, b")
    install_package(bench.setup.site_packages, "a", "1")
    progress.idle()
    monkeypatch.setattr(environment, "_SLOW_SILENCE_S", -1.0)
    progress.idle()
    assert bench.said == ["  downloading torch (812.4 MB) …", "  unpacking …", "  1 of 12 packages are in place …"]


def test_killed_half_way_for_real_then_called_again(tmp_path: Path) -> None:
    """A real environment, a real pip that never ends, SIGKILL in the middle of it; the second call mends all."""
    checkout = tmp_path / "checkout"
    source = Path(run.__file__).parent
    shutil.copytree(source, checkout / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (checkout / "installer" / lock).write_text("# nothing is needed\n")
    (checkout / "pyproject.toml").write_text("[project.scripts]\n")
    driver = checkout / "driver.py"
    driver.write_text(
        textwrap.dedent(
            """
            import sys, pathlib, environment, debian
            environment._CHECK = "print('{}')"
            debian.provide = lambda *a, **k: None
            if "hang" in sys.argv:
                environment._install_packages = lambda setup: setup.runner.run(
                    [str(setup.python), "-c", "import time; print('up', flush=True); time.sleep(2)"], log=setup.log)
            environment._install_checkout = lambda setup: None
            sys.exit(environment.prepare_or_explain(sys.argv[1], False))
            """
        )
    )
    variables = {**os.environ, "PYTHONPATH": str(checkout / "installer")}
    command = [sys.executable, str(driver), str(checkout)]
    log = checkout / ".studio-env" / "setup.log"
    with subprocess.Popen([*command, "hang"], env=variables, stderr=subprocess.DEVNULL) as first:
        while not log.exists() or not log.read_text():
            assert first.poll() is None
            time.sleep(0.02)
        first.kill()
    assert not run.is_complete(str(checkout), tests=False)
    second = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=50, check=True)
    # The orphan of the killed call holds the inherited lock until it ends: nothing runs beside it.
    assert "waiting for it" in second.stderr
    assert second.stdout == ""
    assert run.is_complete(str(checkout), tests=False)
