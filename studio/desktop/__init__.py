"""What the person sees: Qt, never torch. Layers from the top: app > ui > viewmodel > service > jobs."""

from studio.desktop.immortal import make_immortal

make_immortal()
