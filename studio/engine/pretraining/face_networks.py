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
CUT_PX, CUT_MARGIN = 56, 1.15  # a face cut out for its points: side, and as a share of its box
CUTS = 96  # of the likeliest cells, several for each face


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
    """Pictures [b, 3, h, w], sides divisible by 32, (x - 127.5) / 128, to scores, boxes and points per stride."""

    def __init__(self, widths: Sequence[int] = (16, 24, 40, 56, 72), neck: int = 40) -> None:
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

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """Per stride [b, 2 * 15, h / s, w / s]: two scores (before the sigmoid), two boxes, two times five points."""
        eighth = self.eighth(self.quarter(self.stem(pictures)))
        sixteenth = self.sixteenth(eighth)
        levels = [
            lateral(x) for lateral, x in zip(self.lateral, (eighth, sixteenth, self.last(sixteenth)), strict=True)
        ]
        for upper in (1, 0):
            levels[upper] = levels[upper] + F.interpolate(levels[upper + 1], scale_factor=2.0, mode="nearest")
        return [head(tower(x)) for head, tower, x in zip(self.heads, self.towers, levels, strict=True)]


def parted(answer: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """One stride's answer [b, 30, h, w] as logits [b, n], distances [b, n, 4] >= 0 and offsets [b, n, 10] in strides,
    n = h * w * 2, anchors innermost, as insightface counts them."""
    batch = answer.shape[0]

    def flat(part: Tensor, each: int) -> Tensor:
        return part.permute(0, 2, 3, 1).reshape(batch, -1, each)

    logits, boxes, points = answer.split((ANCHORS, 4 * ANCHORS, 10 * ANCHORS), 1)
    return flat(logits, 1)[..., 0], F.softplus(flat(boxes, 4)), flat(points, 10)


class PointFinder(nn.Module):
    """Faces cut out by their box [n, 3, 56, 56], (x - 127.5) / 128, to five points [n, 5, 2] in sides of the cut."""

    def __init__(self, widths: Sequence[int] = (16, 32, 64), hidden: int = 96) -> None:
        super().__init__()
        first, second, third = widths
        self.blocks = nn.Sequential(
            _Unit(3, first, 3, 2),
            _Unit(first, second, 3, 2),
            _Residual(second, second),
            _Unit(second, third, 3, 2),
            _Residual(third, third),
            _Unit(third, 24, 1),
        )
        self.mix = nn.Linear(24 * (CUT_PX // 8) ** 2, hidden)
        self.head = nn.Linear(hidden, 10)
        nn.init.zeros_(self.head.weight)
        nn.init.constant_(self.head.bias, 0.5)

    def forward(self, faces: Tensor) -> Tensor:
        return self.head(F.relu(self.mix(self.blocks(faces).flatten(1)))).view(-1, 5, 2)


def cuts(boxes: Tensor) -> tuple[Tensor, Tensor]:
    """The squares around boxes [n, 4], with a margin: where they begin [n, 2] and their sides [n, 1]."""
    sides = CUT_MARGIN * (boxes[:, 2:] - boxes[:, :2]).amax(1, keepdim=True).clamp(min=1e-3)
    return (boxes[:, :2] + boxes[:, 2:]) / 2 - sides / 2, sides


def cut_out(picture: Tensor, begins: Tensor, sides: Tensor) -> Tensor:
    """Squares of a picture [1, 3, h, w], in px, as [n, 3, 56, 56]; black beyond its edge is grey here."""
    steps = (torch.arange(CUT_PX, device=picture.device).to(torch.float32) + 0.5) / CUT_PX
    across = (begins[:, :1] + sides * steps) * 2 / picture.shape[3] - 1  # [n, 56]
    down = (begins[:, 1:] + sides * steps) * 2 / picture.shape[2] - 1
    count = begins.shape[0]
    grid = torch.stack(
        [across[:, None].expand(count, CUT_PX, CUT_PX), down[:, :, None].expand(count, CUT_PX, CUT_PX)], -1
    )
    found = F.grid_sample(picture, grid.reshape(1, count * CUT_PX, CUT_PX, 2), align_corners=False)
    return found.view(3, count, CUT_PX, CUT_PX).transpose(0, 1)


class ScrfdGraph(nn.Module):
    """The nine outputs of the SCRFD contract for one picture: scores, boxes, points of each stride.

    The likeliest cells' faces are cut out of the picture and their points looked for again, from near [ours]: a guess
    from afar is off by a tenth of the eyes' distance, and a recogniser aligns faces by these points. Pictures have 64
    px a side or more.
    """

    def __init__(self, detector: FaceDetector, finder: PointFinder) -> None:
        super().__init__()
        self.detector, self.finder = detector, finder

    def forward(self, picture: Tensor) -> tuple[Tensor, ...]:
        answers = self.detector(picture)
        found = [parted(answer) for answer in answers]
        scores = [logits[0].sigmoid()[:, None] for logits, _, _ in found]
        begins = torch.cat([corners(answer) * stride for answer, stride in zip(answers, STRIDES, strict=True)])
        strides = torch.cat([torch.full_like(part, float(s)) for part, s in zip(scores, STRIDES, strict=True)])
        reach = torch.cat([boxes[0] for _, boxes, _ in found]) * strides
        offsets = torch.cat([points[0] for _, _, points in found])
        _, best = torch.cat(scores)[:, 0].topk(CUTS)
        corner, own = begins[best], reach[best]
        squares, sides = cuts(torch.cat([corner - own[:, :2], corner + own[:, 2:]], 1))
        points = squares[:, None] + self.finder(cut_out(picture, squares, sides)) * sides[:, None]
        exact = ((points - corner[:, None]) / strides[best][:, None]).reshape(-1, 10)
        offsets = offsets.scatter(0, best[:, None].expand(-1, 10), exact)
        counts = [part.shape[0] for part in scores]
        first, second = counts[0], counts[0] + counts[1]
        return (*scores, *(boxes[0] for _, boxes, _ in found), offsets[:first], offsets[first:second], offsets[second:])


def corners(answer: Tensor) -> Tensor:
    """Where the cells of an answer [b, 30, h, w] begin [2 * h * w, 2] (x, y), in strides, once for each anchor."""
    height, width = answer.shape[2], answer.shape[3]
    rows = torch.arange(height, device=answer.device).to(torch.float32)[:, None, None].expand(height, width, ANCHORS)
    columns = torch.arange(width, device=answer.device).to(torch.float32)[None, :, None].expand(height, width, ANCHORS)
    return torch.stack([columns.reshape(-1), rows.reshape(-1)], 1)


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
