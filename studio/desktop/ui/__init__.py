"""The only part that imports QtWidgets: the window, one folder per screen, reusable controls, the theme."""
