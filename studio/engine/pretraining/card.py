"""The model cards of models/mini and models/judges, from the figures the recipes and gates left in the work folder.

Not here: the weights (pack.py), the scores themselves (gates.py).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# ruff: noqa: E501 - the rows of Markdown tables cannot be broken
ART = """\
| Art | What it gives | Licence |
|---|---|---|
| Fluent Emoji and Fluent Emoji Flat, Microsoft Corporation (`@iconify-json/fluent-emoji` 1.2.7, `fluent-emoji-flat` 1.2.6) | drawings | MIT |
| Noto Emoji, Google Inc (`@iconify-json/noto` 1.2.9) | drawings | Apache-2.0 |
| Twemoji, Twitter and contributors (`@iconify-json/twemoji` 1.2.5) | drawings | CC BY 4.0 |
| FxEmojis, Mozilla (`@iconify-json/fxemoji` 1.2.2) | the unseen subjects; never trained on | Apache-2.0 |
| Avataaars, Pablo Stanley (`@dicebear/avataaars` 9.4) | people | free for personal and commercial use |
| Personas, Draftbit (`@dicebear/personas` 9.4) | people | CC BY 4.0 |
| ToonHead, Johan Melin (`@dicebear/toon-head` 9.4) | people | CC BY 4.0 |
| china.jpg and flower.jpg, sample photographs of scikit-learn | textures for the autoencoder | CC BY |

The drawings were rendered to pictures, recoloured, cut into layers and composed; nothing else was changed.
"""

_MINI = """\
---
license: apache-2.0
pipeline_tag: text-to-image
---
# Mini backbone

A small text-to-image stack in the diffusers layout, trained from nothing on two CPU cores by
`studio/engine/pretraining/`. It is made to draw the mini world: {nouns} things, three words for people, {places} places,
{plain} plain grounds and {styles} styles, at 128 px; how far it has come stands under *State*. The words are in
`resources/vocabulary.json`.

| Part | Class | Note |
|---|---|---|
| unet | UNet2DConditionModel | 16.2 M parameters, cross-attention at 16 x 16 and 8 x 8, v-prediction, zero terminal SNR |
| vae | AutoencoderDC | 8 x 16 x 16 latents, no attention |
| text_encoder | CLIPTextModel | 256 wide, 4 layers, 40 tokens |
| image_encoder | CLIPVisionModelWithProjection | 256 wide, 5 layers, 8 x 8 patches |

Draw with 25 DDIM steps, trailing timesteps, guidance 5, guidance rescale 0.7. Weights are float16.

## State

{state}

## Made from

{art}
No photograph of a person and no picture from the web was used. One identity in eight of the people and all FxEmojis
are kept unseen for measuring. Training scenes are composed by seed, so they can be made again exactly.

## Go on training

`studio pretrain mini-unet --minutes 60 --resume` goes on from the local checkpoint in `models/.work/`, or from these
weights with a fresh optimiser when there is none; so do the other four recipes. `mini-clip --resume` trains the vision
tower only. `mini-clip` without `--resume` makes another text tower, and this UNet is then of no use: a new autoencoder
or text tower needs a new UNet. `python -m studio.engine.pretraining.gates --record` draws the 200 fixed prompts, prints
the scores and keeps them for this card; `python -m studio.engine.pretraining.card` refreshes this folder.

## Limits

Small, cartoon-like, English words of its vocabulary only. It is made for trying and testing methods, not for art.
"""

_JUDGES = """\
# Judges

Networks that only measure; no method may train with or condition on them. Trained on the mini world's true scenes.

| Folder | Measures |
|---|---|
| instance | likeness: is it this very drawing or person, wherever and however it is shown |
| referee | what a picture shows: object, place, plain ground, style, accessory, colour, count, expression, clothes |
| clip | how well a picture and a text fit: both towers with their projections |

{state}

{art}"""


def recipe_commit() -> str:
    """Commit of the recipe's code, or "unknown" outside a repository."""
    here = Path(__file__).resolve().parent
    command = ["git", "log", "-1", "--format=%H", "--", str(here)]
    found = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def _percent(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in figures.items())


def _mini_state(figures: Mapping[str, Any]) -> str:
    lines = [f"- Recipe commit: {figures.get('mini-unet', {}).get('recipe', recipe_commit())}"]
    if coder := figures.get("mini-autoencoder"):
        lines.append(
            f"- Autoencoder: {coder['images']} crops in {coder['hours']:.2f} h; {coder['psnr_world']:.1f} dB on unseen "
            "scenes of the training drawings"
        )
    if kept := figures.get("round-trip"):
        lines.append(
            f"- The same, by `python -m studio.engine.pretraining.round_trip`: {kept['psnr_unseen']:.1f} dB on "
            f"{kept['drawings']} scenes of unseen drawings, {kept['psnr_photos']:.1f} dB on {kept['photos']} photographs; "
            f"instance cosine {kept['instance_cosine']:.3f} on average, {kept['instance_cosine_lowest']:.3f} at worst"
        )
    if clip := figures.get("mini-clip"):
        lines.append(
            f"- CLIP towers: {clip['images']} pictures in {clip['hours']:.2f} h; right caption of 128: "
            f"{_captions(clip)}"
        )
    if unet := figures.get("mini-unet"):
        lines.append(f"- UNet: {unet['images']} pictures seen in {unet['hours']:.2f} h")
    if gate := figures.get("gate"):
        lines.append(f"- 200 fixed prompts, {gate['steps']} steps: {_percent(gate['scores'])}")
        lines.append(f"- The referee itself on true scenes: {_percent(gate['referee_on_true_scenes'])}")
    return "\n".join(lines)


def _captions(clip: Mapping[str, Any]) -> str:
    known = f"{clip['right_caption_of_128']:.1%}"
    if (others := clip.get("right_caption_of_128_others")) is not None:
        known += f" ({others:.1%} of other scenes)"
    unseen = clip.get("right_caption_of_128_unseen")
    return known if unseen is None else f"{known}, of drawings and people never trained on {unseen:.0%}"


def _judges_state(figures: Mapping[str, Any]) -> str:
    lines = [f"- Recipe commit: {figures.get('mini-instance', {}).get('recipe', recipe_commit())}"]
    if instance := figures.get("mini-instance"):
        lines.append(
            f"- Instance encoder: right one of 50 unseen drawings {instance['right_of_50_unseen']:.0%}, of 50 unseen "
            f"people {instance['right_of_50_people']:.0%}; {instance['images']} pictures"
        )
    if referee := figures.get("mini-judge"):
        for name, share in referee.items():
            if name.startswith("accuracy_"):
                lines.append(f"- Referee on unseen true scenes, {name.removeprefix('accuracy_')}: {_percent(share)}")
    if clip := figures.get("mini-clip"):
        lines.append(f"- CLIP: right caption of 128 {_captions(clip)}")
    return "\n".join(lines)


def write_cards(work: Path, models_folder: Path) -> None:
    """README.md of mini and judges, and the figures they state."""
    from studio.engine.pretraining import pack
    from studio.engine.pretraining.world.vocabulary import vocabulary

    figures = pack.known_figures(work)
    # A session that starts from the shipped weights goes on counting from here.
    (models_folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    words = vocabulary()
    mini = _MINI.format(
        nouns=len(words.nouns),
        places=len(words.places),
        plain=len(words.plain),
        styles=len(words.styles),
        state=_mini_state(figures),
        art=ART,
    )
    (models_folder / "mini" / "README.md").write_text(mini, encoding="utf-8")
    judges = _JUDGES.format(state=_judges_state(figures), art=ART)
    (models_folder / "judges" / "README.md").write_text(judges, encoding="utf-8")


def main() -> None:
    """Write packs and cards from the default work folder."""
    from studio.core.folders import models
    from studio.engine.pretraining import pack
    from studio.engine.pretraining.runs import work_folder

    pack.write_pack(work_folder(), models() / "mini")
    pack.write_judges(work_folder(), models() / "judges")
    write_cards(work_folder(), models())


if __name__ == "__main__":
    main()
