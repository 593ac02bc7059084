from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import debian
import pytest

from tests.installer.conftest import FakeRunner

_ALL = "\n".join(f"\t{library} (libc6,x86-64) => /lib/{library}" for library in debian.LIBRARIES)


@pytest.fixture
def machine(tmp_path: Path) -> debian.Machine:
    (tmp_path / "some_Packages").touch()
    return debian.Machine("linux", "/usr/bin/apt-get", True, tmp_path, lambda tool: f"/usr/bin/{tool}", lambda: True)


@pytest.fixture
def runner(tmp_path: Path) -> FakeRunner:
    return FakeRunner(tmp_path, libraries=_ALL)


def _provide(runner: FakeRunner, machine: debian.Machine, tests: bool = False) -> list[str]:
    said: list[str] = []
    debian.provide(runner, said.append, machine.lists / "log", tests=tests, machine=machine)
    return said


def test_nothing_is_done_when_all_is_there(runner: FakeRunner, machine: debian.Machine) -> None:
    assert _provide(runner, machine, tests=True) == []
    assert runner.asked == ["loader"]


def test_root_gets_what_is_missing(runner: FakeRunner, machine: debian.Machine) -> None:
    runner.libraries = _ALL.replace("libEGL.so.1", "")
    assert _provide(runner, machine) == ["Installing 1 packages of the system: libegl1 …"]
    assert runner.asked == ["loader", "apt"]


def test_the_lists_are_fetched_only_when_needed(runner: FakeRunner, machine: debian.Machine) -> None:
    runner.libraries = ""
    (machine.lists / "some_Packages").unlink()
    _provide(runner, machine)
    assert runner.asked == ["loader", "apt update", "apt"]


def test_others_are_told_the_one_line_to_type(runner: FakeRunner, machine: debian.Machine) -> None:
    runner.libraries = _ALL.replace("libGL.so.1", "")
    said = _provide(runner, replace(machine, root=False, fonts=lambda: False))
    assert said[0].endswith("Type: sudo apt-get install libgl1 fonts-dejavu-core")
    assert runner.asked == ["loader"]


def test_a_failing_apt_ends_in_the_line_to_type(runner: FakeRunner, machine: debian.Machine) -> None:
    runner.libraries = _ALL.replace("libGL.so.1", "")
    runner.fails["apt"] = "no route"
    assert _provide(runner, machine)[-1].endswith("Type: sudo apt-get install libgl1")


def test_tests_need_a_screen_and_hands(runner: FakeRunner, machine: debian.Machine) -> None:
    bare = replace(machine, which=lambda _: None)
    assert debian.missing(runner, bare, tests=True) == ["xvfb", "xdotool"]
    assert debian.missing(runner, bare, tests=False) == []


def test_other_systems_are_left_alone(runner: FakeRunner, machine: debian.Machine) -> None:
    runner.libraries = ""
    assert _provide(runner, replace(machine, system="darwin")) == []
    assert _provide(runner, replace(machine, apt=None)) == []
    assert runner.asked == []
