"""The mini world: same seed same scene, labels that are true of the pixels, captions that are true of the labels."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from studio.engine.pretraining.world import alterations, avatars, drawings, places, scenes, styles
from studio.engine.pretraining.world.captions import ground_phrase
from studio.engine.pretraining.world.labels import SIDE_PX
from studio.engine.pretraining.world.subjects import subject_pictures, unseen_subjects, view_of
from studio.engine.pretraining.world.vocabulary import vocabulary

SEEDS = range(60)


@pytest.fixture(scope="module")
def made() -> list[scenes.Scene]:
    composer = scenes.Composer(scenes.FULL)
    return [composer.scene(seed) for seed in SEEDS]


def test_a_seed_gives_the_same_scene_again(made: list[scenes.Scene]) -> None:
    for seed in (3, 17, 42):
        again = scenes.Composer(scenes.FULL).scene(seed)
        assert np.array_equal(again.pixels, made[seed].pixels)
        assert again.caption == made[seed].caption
        assert [thing.box for thing in again.things] == [thing.box for thing in made[seed].things]


def test_other_seeds_give_other_scenes(made: list[scenes.Scene]) -> None:
    assert len({scene.pixels.tobytes() for scene in made}) == len(made)


def test_boxes_are_the_tight_bounds_of_masks(made: list[scenes.Scene]) -> None:
    for scene in made:
        assert scene.pixels.shape == (SIDE_PX, SIDE_PX, 3)
        for thing in scene.things:
            outside = thing.mask.copy()
            outside[thing.box.top : thing.box.bottom, thing.box.left : thing.box.right] = False
            assert not outside.any()
            assert thing.mask.any()
            assert scenes.box_of(thing.mask) == thing.box


def test_masks_of_two_things_never_overlap(made: list[scenes.Scene]) -> None:
    for scene in made:
        assert np.sum([thing.mask.astype(int) for thing in scene.things], axis=0).max() == 1


def test_pixels_change_where_the_mask_says_and_nowhere_else() -> None:
    rng = random.Random(5)
    ground = places.plain_picture("green", rng)
    before = np.array(ground)
    noun = vocabulary().noun("penguin")
    composer = scenes.Composer(replace(scenes.FULL, style=0))

    def fill(canvas: scenes.Canvas) -> tuple[tuple[scenes.Thing, ...], int, None]:
        return (composer.object(canvas, noun, noun.drawings[0], (64, 64), 80, rng, plain_one=True),), 1, None

    scene = composer.on_ground(ground, None, "green", rng, fill)
    changed = (scene.pixels != before).any(2)
    mask = scene.things[0].mask
    assert (changed & mask).sum() > 0.97 * mask.sum()
    assert (changed & ~mask).sum() < 0.15 * mask.sum()  # the half-transparent outline


def test_captions_say_what_the_labels_hold(made: list[scenes.Scene]) -> None:
    words = vocabulary()
    for scene in made:
        assert (scene.place is None) != (scene.plain is None)
        for thing in scene.things:
            named = words.noun(thing.word).plural if scene.count > 1 else thing.word
            assert named in scene.caption
            for told in (thing.color, thing.accessory):
                assert told is None or told in scene.caption
        if scene.style:
            assert scene.caption.startswith(scene.style)
        wrong = [place for place in words.places if place != scene.place and place in scene.caption]
        assert not wrong


def test_most_captions_name_the_ground(made: list[scenes.Scene]) -> None:
    named = [ground_phrase(scene.place, scene.plain) in scene.caption for scene in made]
    assert sum(named) > 0.8 * len(named)


def test_every_place_style_and_drawing_of_the_vocabulary_exists() -> None:
    words = vocabulary()
    assert set(places.PLACES) == set(words.places)
    assert set(styles.STYLES) == set(words.styles)
    known = set(drawings.drawing_names())
    for noun in words.nouns:
        assert set(noun.drawings + noun.unseen) <= known
        assert len(noun.drawings) >= 3
    assert len(words.nouns) >= 178


def test_training_scenes_never_show_the_unseen_set() -> None:
    composer = scenes.Composer(replace(scenes.FULL, style=0))
    shown = {thing.drawing for seed in range(200) for thing in composer.scene(seed).things}
    assert not any(name.startswith(drawings.UNSEEN_SET) for name in shown)
    people = [avatars.identity(int(name.split(":")[1])) for name in shown if name.startswith("person:")]
    assert people
    assert not any(person.is_held_out for person in people)


def test_unseen_scenes_show_nothing_that_was_trained_on() -> None:
    composer = scenes.Composer(scenes.UNSEEN)
    for name in {thing.drawing for seed in range(60) for thing in composer.scene(seed).things}:
        if name.startswith("person:"):
            assert avatars.identity(int(name.split(":")[1])).is_held_out
        else:
            assert name.startswith(drawings.UNSEEN_SET)


def test_an_identity_keeps_its_face_while_its_look_changes() -> None:
    rng = random.Random(1)
    looks = [avatars.random_look(rng, who=avatars.identity(9)) for _ in range(12)]
    assert len({look.identity for look in looks}) == 1
    assert len({look.expression for look in looks}) > 2
    assert len({avatars.portrait(look).tobytes() for look in looks}) > 6


def test_every_style_can_draw_every_look() -> None:
    rng = random.Random(0)
    for number in range(120):
        look = avatars.random_look(rng, who=avatars.identity(number))
        assert avatars.portrait(look).getbbox() is not None


def test_unseen_subjects_come_as_different_pictures_of_one_drawing() -> None:
    assert "penguin" in unseen_subjects()
    pictures = subject_pictures("penguin", 5, seed=1)
    assert [picture.size for picture in pictures] == [(SIDE_PX, SIDE_PX)] * 5
    assert len({picture.tobytes() for picture in pictures}) == 5
    assert [p.tobytes() for p in subject_pictures("penguin", 5, seed=1)] == [p.tobytes() for p in pictures]
    assert view_of("person:8", random.Random(0)).things[0].drawing == "person:8"


@pytest.mark.parametrize("style", sorted(styles.STYLES))
def test_a_style_changes_the_picture_and_keeps_its_size(style: str) -> None:
    picture = places.place_picture("on a beach", random.Random(2))
    drawn = styles.in_style(picture, style, random.Random(3))
    assert drawn.size == picture.size
    assert drawn.mode == "RGB"
    assert drawn.tobytes() != picture.tobytes()


def test_a_warped_drawing_is_another_one_of_about_the_same_shape() -> None:
    sprite = drawings.drawing("noto:dog-face")
    made = [alterations.warped(sprite, 1.0, random.Random(seed)) for seed in range(4)]
    assert len({(picture.size, picture.tobytes()) for picture in made}) == 4
    for picture in made:
        assert picture.mode == "RGBA"
        ratio = picture.width / picture.height / (sprite.width / sprite.height)
        assert 0.75 < ratio < 1.45
        covered = np.array(picture.getchannel("A")).mean() / np.array(sprite.getchannel("A")).mean()
        assert 0.8 < covered < 1.05


def test_an_identifier_is_said_of_altered_things_and_of_no_others() -> None:
    marked = [scenes.Composer(scenes.MARKED).scene(seed) for seed in range(30)]
    for scene in marked:
        assert scene.count == 1
        for thing in scene.things:
            assert f"{thing.identifier} {thing.word}" in scene.caption
    assert {thing.identifier for scene in marked for thing in scene.things} == {"sks", "ohwx", "zwx"}
    plain = [scenes.Composer(scenes.FULL).scene(seed) for seed in range(30)]
    assert all(thing.identifier is None for scene in plain for thing in scene.things)


def test_an_altered_drawing_is_another_one_every_time() -> None:
    sprite = drawings.drawing("noto:dog-face")
    made = [alterations.altered(sprite, random.Random(seed)) for seed in range(8)]
    assert len({picture.tobytes() for picture in made}) == 8
    for picture in made:
        covered = np.array(picture.getchannel("A")).mean() / np.array(sprite.getchannel("A")).mean()
        assert 0.75 < covered < 1.1, "a marking must not reach beyond the drawing"
    colours = [np.array(picture.convert("RGB"))[np.array(picture.getchannel("A")) > 127].mean(0) for picture in made]
    assert np.std(colours, axis=0).mean() > 10
