"""How much prompt fit a perfect picture of an unseen drawing can have: true scenes, judged by the CLIP towers.

    python -m studio.engine.bench.unseen_fit [--words dog sushi ...] [--scenes 24]

For each class word the same scenes are composed twice, with drawings the towers were trained on and with the unseen
one, and their fit to "a photo of a dog on a beach" is compared. The ratio is about the most that teaching that drawing
can keep of the prompt fit (bench/main_job.py). Not here: pictures that a model drew.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from statistics import fmean

import torch

from studio.core.errors import InputProblem
from studio.engine.evaluation.judges import Judges, load_judges
from studio.engine.evaluation.score import prompt_fit
from studio.engine.pretraining.pools import as_tensor
from studio.engine.pretraining.world.captions import ground_phrase, with_article
from studio.engine.pretraining.world.places import place_picture
from studio.engine.pretraining.world.scenes import SINGLE, Composer
from studio.engine.pretraining.world.subjects import unseen_subjects
from studio.engine.pretraining.world.vocabulary import Noun, vocabulary

_SIZE_PX, _CENTER = 80, (64.0, 74.0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a word and the mean."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.unseen_fit", description=__doc__)
    parser.add_argument("--words", nargs="+", help="class words; default: the six of bench/main_job.py")
    parser.add_argument("--scenes", type=int, default=24)
    args = parser.parse_args(arguments)
    torch.set_num_threads(1)
    judges, every = load_judges(), unseen_subjects()
    if judges.clip is None:
        raise InputProblem("The CLIP towers are not installed.", "Rebuild them with `studio pretrain mini-clip`.")
    ratios = []
    for word in args.words or [every[i * len(every) // 6] for i in range(6)]:
        noun = vocabulary().noun(word)
        known, unseen = (_fit(noun, drawings, args.scenes, judges) for drawings in (noun.drawings, noun.unseen))
        ratios.append(unseen / known)
        print(f"{word:20} known drawings {known:.3f}  unseen {unseen:.3f}  {ratios[-1]:.0%}", flush=True)
    print(f"{'mean':20} {fmean(ratios):.0%}")


def _fit(noun: Noun, drawings: Sequence[str], count: int, judges: Judges) -> float:
    """The mean over `count` scenes; place, noise and size are the same whichever drawing stands in them."""
    composer, places = Composer(SINGLE), vocabulary().places
    pictures, prompts = [], []
    for number in range(count):
        rng, place = random.Random(number), places[number % len(places)]
        ground, name = place_picture(place, rng), drawings[number % len(drawings)]
        scene = composer.on_ground(
            ground,
            place,
            None,
            rng,
            lambda canvas, n=name, r=rng: ((composer.object(canvas, noun, n, _CENTER, _SIZE_PX, r, True),), 1, None),
        )
        pictures.append(scene.pixels)
        prompts.append(f"a photo of {with_article(noun.word)} {ground_phrase(place, None)}")
    return prompt_fit(as_tensor(pictures), prompts, judges).mean().item()


if __name__ == "__main__":
    main()
