"""Other programs' grammars: A1111's text (Forge, SD.Next, Civitai), flat JSON (SwarmUI, Fooocus, InvokeAI, NovelAI) and
ComfyUI's graph. Raw values by the name of our request's field, with sentences about what is left out.

Facts: A1111's last line has at least three `Key: value` pairs, values with commas are JSON strings; SwarmUI and Fooocus
put JSON under the same key; ComfyUI's `prompt` maps node ids to class and inputs, a link is [node, slot].
Not here: bounds (read_settings.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_MOST_CHARS = 200_000  # of a text that is parsed by patterns
_PAIR = re.compile(r'\s*(\w[\w \-/]{0,40}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')
_LORA = re.compile(r"<(?:lora|lyco|hypernet):([^:<>]{1,80})(?::[^<>]{0,40})?>", re.IGNORECASE)
_NODES_MOST = 20_000
_NAMES = {
    "prompt": ("prompt", "positive_prompt"),
    "negative": ("negativeprompt", "negative_prompt", "uc"),
    "seed": ("seed",),
    "steps": ("steps", "num_inference_steps"),
    "guidance": ("cfgscale", "cfg_scale", "guidance_scale", "scale"),
    "sampler": ("sampler", "scheduler", "sampler_name"),
    "backbone": ("model", "base_model"),
}


@dataclass
class Foreign:
    """values: by field of a request, unchecked."""

    program: str
    values: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def parse(texts: dict[str, str]) -> Foreign | None:
    """The first grammar that fits, or None."""
    for key, program in (
        ("parameters", ""),
        ("invokeai_metadata", "InvokeAI"),
        ("sd-metadata", "InvokeAI"),
        ("prompt", "ComfyUI"),
        ("Comment", "NovelAI"),
    ):
        text = texts.get(key, "")
        data = _json(text)
        found: Foreign | None = None
        if key == "prompt" and isinstance(data, dict):
            found = _comfy(data)
        elif isinstance(data, dict):
            found = _flat(data, program)
        elif key == "parameters" and text:
            found = _a1111(text[:_MOST_CHARS])
        if found is not None and found.values:
            return _without_loras(found)
    return None


def _json(text: str) -> Any:
    if text.lstrip()[:1] != "{":
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _a1111(text: str) -> Foreign | None:
    lines = text.strip().split("\n")
    pairs = _PAIR.findall(lines[-1]) if lines else []
    if len(pairs) < 3:
        return None
    facts = {key.strip().lower(): _unquoted(value.strip()) for key, value in pairs}
    positive: list[str] = []
    negative: list[str] = []
    into = positive
    for line in lines[:-1]:
        if line.startswith("Negative prompt:"):
            into, line = negative, line.removeprefix("Negative prompt:")
        into.append(line.strip())
    values: dict[str, Any] = {"prompt": _one_line(positive), "negative": _one_line(negative)}
    for name, key in (("seed", "seed"), ("steps", "steps"), ("guidance", "cfg scale")):
        values[name] = facts.get(key)
    values["sampler"], values["backbone"] = facts.get("sampler"), facts.get("model")
    width, cross, height = (facts.get("size") or "").partition("x")
    if cross:
        values["size"] = (width, height)
    found = Foreign("A1111 or one of its kin", {k: v for k, v in values.items() if v not in (None, "")})
    if "hires upscale" in facts:
        found.notes.append("It was enlarged after drawing; that is not done here.")
    if "denoising strength" in facts and "hires upscale" not in facts:
        found.notes.append("It was drawn over another picture, which is not inside this file.")
    return found


def _flat(data: dict[str, Any], program: str) -> Foreign | None:
    if isinstance(data.get("sui_image_params"), dict):
        program, data = "SwarmUI", data["sui_image_params"]
    elif "fooocus_scheme" in data or "Fooocus" in str(data.get("version", "")):
        program = "Fooocus"
    lower = {str(key).lower(): value for key, value in data.items()}
    values: dict[str, Any] = {}
    for name, keys in _NAMES.items():
        value = next((lower[key] for key in keys if key in lower), None)
        if isinstance(value, dict):
            value = value.get("name") or value.get("model_name")
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != "":
            values[name] = _one_line([value]) if name in ("prompt", "negative") and isinstance(value, str) else value
    if "width" in lower and "height" in lower:
        values["size"] = (lower["width"], lower["height"])
    elif numbers := re.findall(r"\d{1,6}", str(lower.get("resolution", ""))[:40]):
        values["size"] = tuple(numbers[:2])
    if "prompt" not in values or len(values) < 2:
        return None
    return Foreign(program or "another program", values)


def _comfy(graph: dict[str, Any]) -> Foreign | None:
    nodes = {
        key: node["inputs"]
        for key, node in list(graph.items())[:_NODES_MOST]
        if isinstance(node, dict) and isinstance(node.get("inputs"), dict)
    }
    drawing = [key for key, inputs in nodes.items() if _is_drawing(inputs)]
    if not drawing:
        return None
    first = next((key for key in drawing if _literal(nodes, key, ("denoise",)) in (None, 1, 1.0)), drawing[0])
    values = {
        "seed": _literal(nodes, first, ("seed", "noise_seed"), ("seed", "noise_seed", "noise")),
        "steps": _literal(nodes, first, ("steps",), ("steps", "sigmas")),
        "guidance": _literal(nodes, first, ("cfg",), ("cfg", "guider")),
        "sampler": _literal(nodes, first, ("sampler_name",), ("sampler_name", "sampler")),
        "prompt": _prompt(nodes, first, "positive"),
        "negative": _prompt(nodes, first, "negative"),
        "backbone": _literal(nodes, first, ("ckpt_name", "unet_name", "model_name"), ("model", "guider")),
    }
    latent = ("latent_image", "latent", "samples")
    width, height = (_literal(nodes, first, (side,), latent) for side in ("width", "height"))
    if width and height:
        values["size"] = (width, height)
    found = Foreign("ComfyUI", {k: v for k, v in values.items() if v not in (None, "")})
    if isinstance(found.values.get("backbone"), str):
        found.values["backbone"] = re.sub(r"\.(safetensors|ckpt|gguf|sft)$", "", found.values["backbone"])
    if len(drawing) > 1:
        found.notes.append(f"Its graph draws {len(drawing)} times; the first time is read.")
    loras = [inputs["lora_name"] for inputs in nodes.values() if isinstance(inputs.get("lora_name"), str)]
    found.notes += [_lora_note(name) for name in loras[:5]]
    return found


def _is_drawing(inputs: dict[str, Any]) -> bool:
    """KSampler and its kin, or a custom sampler with guider and sigmas."""
    return ("steps" in inputs and ("seed" in inputs or "noise_seed" in inputs)) or {"guider", "sigmas"} <= set(inputs)


def _literal(
    nodes: dict[str, dict[str, Any]], start: str, wanted: tuple[str, ...], through: tuple[str, ...] | None = None
) -> Any:
    """The nearest value of an input named so: of this node, or of nodes behind its links named in `through`."""
    inputs = nodes[start]
    for name in wanted:
        if name in inputs and isinstance(inputs[name], (str, int, float)):
            return inputs[name]
    first = [inputs[name] for name in (through or ()) if name in inputs]
    for node in _behind(nodes, first):
        for name in (*wanted, "value"):
            if isinstance(nodes[node].get(name), (str, int, float)):
                return nodes[node][name]
    return None


def _prompt(nodes: dict[str, dict[str, Any]], start: str, side: str) -> str | None:
    """The first text behind the link, also behind a guider."""
    inputs = nodes[start]
    links = [inputs[side]] if side in inputs else []
    if not links and isinstance(inputs.get("guider"), list):
        guider = nodes.get(str(next(iter(inputs["guider"]), "")), {})
        links = [guider[name] for name in (side, "conditioning" if side == "positive" else "") if name in guider]
    for node in _behind(nodes, links):
        for name in ("text", "text_g", "prompt", "string", "value"):
            value = nodes[node].get(name)
            if isinstance(value, str) and value.strip():
                return _one_line([value])
    return None


def _behind(nodes: dict[str, dict[str, Any]], links: Iterable[Any]) -> Iterable[str]:
    """Nodes upstream, nearest first, each once."""
    waiting = [str(link[0]) for link in links if isinstance(link, list) and link]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop(0)
        if node in seen or node not in nodes:
            continue
        seen.add(node)
        yield node
        waiting += [str(value[0]) for value in nodes[node].values() if isinstance(value, list) and value]


def _without_loras(found: Foreign) -> Foreign:
    prompt = found.values.get("prompt")
    if isinstance(prompt, str):
        names = _LORA.findall(prompt[:_MOST_CHARS])
        found.notes += [_lora_note(name) for name in names[:5]]
        found.values["prompt"] = " ".join(_LORA.sub("", prompt[:_MOST_CHARS]).split())
    return found


def _lora_note(name: str) -> str:
    return f"It used “{name[:60]}”; import that file with `studio artifact import` to use it here."


def _one_line(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())


def _unquoted(value: str) -> str:
    if value[:1] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value.strip('"')
    return value
