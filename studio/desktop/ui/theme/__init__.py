"""Colours, fonts, icons and the style sheet, all from one token table."""
