"""OpenAI's CLIP vocabulary as a tokenizer folder: how resources/clip_tokenizer was made.

`python -m studio.engine.pretraining.clip_vocabulary bpe_simple_vocab_16e6.txt.gz` writes it again; the list of merges
is in PyPI's `open_clip_torch`. Ids: 256 bytes, the same at the end of a word, the merges, two special tokens.
Not here: reading prompts (backbones/text.py), the mini world's own tokenizer (tokenizer.py).
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from studio.core import files, folders

MERGES = 48_894
_HEAD = "#version: 0.2"
_CONFIG = {
    "tokenizer_class": "CLIPTokenizer",
    "model_max_length": 77,
    "bos_token": "<|startoftext|>",
    "eos_token": "<|endoftext|>",
    "unk_token": "<|endoftext|>",
    "pad_token": "<|endoftext|>",
    "do_lower_case": True,
}


def letters() -> list[str]:
    """One printable character for each byte, in the order of CLIP's ids: printable bytes first, then the others."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + number) for number in range(len(others))]


def vocabulary(merges: list[str]) -> dict[str, int]:
    """Id of each token. merges: "i n" …, the most frequent first."""
    bytes_ = letters()
    joined = ["".join(pair.split()) for pair in merges]
    tokens = [*bytes_, *(f"{letter}</w>" for letter in bytes_), *joined, "<|startoftext|>", "<|endoftext|>"]
    return {token: number for number, token in enumerate(tokens)}


def write(source: Path, folder: Path) -> None:
    """The tokenizer folder from the gzipped list of merges."""
    with gzip.open(source, "rt", encoding="utf-8") as stream:
        merges = stream.read().split("\n")[1 : MERGES + 1]
    compact = json.dumps(vocabulary(merges), ensure_ascii=False, separators=(",", ":"))
    files.write_text(folder / "vocab.json", compact + "\n")
    files.write_text(folder / "merges.txt", "\n".join([_HEAD, *merges]) + "\n")
    files.write_json(folder / "tokenizer_config.json", _CONFIG)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, metavar="FILE", help="bpe_simple_vocab_16e6.txt.gz")
    write(parser.parse_args().source, folders.resources() / "clip_tokenizer")
