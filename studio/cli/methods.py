"""`studio methods`: the methods there are and what each needs, read from the generated catalogue without torch."""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    subparsers.add_parser("methods", help="what can be taught and applied, and how")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output
    from studio.library.catalogue import read as catalogue

    output = Output(args.json)
    cards = catalogue.methods()
    usable = {card.family for card in catalogue.backbones() if card.problem is None}
    rows = []
    for card in cards:
        runs = bool(usable & set(card.families))
        why_not = "" if runs else f"No usable backbone of the families {', '.join(card.families)} is here."
        rows.append(card.to_data() | {"can_run": runs, "why_not": why_not})
        output.text(f"{card.slug}  {card.title}: {card.summary}")
        output.text(f"    {_needs(card)}{'' if runs else ' ' + why_not}")
    output.answer({"methods": rows})
    return 0


def _needs(card: Any) -> str:
    most = f" to {card.most_photos}" if card.most_photos else " or more"
    photos = f"Needs {card.least_photos}{most} photos" if card.least_photos else "Needs no photos"
    word = " and a class word" if card.needs_class_word else ""
    artifact = ", and another method's artifact" if card.needs_artifact else ""
    return f"{photos}{word}{artifact}; leaves a {card.gives}."
