"""The texts inside a picture file: PNG chunks, EXIF's comment, XMP. Pixels are never decoded, sizes are bounded.

Files come from anywhere: a length may lie, a text may unpack to gigabytes, the end may be missing. What can be read is
returned, the rest is left. Not here: what the texts mean (read_settings.py).
"""

from __future__ import annotations

import warnings
import zlib
from pathlib import Path
from typing import BinaryIO

from studio.core import files
from studio.core.errors import InputProblem

MOST_BYTES = 8 << 20  # of one text, unpacked too; ComfyUI's largest graphs have about one million
_MOST_TEXTS = 64
_PNG = b"\x89PNG\r\n\x1a\n"
_COMMENT, _EXIF_IFD = 0x9286, 0x8769


def read_texts(path: Path) -> dict[str, str]:
    """Texts by key: `parameters`, `prompt`, `likeness_studio`, `XML:com.adobe.xmp` … EXIF's comment as `parameters`.

    Raises InputProblem when it is no picture, DiskProblem when it cannot be opened.
    """
    try:
        with open(path, "rb") as file:
            if file.read(8) == _PNG:
                return _png_texts(file, path.stat().st_size)
    except OSError as error:
        raise files.disk_problem(error, path, "read") from error
    return _other_texts(path)


def _png_texts(file: BinaryIO, size: int) -> dict[str, str]:
    found: dict[str, str] = {}
    while len(found) < _MOST_TEXTS:
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            break
        length = int.from_bytes(head[:4], "big")
        if file.tell() + length > size:
            break  # cut off, or a length that lies
        if head[4:] in (b"tEXt", b"zTXt", b"iTXt") and length <= MOST_BYTES:
            key, text = _chunk_text(head[4:], file.read(length))
            if text is not None:
                found.setdefault(key, text)
            file.seek(4, 1)
        else:
            file.seek(length + 4, 1)
    return found


def _chunk_text(kind: bytes, data: bytes) -> tuple[str, str | None]:
    keyword, _, rest = data.partition(b"\0")
    key = keyword[:79].decode("latin-1")
    if kind == b"tEXt":
        return key, _decoded(rest)
    if kind == b"zTXt":
        return key, _unpacked(rest[1:])
    if len(rest) < 2:
        return key, None
    text = rest[2:].split(b"\0", 2)[-1]
    return key, _unpacked(text) if rest[0] else _decoded(text)


def _unpacked(data: bytes) -> str | None:
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(data, MOST_BYTES)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else _decoded(content)


def _decoded(data: bytes) -> str:
    """UTF-8, which most programs write even into Latin-1 chunks."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _other_texts(path: Path) -> dict[str, str]:
    from PIL import Image

    found: dict[str, str] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its pixels are not read
            with Image.open(path) as opened:
                packet = opened.info.get("xmp")
                comment = opened.getexif().get_ifd(_EXIF_IFD).get(_COMMENT)
                plain = opened.info.get("comment")
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, Image.DecompressionBombError) as error:
        raise InputProblem(
            f"“{files.spoken_name(path)}” cannot be read as a picture.",
            "Drop a PNG, JPEG, WebP or AVIF file.",
            repr(error),
        ) from error
    if isinstance(packet, bytes) and len(packet) <= MOST_BYTES:
        found["XML:com.adobe.xmp"] = _decoded(packet)
    for value in (comment, plain):
        text = _comment(value)
        if text:
            found.setdefault("parameters", text)
    return found


def _comment(value: object) -> str:
    """EXIF's UserComment begins with eight bytes that name its encoding; the byte order is not said."""
    if isinstance(value, str):
        return value[:MOST_BYTES]
    if not isinstance(value, bytes) or len(value) > MOST_BYTES:
        return ""
    code, body = value[:8], value[8:]
    if code == b"UNICODE\0":
        big, little = (body.decode(name, "replace") for name in ("utf-16-be", "utf-16-le"))
        return max(big, little, key=lambda text: sum(sign < "\u0250" for sign in text[:2000]))
    return _decoded(body if code in (b"ASCII\0\0\0", b"\0" * 8) else value)
