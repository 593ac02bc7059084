"""A checkout of two packages, and a runner that plays Python, pip, apt and the import check."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import environment
import processes
import pytest

VERSIONS = {"python": "3.11", "torch": "2.14.1"}


@dataclass
class FakeRunner(processes.Runner):
    """Does on disk what the real commands would leave there, and remembers what was asked."""

    folder: Path
    asked: list[str] = field(default_factory=list)
    fails: dict[str, str] = field(default_factory=dict)
    interrupt: str = ""
    libraries: str = ""

    def hold_open(self, descriptor: int) -> None:
        self.asked.append("lock")

    def run(
        self,
        command: list[str],
        *,
        log: Path | None = None,
        watch: processes.Watch | None = None,
        variables: dict[str, str] | None = None,
    ) -> processes.Outcome:
        what = self._name(command)
        self.asked.append(what)
        if what == self.interrupt:
            self.interrupt = ""
            raise KeyboardInterrupt
        if what in self.fails:
            return processes.Outcome(1, self.fails[what])
        return processes.Outcome(0, self._do(what, command))

    @staticmethod
    def _name(command: list[str]) -> str:
        words = " ".join(command)
        for name, sign in {
            "venv": " -m venv ",
            "editable": "--editable",
            "pip": " install --constraint",
            "check": "StableDiffusionPipeline",
            "pip?": "import sys, pip",
            "loader": "ldconfig",
            "apt update": "update",
            "apt": "apt-get",
        }.items():
            if sign in words:
                return name
        return words

    def _do(self, what: str, command: list[str]) -> str:
        if what == "venv":
            python = self.folder / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.write_text("")
        elif what == "pip":
            for word in command[command.index("install") + 1 :]:
                name, _, version = word.partition("==")
                if version:
                    install_package(self.site_packages, name, version)
        elif what == "check":
            return "a warning of some library\n" + json.dumps(VERSIONS)
        elif what == "pip?":
            return "{} {} {}\n".format(*sys.version_info[:2], self.folder)
        elif what == "loader":
            return self.libraries
        return ""

    @property
    def site_packages(self) -> Path:
        return self.folder / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"


def install_package(site_packages: Path, name: str, version: str) -> Path:
    """A package of one module, with the list of files that pip leaves."""
    info = site_packages / f"{name}-{version}.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (site_packages / f"{name}.py").write_text("x = 1\n")
    (info / "METADATA").write_text(f"Name: {name}\n")
    (info / "INSTALLER").write_text("pip\n")
    size = (site_packages / f"{name}.py").stat().st_size
    (info / "RECORD").write_text(
        f"{name}.py,sha256=x,{size}\n{info.name}/METADATA,,\n{info.name}/INSTALLER,,\n{info.name}/RECORD,,\n"
    )
    return info


@dataclass
class Bench:
    """One checkout with its fake runner, and what was said."""

    setup: environment.Setup
    runner: FakeRunner
    said: list[str]

    @property
    def checkout(self) -> Path:
        return self.setup.checkout

    def for_tests(self) -> environment.Setup:
        return environment.Setup(self.checkout, True, self.runner, self.setup.say)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    installer = tmp_path / "installer"
    installer.mkdir()
    (installer / "requirements.lock").write_text("# head\ntorch==2.14.1\ntorchvision==0.29.1\nnvidia-x==1.0\n")
    (installer / "requirements-dev.lock").write_text("pytest==9.2.0\n")
    (tmp_path / "pyproject.toml").write_text('[project.scripts]\nstudio = "a:b"\n[tool.x]\n')
    runner = FakeRunner(tmp_path / ".studio-env")
    said: list[str] = []
    say: Callable[[str], None] = said.append
    monkeypatch.setattr(environment.debian, "provide", lambda *_, **__: None)
    return Bench(environment.Setup(tmp_path, False, runner, say), runner, said)
