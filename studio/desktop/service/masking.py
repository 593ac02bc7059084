"""The service's part that finds subjects in photos: by a click, by itself after an import, or for all photos of one.

Each wish goes to a process of its own (cutting.py), which starts with the first.
Not here: brushing (viewmodel/brush.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.core.errors import WorkerDied
from studio.desktop.service.open_library import OpenLibrary
from studio.desktop.service.query import Lane, Query
from studio.desktop.translation import tr
from studio.library.gallery.records import Photo

if TYPE_CHECKING:  # imported with the first wish, after the window is on screen
    from studio.desktop.service.cutting import Click, Cutter
    from studio.desktop.service.proposing import MasksGiven


_AGAIN_MS = 200


class Masking(OpenLibrary):
    """Signals beside OpenLibrary's: photos_proposed(): more photos have a proposed mask."""

    photos_proposed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proposal_lane = Lane(self)
        self._unseen: deque[Photo] = deque()  # photos whose subject is to be looked for, one after the other
        self._is_looking = False
        self._look_later = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._look_later.timeout.connect(self._look_on)
        self._looked_at: set[tuple[str, int]] = set()  # BLAKE3 and turn of what was looked for in this session
        self._cutting: Cutter | None = None

    def close(self) -> None:
        """As OpenLibrary's; what is being looked for is dropped."""
        self._unseen.clear()
        self._proposal_lane.clear()
        if self._cutting is not None:
            self._cutting.close()
        self._proposal_lane.waitForDone(10_000)
        super().close()

    def cut_out(self, picture: QImage, clicks: Sequence[Click]) -> Query:
        """What was clicked on, as a mask; gives an 8-bit grey QImage, white is the subject."""
        cutter = self._cutter()
        return Query(self, self._picture_lane, lambda: cutter.cut_out(picture, clicks)).run()

    def propose_masks(self, photos: Sequence[Photo]) -> None:
        """Look, in the background, for the subject of photos that were not looked at; `photos_proposed` follows."""
        for photo in photos:
            if (key := (photo.blake3, photo.rotation_deg)) not in self._looked_at:
                self._looked_at.add(key)
                self._unseen.append(photo)
        self._look_on()

    def _look_on(self) -> None:
        """At the next photo; one at a time, so that 20,000 of them wait without a task each.

        What is on screen comes first: while it waits for its pictures, nothing is looked for.
        """
        if self._is_looking or not self._unseen:
            return
        if self.thumbnails.waiting:
            self._look_later.start()
            return
        from studio.desktop.service.proposing import propose

        self._is_looking = True
        work = partial(propose, self._open_root(), self._unseen.popleft(), self._cutter())
        Query(self, self._proposal_lane, work).done(self._on_seen).failed(self._on_unseen).run()

    def _on_seen(self, is_known: bool) -> None:
        self._is_looking = False
        if is_known:
            self.photos_proposed.emit()
        self._look_on()

    def _on_unseen(self, error: Exception) -> None:
        """Nobody asked, so nothing is said: `mask_photos` and a click say what is wrong. What dies on one photo would
        be started anew for each of the others, so these wait for the next session."""
        if isinstance(error, WorkerDied):
            self._unseen.clear()
        self._on_seen(False)

    def mask_photos(self, subject_id: str) -> Query:
        """What is proposed for each photo that has no mask; gives MasksGiven. Nothing is stored: `add_masks` does."""
        from studio.desktop.service.proposing import MasksGiven, proposed_masks

        subject = next(subject for subject in self.subjects if subject.id == subject_id)
        root, cutter = self._open_root(), self._cutter()

        def work() -> MasksGiven:
            masks = proposed_masks(root, subject.photos, cutter, lambda: self._shelf is not None)
            bare = sum(not photo.has_mask for photo in subject.photos)
            return MasksGiven(subject.id, subject.name, masks, bare - len(masks))

        self._unseen.clear()  # what waits there is done here first
        self._looked_at.clear()
        return self._ask(work, tr("Proposing masks for {name}", name=subject.name), self._proposal_lane)

    def add_masks(self, subject_id: str, masks: Mapping[str, bytes]) -> Query:
        """Masks by photo id for photos that have none; gives the ids that got one."""
        return self._change(lambda shelf: shelf.add_masks(subject_id, masks), "")

    def take_masks_back(self, subject_id: str, masks: Mapping[str, bytes]) -> Query:
        """Undo `add_masks`, but for masks that were brushed on since; gives the ids whose mask is gone."""
        return self._change(lambda shelf: shelf.take_masks_back(subject_id, masks), "")

    def _forget_cutter(self) -> None:
        """Another segmenter is in use: the next wish starts a process with it. Proposals that are kept stay."""
        cutting, self._cutting = self._cutting, None
        if cutting is not None:
            cutting.close()
        self._unseen.clear()
        self._looked_at.clear()

    def _cutter(self) -> Cutter:
        from studio.desktop.service.cutting import Cutter

        if self._cutting is None:
            self._cutting = Cutter()
        return self._cutting
