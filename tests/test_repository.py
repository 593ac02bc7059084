"""What must hold of the repository as a whole: sizes, names, pins, links, and that the wheel is complete."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import environment
import pytest

_CHECKOUT = Path(__file__).resolve().parent.parent
_PROJECT = tomllib.loads((_CHECKOUT / "pyproject.toml").read_text("utf-8"))
_TEXT = {".py", ".md", ".toml", ".txt", ".json", ".lock", ".svg", ".html", ".yml", ""}
_FOLDERS = ("studio", "tests", "installer", "docs", "resources", "models", ".ci")
_LONGEST_MODULE = 600
_LARGEST_TEXT_BYTES = 2_000_000


def _files() -> Iterator[Path]:
    yield from (path for path in _CHECKOUT.iterdir() if path.is_file() and not path.name.startswith(".studio-env"))
    for folder in _FOLDERS:
        for path in sorted((_CHECKOUT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _texts() -> Iterator[tuple[str, str]]:
    for path in _files():
        if path.suffix in _TEXT and path.stat().st_size < _LARGEST_TEXT_BYTES:
            yield path.relative_to(_CHECKOUT).as_posix(), path.read_text("utf-8", errors="replace")


def test_no_module_is_too_long() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in (_CHECKOUT / "studio").rglob("*.py")}
    assert {str(path): lines for path, lines in sizes.items() if lines > _LONGEST_MODULE} == {}


def test_no_module_is_named_for_nothing() -> None:
    empty = {"util", "utils", "common", "misc", "manager", "helper", "helpers"}
    assert [path for path in (_CHECKOUT / "studio").rglob("*") if path.stem in empty] == []


def test_every_module_says_what_it_is_for() -> None:
    modules = [path for path in (_CHECKOUT / "studio").rglob("*.py") if path.read_text("utf-8").strip()]
    assert [str(p) for p in modules if not p.read_text("utf-8").lstrip().startswith(('"""', 'r"""'))] == []


def test_no_file_names_the_machine_it_was_made_on() -> None:
    here = re.compile(
        "|".join(re.escape(str(path)) + r"\b" for path in (_CHECKOUT, Path.home()) if len(path.parts) > 1)
    )
    assert [name for name, text in _texts() if here.search(text)] == []


def test_no_file_names_a_package_index() -> None:
    index = re.compile(r"(index-url|index_url|find-links)\s*[= ]\s*['\"]?(https?|file):")
    assert [name for name, text in _texts() if index.search(text)] == []


def test_links_between_pages_lead_somewhere() -> None:
    lost: list[str] = []
    for name, text in _texts():
        if name.endswith(".md"):
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
                if "://" not in target and not ((_CHECKOUT / name).parent / target).exists():
                    lost.append(f"{name} -> {target}")
    assert lost == []


# --- pins -------------------------------------------------------------------------------------------------


def _direct() -> list[str]:
    extras = _PROJECT["project"]["optional-dependencies"]
    return [*_PROJECT["project"]["dependencies"], *_PROJECT["build-system"]["requires"], *extras["dev"]]


def _locked() -> dict[str, str]:
    folder = _CHECKOUT / "installer"
    return {
        **environment.read_lock(folder / "requirements.lock"),
        **environment.read_lock(folder / "requirements-dev.lock"),
    }


def test_every_direct_dependency_is_pinned_exactly() -> None:
    wanted = [*_direct(), *(one for extra in _PROJECT["project"]["optional-dependencies"].values() for one in extra)]
    assert [one for one in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+", one)] == []


def test_the_locks_hold_every_direct_pin() -> None:
    locked = _locked()
    pins = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in (one.split("==") for one in _direct())}
    assert {name: version for name, version in pins.items() if locked.get(name) != version} == {}


def test_there_is_one_opencv() -> None:
    assert [name for name in _locked() if name.startswith("opencv")] == ["opencv-python"]


def test_what_is_installed_is_what_was_locked() -> None:
    installed = {re.sub(r"[-_.]+", "-", d.name).lower(): d.version.partition("+")[0] for d in metadata.distributions()}
    differing = {name for name, version in _locked().items() if installed.get(name, version) != version}
    assert differing == set()


# --- the wheel --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built offline by the pinned build tool."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=_CHECKOUT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def installed_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip installs it, in a folder of its own; what it depends on comes from the environment."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "--target"]
    subprocess.run([*command, str(target), str(wheel)], check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return target


def _outside(target: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python where the checkout cannot be seen: the installed wheel comes first, the folder is another."""
    variables = {**os.environ, "PYTHONPATH": str(target)}
    command = [sys.executable, "-P", *words]
    return subprocess.run(command, cwd=home, env=variables, capture_output=True, text=True, check=False)


def test_the_wheel_carries_resources_and_models(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("studio/_data/")}
    wanted = {
        f"studio/_data/{path.relative_to(_CHECKOUT).as_posix()}"
        for folder in ("resources", "models")
        for path in (_CHECKOUT / folder).rglob("[!.]*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(_CHECKOUT).parts)
    }
    assert [name for name in wanted - names if not _is_ignored(name.removeprefix("studio/_data/"))] == []


def _is_ignored(path: str) -> bool:
    return subprocess.run(["git", "check-ignore", "-q", path], cwd=_CHECKOUT, check=False).returncode == 0


def test_the_wheel_runs_outside_the_checkout(installed_wheel: Path, own_home: Path) -> None:
    folders = "from studio.core import folders; print(folders.resources(), folders.models(), sep='\\n')"
    for line in _outside(installed_wheel, own_home, "-c", folders).stdout.splitlines():
        assert Path(line).is_relative_to(installed_wheel / "studio" / "_data")
        assert Path(line).is_dir()
    told = _outside(installed_wheel, own_home, "-m", "studio", "--help")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("usage: studio")
    assert (installed_wheel / "bin" / "studio").exists()


@pytest.mark.journeys
def test_the_wheel_runs_the_demo_outside_the_checkout(installed_wheel: Path, own_home: Path) -> None:
    told = _outside(installed_wheel, own_home, "-m", "studio", "demo", "--json", "--out", str(own_home / "out"))
    assert told.returncode == 0, told.stderr
    answer = json.loads(told.stdout.splitlines()[-1])
    assert Path(answer["contact_sheet"]).exists()
