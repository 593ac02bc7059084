"""Likeness Studio: personalized pictures and clips, on your own computer."""

__version__ = "0.1.0"
