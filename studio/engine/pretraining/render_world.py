"""Rebuilds `resources/world/` from npm packages: `python -m studio.engine.pretraining.render_world NODE_MODULES`.

Needs, once, `npm i @iconify-json/{fluent-emoji,fluent-emoji-flat,noto,twemoji,fxemoji}` and, for the people,
`npm i @dicebear/{core,avataaars,personas,toon-head,adventurer,big-smile,micah}`, node itself and resvg-py. Nothing here
runs at training or run time: the results are shipped. Licences: models/mini/README.md, models/faces/README.md.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import resvg_py
from PIL import Image

from studio.core.folders import resources
from studio.engine.pretraining.world.vocabulary import vocabulary

SIDE_PX = 112
GUEST_SIDE_PX = 144  # faces of the face pack are looked at from near
_FIXED_DATE = (2020, 1, 1, 0, 0, 0)  # so that two builds of the same packages are the same bytes


def render_svg(svg: str, side_px: int) -> Image.Image:
    """SVG text to RGBA of side_px squared."""
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=side_px, height=side_px))
    return Image.open(io.BytesIO(data)).convert("RGBA")


def lossless(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", lossless=True, quality=60, method=4)
    return buffer.getvalue()


def _icon_svg(icons: dict[str, Any], name: str) -> str:
    icon = icons["icons"][name]
    width = icon.get("width", icons.get("width", 16))
    height = icon.get("height", icons.get("height", 16))
    view = f"{icon.get('left', 0)} {icon.get('top', 0)} {width} {height}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{view}" width="{width}" height="{height}">{icon["body"]}</svg>'
    )


def wanted_drawings() -> list[str]:
    """Every drawing a noun or an accessory of the vocabulary refers to."""
    words = vocabulary()
    names = [name for noun in words.nouns for name in noun.drawings + noun.unseen]
    names += [name for accessory in words.accessories for name in accessory.drawings]
    return sorted(set(names))


def write_archive(path: Path, entries: Iterable[tuple[str, bytes]]) -> None:
    """An uncompressed zip with fixed dates (the pictures are compressed already)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name, _FIXED_DATE), data)


def render_drawings(node_modules: Path) -> None:
    sets: dict[str, dict[str, Any]] = {}
    entries: list[tuple[str, bytes]] = []
    for full_name in wanted_drawings():
        set_name, icon = full_name.split(":")
        if set_name not in sets:
            path = node_modules / "@iconify-json" / set_name / "icons.json"
            sets[set_name] = json.loads(path.read_text(encoding="utf-8"))
        picture = render_svg(_icon_svg(sets[set_name], icon), 2 * SIDE_PX)
        box = picture.getchannel("A").point([255 * (alpha > 8) for alpha in range(256)]).getbbox()
        if box is None:
            raise ValueError(f"{full_name} draws nothing")
        picture = picture.crop(box)
        scale = SIDE_PX / max(picture.size)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        entries.append((f"{set_name}/{icon}.webp", lossless(picture.resize(size, Image.Resampling.LANCZOS))))
    write_archive(resources() / "world" / "drawings.zip", entries)


def render_layers(node_modules: Path, script: str, archive: str, side_px: int) -> None:
    """Every layer on its style's whole canvas, so that laying them over each other is all that is left to do."""
    command = ["node", str(Path(__file__).with_name(script)), str(node_modules.resolve())]
    layers = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    entries: list[tuple[str, bytes]] = []
    for layer in layers:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{layer["viewBox"]}" fill="none">{layer["body"]}</svg>'
        name = f"{layer['style']}/{layer['order']:02d}-{layer['group']}/{layer['name']}-{layer['tint']}.webp"
        entries.append((name, lossless(render_svg(svg, side_px))))
    write_archive(resources() / "world" / archive, entries)


if __name__ == "__main__":
    packages = Path(sys.argv[1])
    render_drawings(packages)
    render_layers(packages, "people_layers.mjs", "people.zip", SIDE_PX)
    render_layers(packages, "guest_layers.mjs", "guests.zip", GUEST_SIDE_PX)
