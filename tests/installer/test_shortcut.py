from __future__ import annotations

import plistlib
from pathlib import Path

import pytest
import shortcut

from tests.installer.conftest import FakeRunner


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    icons = tmp_path / "my studio" / "resources" / "icons"
    icons.mkdir(parents=True)
    (icons / "studio.svg").touch()
    return tmp_path / "my studio"


@pytest.fixture
def home(own_home: Path) -> Path:
    (own_home / "Desktop").mkdir()
    return own_home


def test_linux_gets_an_entry_in_the_menu_and_on_the_desktop(checkout: Path, home: Path) -> None:
    written = shortcut.write(checkout, "linux", home, FakeRunner(home))
    assert [path.parent.name for path in written] == ["applications", "Desktop"]
    entry = dict(line.split("=", 1) for line in written[0].read_text("utf-8").splitlines()[1:])
    assert entry["Exec"] == f'"{checkout}/.studio-env/bin/studio-desktop"'
    assert entry["Terminal"] == "false"
    assert entry["Icon"].endswith("resources/icons/studio.svg")


@pytest.mark.parametrize(
    ("path", "quoted"),
    [("/a b/c", '"/a b/c"'), ("/a$b", r'"/a\\$b"'), ("/50%", '"/50%%"'), ('/a"b', r'"/a\\"b"')],
)
def test_odd_paths_are_quoted_as_the_desktop_reads_them(path: str, quoted: str) -> None:
    assert shortcut._quote_exec(Path(path)) == quoted


def test_mac_gets_an_app_that_runs_the_windowed_command(checkout: Path, home: Path) -> None:
    (app,) = shortcut.write(checkout, "darwin", home, FakeRunner(home))
    about = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    launcher = app / "Contents" / "MacOS" / about["CFBundleExecutable"]
    assert launcher.stat().st_mode & 0o111
    assert f"exec '{checkout}/.studio-env/bin/studio-desktop'" in launcher.read_text("utf-8")


def test_windows_gets_a_start_menu_entry(checkout: Path, home: Path) -> None:
    runner = FakeRunner(home)
    (link,) = shortcut.write(checkout, "win32", home, runner)
    assert link.name == "Likeness Studio.lnk"
    (script,) = runner.asked
    assert "studio-desktop.exe" in script
    assert str(link) in script


def test_a_system_that_refuses_is_a_sentence(
    checkout: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> list[Path]:
        raise PermissionError("read-only")

    monkeypatch.setattr(shortcut, "write", refuse)
    assert shortcut.write_or_explain(str(checkout)) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "could not be written: read-only." in err
