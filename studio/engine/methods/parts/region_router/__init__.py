"""Several subjects in one picture, each bound to its own region: words, weights and edits of any method."""

from studio.engine.methods.parts.region_router.maps import Outline
from studio.engine.methods.parts.region_router.router import RegionRouter, RoutedRegion, Routing, Texts

__all__ = ["Outline", "RegionRouter", "RoutedRegion", "Routing", "Texts"]
