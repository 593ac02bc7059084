"""The desktop stays light: nothing heavy is imported, not even once every screen was shown."""

from __future__ import annotations

import json
import subprocess
import sys

from studio.desktop.service import preferences

_SCRIPT = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from studio.desktop.app import Desktop
app = QApplication([])
late = {"pydantic", "numpy", "PIL", "pyqtgraph", "studio.desktop.ui.theme.switcher", "studio.desktop.ui.rail"}
frame = sorted(late & set(sys.modules))
filled = set()
_later = {"numpy", "PIL", "studio.desktop.service.cutting", "studio.desktop.viewmodel.merging",
          "studio.desktop.viewmodel.bench", "studio.desktop.viewmodel.create", "studio.desktop.viewmodel.teach",
          "studio.desktop.ui.controls.queue_drawer", "studio.desktop.ui.gallery.subject_page"}
desktop = Desktop(app)
def leave():
    for key in ("teach", "create", "results"):
        desktop.window.show_screen(key)
    app.quit()
def opened():
    desktop.service.catalogue_changed.connect(lambda: filled.update(_later & set(sys.modules)))
    desktop.service.catalogue_changed.connect(leave)
desktop.window.painted.connect(opened)
QTimer.singleShot(40_000, app.quit)
desktop.window.show()
app.exec()
desktop.close()
heavy = {"qtawesome", "torch", "torchvision", "diffusers", "transformers", "insightface", "cv2", "accelerate", "peft"}
print(json.dumps({"frame": frame, "heavy": sorted(heavy & set(sys.modules)), "filled": sorted(filled),
                  "screens": desktop.window.stack.count(),
                  "engine": sorted(m for m in sys.modules if m.startswith("studio.engine"))}))
"""


def test_no_heavy_import_on_any_screen() -> None:
    preferences.save(preferences.Preferences(is_welcomed=True))  # the welcome draws, so it needs more
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, timeout=55)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert said["heavy"] == []
    assert said["engine"] == []
    assert said["frame"] == [], "the empty frame is painted before these are imported"
    assert said["filled"] == [], "the first screen is filled before these are imported"
    assert said["screens"] == 4
    assert "Traceback" not in done.stderr
