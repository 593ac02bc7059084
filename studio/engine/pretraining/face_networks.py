"""The two networks of the face pack, in the form insightface runs them: an SCRFD detector and an ArcFace recogniser.

SCRFD (Guo et al., arXiv:2105.04714): three strides with two anchors each; here the two anchors of a stride are for
smaller and for larger faces, so that each cell answers for at most one face of a size. ArcFace (Deng et al.,
arXiv:1801.07698): an embedding whose angles tell people apart. Not here: training (face_detector.py,
face_recogniser.py), writing ONNX (face_pack.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

STRIDES = (8, 16, 32)
ANCHORS = 2
EMBEDDING = 512


class _Unit(nn.Module):
    """A convolution with its norm and ReLU."""

    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))


class _Residual(nn.Module):
    """Two convolutions beside a straight path, which shrinks with them."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.first = _Unit(inputs, outputs, 3, stride)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        is_same = inputs == outputs and stride == 1
        self.straight = nn.Identity() if is_same else nn.Conv2d(inputs, outputs, stride, stride, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.second(self.first(x))) + self.straight(x))


class FaceDetector(nn.Module):
    """Pictures [b, 3, h, w], sides divisible by 32, (x - 127.5) / 128, to answers and fields per stride.

    A cell first guesses the five points of its face from afar; the field, twice as fine, then says of each place where
    the point near it is, so that a guess that is about right becomes exact [ours, after the short-range offsets of
    PersonLab, arXiv:1803.08225, sec. 3.1]. What looks like an eye does so wherever it stands: that is learned from far
    fewer faces than guessing is.
    """

    def __init__(self, widths: Sequence[int] = (16, 24, 40, 56, 72), neck: int = 40, fine: int = 24) -> None:
        super().__init__()
        stem, quarter, eighth, sixteenth, last = widths
        self.stem = _Unit(3, stem, 3, 2)
        self.quarter = _Residual(stem, quarter, 2)
        self.eighth = nn.Sequential(_Residual(quarter, eighth, 2), _Residual(eighth, eighth))
        self.sixteenth = nn.Sequential(_Residual(eighth, sixteenth, 2), _Residual(sixteenth, sixteenth))
        self.last = nn.Sequential(_Residual(sixteenth, last, 2), _Residual(last, last))
        self.lateral = nn.ModuleList(nn.Conv2d(width, neck, 1) for width in (eighth, sixteenth, last))
        self.towers = nn.ModuleList(nn.Sequential(_Unit(neck, neck), _Unit(neck, neck)) for _ in STRIDES)
        self.heads = nn.ModuleList(nn.Conv2d(neck, ANCHORS * 15, 3, 1, 1) for _ in STRIDES)
        for head in self.heads:
            assert isinstance(head, nn.Conv2d)
            assert head.bias is not None
            nn.init.normal_(head.weight, std=0.01)
            nn.init.zeros_(head.bias)
            head.bias.data[:ANCHORS] = -4.0  # a face is rare
        self.fine = nn.ModuleList(
            nn.Sequential(_Unit(width + neck, fine), _Unit(fine, fine)) for width in (quarter, eighth, sixteenth)
        )
        self.field_heads = nn.ModuleList(nn.Conv2d(fine, 10, 3, 1, 1) for _ in STRIDES)

    def forward(self, pictures: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """Answers [b, 2 * 15, h / s, w / s] per stride s: two scores (before the sigmoid), two boxes, two times five
        points. Fields [b, 10, 2 h / s, 2 w / s]: per place, how far each of the five points near it is, in cells."""
        quarter = self.quarter(self.stem(pictures))
        eighth = self.eighth(quarter)
        sixteenth = self.sixteenth(eighth)
        maps = (eighth, sixteenth, self.last(sixteenth))
        levels = [lateral(x) for lateral, x in zip(self.lateral, maps, strict=True)]
        for upper in (1, 0):
            levels[upper] = levels[upper] + _doubled(levels[upper + 1])
        answers, fields = [], []
        finer = (quarter, eighth, sixteenth)
        for index, level in enumerate(levels):
            answers.append(self.heads[index](self.towers[index](level)))
            near = torch.cat([finer[index], _doubled(level)], 1)
            fields.append(self.field_heads[index](self.fine[index](near)))
        return answers, fields


def _doubled(maps: Tensor) -> Tensor:
    return F.interpolate(maps, scale_factor=2.0, mode="nearest")


def parted(answer: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """One stride's answer [b, 30, h, w] as logits [b, n], distances [b, n, 4] >= 0 and offsets [b, n, 10] in strides,
    n = h * w * 2, anchors innermost, as insightface counts them."""
    batch = answer.shape[0]

    def flat(part: Tensor, each: int) -> Tensor:
        return part.permute(0, 2, 3, 1).reshape(batch, -1, each)

    logits, boxes, points = answer.split((ANCHORS, 4 * ANCHORS, 10 * ANCHORS), 1)
    return flat(logits, 1)[..., 0], F.softplus(flat(boxes, 4)), flat(points, 10)


def corners(answer: Tensor) -> Tensor:
    """Where the cells of an answer begin [n, 2] (x, y), in strides, each twice: one for each anchor."""
    height, width = answer.shape[2], answer.shape[3]
    rows = torch.arange(height, device=answer.device).to(torch.float32)[:, None, None].expand(height, width, ANCHORS)
    columns = torch.arange(width, device=answer.device).to(torch.float32)[None, :, None].expand(height, width, ANCHORS)
    return torch.stack([columns.reshape(-1), rows.reshape(-1)], 1)


def nearer(points: Tensor, field: Tensor) -> Tensor:
    """Points [b, n, 5, 2] in strides (x, y), each moved by what the field [b, 10, 2 h, 2 w] says where it stands."""
    # A stride is two of the field's cells; -1..1 over the picture, edge to edge. The sides are read where they are
    # used: in a tensor of their own the exporter would take them for constants.
    across, down = points[..., 0] * 4 / field.shape[3] - 1, points[..., 1] * 4 / field.shape[2] - 1
    places = torch.stack([across, down], -1)
    moves = [
        F.grid_sample(
            field[:, 2 * k : 2 * k + 2], places[:, :, k : k + 1], mode="bilinear", padding_mode="border",
            align_corners=False,
        )[..., 0].transpose(1, 2)
        for k in range(5)
    ]  # fmt: skip
    return points + torch.stack(moves, 2) / 2


class ScrfdGraph(nn.Module):
    """A detector with the nine outputs of the SCRFD contract, for one picture: scores, boxes, points of each stride."""

    def __init__(self, detector: FaceDetector) -> None:
        super().__init__()
        self.detector = detector

    def forward(self, picture: Tensor) -> tuple[Tensor, ...]:
        answers, fields = self.detector(picture)
        found = [parted(answer) for answer in answers]
        points = []
        for (_, _, offsets), answer, field in zip(found, answers, fields, strict=True):
            begin = corners(answer)[:, None]
            guessed = begin + offsets.reshape(1, -1, 5, 2)
            points.append((nearer(nearer(guessed, field), field) - begin).reshape(-1, 10))
        scores = [logits[0].sigmoid()[:, None] for logits, _, _ in found]
        return (*scores, *(boxes[0] for _, boxes, _ in found), *points)


class FaceRecogniser(nn.Module):
    """Aligned faces [b, 3, 112, 112], (x - 127.5) / 127.5, to embeddings [b, 512] of any length."""

    def __init__(self, widths: Sequence[int] = (32, 64, 96)) -> None:
        super().__init__()
        first, second, third = widths
        self.stem = nn.Sequential(nn.Conv2d(3, first, 6, 4, 1, bias=False), nn.BatchNorm2d(first), nn.ReLU())
        self.blocks = nn.Sequential(
            _Residual(first, first),
            _Residual(first, second, 2),
            _Residual(second, second),
            _Residual(second, third, 2),
            _Residual(third, third),
        )
        # Where a feature stands in an aligned face matters: one weight per place and channel, then a projection.
        self.places = nn.Conv2d(third, third, 7, groups=third, bias=False)
        self.places_norm = nn.BatchNorm2d(third)
        self.head = nn.Linear(third, EMBEDDING, bias=False)
        self.norm = nn.BatchNorm1d(EMBEDDING)

    def forward(self, faces: Tensor) -> Tensor:
        x = self.places_norm(self.places(self.blocks(self.stem(faces)))).flatten(1)
        return self.norm(self.head(x))


def arcface_loss(embeddings: Tensor, centres: Tensor, people: Tensor, scale: float, margin: float) -> Tensor:
    """Additive angular margin softmax [arXiv:1801.07698, eq. 3]. embeddings [b, d], centres [people, d], people [b]."""
    cosines = F.linear(F.normalize(embeddings), F.normalize(centres)).clamp(-1 + 1e-6, 1 - 1e-6)
    own = cosines.gather(1, people[:, None])
    with_margin = torch.cos(torch.acos(own) + margin)
    # past pi the cosine would rise again: go on falling there [the authors' code does the same]
    with_margin = torch.where(own > -math.cos(margin), with_margin, own - margin * math.sin(margin))
    return F.cross_entropy(scale * cosines.scatter(1, people[:, None], with_margin), people)
