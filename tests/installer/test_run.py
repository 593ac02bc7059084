from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import find_python
import pytest
import run

from tests.installer.conftest import Bench

_FILE = Path(run.__file__)


def test_the_studio_gets_all_arguments_but_the_two_kept_words() -> None:
    python = "/env/python"
    assert run.command_for(python, []) == [python, "-P", "-m", "studio"]
    assert run.command_for(python, ["demo", "--json"]) == [python, "-P", "-m", "studio", "demo", "--json"]
    assert run.command_for(python, ["test"])[:4] == [python, "-m", "pytest", "-n"]
    assert run.command_for(python, ["test", "-k", "x"]) == [python, "-m", "pytest", "-k", "x"]


def test_the_childs_python_imports_from_nowhere_else() -> None:
    cleaned = run.clean_variables({"PYTHONPATH": "/x", "PYTHONHOME": "/y", "PATH": "/bin", "PIP_INDEX_URL": "z"})
    assert cleaned == {"PATH": "/bin", "PIP_INDEX_URL": "z", "PYTHONNOUSERSITE": "1"}


def test_line_endings_do_not_change_a_lock(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x==1\n")
    (tmp_path / "b").write_bytes(b"x==1\r\n")
    assert run._digest(str(tmp_path / "a")) == run._digest(str(tmp_path / "b"))


def test_only_the_commands_in_the_project_file_matter(bench: Bench) -> None:
    before = run._scripts_digest(str(bench.checkout))
    project = bench.checkout / "pyproject.toml"
    project.write_text(project.read_text() + "line-length = 1\n")
    assert run._scripts_digest(str(bench.checkout)) == before
    project.write_text('[project.scripts]\nother = "a:b"\n')
    assert run._scripts_digest(str(bench.checkout)) != before


@pytest.mark.skipif(os.name == "nt", reason="the fake interpreter is a shell script")
def test_a_complete_environment_is_used_at_once_and_stdout_is_the_studios_alone(bench: Bench) -> None:
    import environment

    environment.prepare(bench.setup)
    for name in ("run.py", "environment.py"):
        (bench.checkout / "installer" / name).write_bytes(_FILE.with_name(name).read_bytes())
    bench.setup.python.write_text('#!/bin/sh\necho "args: $*"\nexit 7\n')
    bench.setup.python.chmod(0o755)
    command = [sys.executable, str(bench.checkout / "installer" / "run.py"), "demo", "--out", "a b"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (7, "args: -P -m studio demo --out a b\n", "")


def test_the_first_python_that_fits_is_taken() -> None:
    answers = {
        "python3.14": ((3, 15), "/lies"),
        "python3.12": ((3, 12), "/usr/bin/python3.12"),
        "python3": ((3, 11), "/usr/bin/python3"),
    }
    assert find_python.find((3, 11), (3, 14), lambda command: answers.get(command[0])) == "/usr/bin/python3.12"


def test_no_python_is_a_sentence_with_a_remedy() -> None:
    assert find_python.find((3, 11), (3, 14), lambda _: None) is None
    assert "needs Python 3.11 or newer" in find_python.remedy((3, 11))


def test_a_real_python_answers_the_question() -> None:
    answer = find_python._ask([sys.executable])
    assert answer is not None
    assert answer[0] == sys.version_info[:2]
    assert find_python._ask(["no-such-python"]) is None


def test_every_file_of_the_start_reads_on_an_old_python() -> None:
    import ast

    for name in ("run.py", "find_python.py"):
        ast.parse(_FILE.with_name(name).read_text("utf-8"), feature_version=(3, 7))
