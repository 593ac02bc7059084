"""Write the two locks anew from pyproject.toml: `poe lock`, or this file with any Python that has pip >= 23.

pip resolves the direct pins against its configured index without installing anything, and every package
of its answer is written down. Run it on Linux x86-64 with Python 3.11, the oldest supported: what resolves
there installs on newer Pythons too. Not here: choosing direct versions; those are edited in pyproject.toml.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
_HEAD = """\
# {what}
# Written by installer/renew_lock.py (`poe lock`) with Python {python}; do not edit by hand.
# The installer gives these to pip as pins. CUDA's libraries (nvidia-*, cuda-*, triton) are used only
# where the installed build of torch asks for them.
"""


def resolve(requirements: list[str]) -> dict[str, str]:
    """Name -> version of everything pip would install into an empty environment."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    answer = subprocess.run([*command, *requirements], check=True, stdout=subprocess.PIPE).stdout
    found = (item["metadata"] for item in json.loads(answer)["install"])
    return {re.sub(r"[-_.]+", "-", item["name"]).lower(): item["version"].partition("+")[0] for item in found}


def write(path: Path, what: str, pins: dict[str, str]) -> None:
    lines = [f"{name}=={version}\n" for name, version in sorted(pins.items())]
    path.write_text(_HEAD.format(what=what, python="{}.{}".format(*sys.version_info)) + "".join(lines), "utf-8")


def main() -> None:
    settings = tomllib.loads((_CHECKOUT / "pyproject.toml").read_text("utf-8"))
    direct = settings["build-system"]["requires"] + settings["project"]["dependencies"]
    everything = resolve(direct + settings["project"]["optional-dependencies"]["dev"])
    studio = resolve(direct + [f"{name}=={everything[name]}" for name in ("torch", "torchvision")])
    differing = {name for name in studio if studio[name] != everything[name]}
    assert not differing, f"the tests ask for other versions of {differing}: pin them in pyproject.toml"
    write(_CHECKOUT / "installer" / "requirements.lock", "What the studio runs on.", studio)
    extra = {name: version for name, version in everything.items() if name not in studio}
    write(_CHECKOUT / "installer" / "requirements-dev.lock", "What the tests and checks need besides.", extra)


if __name__ == "__main__":
    main()
