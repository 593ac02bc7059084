"""What is written into an exported picture: our JSON, A1111's `parameters`, and XMP that says a model drew it.

full: all three. xmp: only the XMP, with nothing about the prompt. none: nothing. GPS positions and paths of this
computer are never written: pictures are encoded anew and paths are cut to file names.
Facts: A1111's text grammar and IPTC's DigitalSourceType [code: A1111's infotext parser; IPTC's vocabulary].
Not here: formats and files (pictures.py).
"""

from __future__ import annotations

import html
import io
import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, PngImagePlugin
from pydantic import ValidationError

from studio import __version__
from studio.core.errors import InputProblem
from studio.library.results.records import Result

KEY = "likeness_studio"
NAMESPACE = "https://likeness-studio.example/ns/1.0/"
_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_EXIF_LIMIT = 60_000  # even, so that no UTF-16 unit is cut
_XMP_LIMIT = 60_000  # a JPEG segment holds 65,502 bytes of XMP


class MetadataMode(StrEnum):
    """How much an export says about how it was made."""

    FULL = "full"
    XMP = "xmp"
    NONE = "none"


def a1111_text(result: Result) -> str:
    """The `parameters` text other programs read: prompt, negative prompt, one line of settings."""
    request = result.request
    lines = [result.prompt]
    if request.negative:
        lines.append(f"Negative prompt: {request.negative}")
    facts: list[tuple[str, Any]] = [
        ("Steps", request.steps),
        ("Sampler", request.sampler),
        ("CFG scale", request.guidance),
        ("Seed", result.seed),
        ("Size", f"{result.width_px}x{result.height_px}"),
        ("Model hash", result.backbone_fingerprint[:10]),
        ("Model", request.backbone),
        ("Denoising strength", request.denoise if request.init else None),
        ("Version", f"Likeness Studio {__version__}"),
    ]
    lines.append(", ".join(f"{key}: {_quoted(value)}" for key, value in facts if value not in (None, "")))
    return "\n".join(lines)


def portable(result: Result) -> dict[str, Any]:
    """The record without this computer's paths: file names stay, folders go."""
    data = result.to_data()
    request = data["request"]
    request["library"] = "."
    for name in ("init", "mask", "layout_folder"):
        if request.get(name):
            request[name] = Path(request[name]).name
    return data


def xmp(result: Result | None, *, with_record: bool) -> bytes:
    """An XMP packet. DigitalSourceType: composite when a photo was drawn over, else made by a trained model."""
    kind = "trainedAlgorithmicMedia"
    if result is not None and result.request.init is not None:
        kind = "compositeWithTrainedAlgorithmicMedia"
    record = ""
    if with_record and result is not None:
        text = json.dumps(portable(result), ensure_ascii=False, separators=(",", ":"))
        record = f"\n   <studio:result>{html.escape(text, quote=False)}</studio:result>"
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:studio="{NAMESPACE}">
   <xmp:CreatorTool>Likeness Studio {__version__}</xmp:CreatorTool>
   <Iptc4xmpExt:DigitalSourceType>{_SOURCE}{kind}</Iptc4xmpExt:DigitalSourceType>{record}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
    encoded = packet.encode("utf-8")
    return encoded if len(encoded) <= _XMP_LIMIT or not with_record else xmp(result, with_record=False)


def encode(
    picture: Image.Image,
    format_name: str,
    result: Result | None,
    mode: MetadataMode = MetadataMode.FULL,
    quality: int = 92,
) -> bytes:
    """The bytes of a "png", "jpeg", "webp" or "avif" file. picture: fresh pixels; nothing of its own info is kept."""
    clean = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    options: dict[str, Any] = {}
    full = mode is MetadataMode.FULL and result is not None
    if mode is not MetadataMode.NONE:
        options["xmp"] = xmp(result, with_record=full)
    if format_name == "png":
        options.update(_png_options(result if full else None, options.pop("xmp", None)))
    else:
        options["quality"] = quality
        clean = clean.convert("RGB")
        if full and result is not None:
            exif = Image.Exif()
            comment = b"UNICODE\0" + a1111_text(result).encode("utf-16-be")[:_EXIF_LIMIT]
            exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = comment
            options["exif"] = exif
    buffer = io.BytesIO()
    clean.save(buffer, format_name.upper(), **options)
    return buffer.getvalue()


def read_record(picture: Path | bytes) -> Result | None:
    """The record in a picture the studio exported in full, or None. Raises InputProblem when it is no picture."""
    try:
        with Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture) as opened:
            opened.load()
            text = opened.info.get(KEY) or _from_xmp(opened)
    except (OSError, SyntaxError, ValueError) as error:
        raise InputProblem("This file is no picture.", "Choose a picture the studio exported.", repr(error)) from error
    if not text:
        return None
    try:
        return Result.model_validate_json(text)
    except ValidationError:
        return None


def _png_options(result: Result | None, packet: bytes | None) -> dict[str, Any]:
    info = PngImagePlugin.PngInfo()
    if packet is not None:
        info.add_itxt("XML:com.adobe.xmp", packet.decode("utf-8"))
    if result is not None:
        info.add_itxt("parameters", a1111_text(result))
        info.add_itxt(KEY, json.dumps(portable(result), ensure_ascii=False, separators=(",", ":")))
    return {"pnginfo": info}


def _from_xmp(opened: Image.Image) -> str | None:
    packet = opened.info.get("xmp")
    return record_in_xmp(packet.decode("utf-8", "replace")) if isinstance(packet, bytes) else None


def record_in_xmp(packet: str) -> str | None:
    """The record's JSON inside an XMP packet. Packets that declare entities are not parsed: ours have none."""
    if not packet or "<!" in packet:
        return None
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(packet.strip("\ufeff\0 \n"))
    except (ElementTree.ParseError, ValueError):
        return None
    found = root.find(f".//{{{NAMESPACE}}}result")
    return None if found is None else found.text


def _quoted(value: Any) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if any(sign in text for sign in ",:\n") else text
