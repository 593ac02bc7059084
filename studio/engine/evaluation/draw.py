"""Draws the pairs that are scored: each prompt and seed with the artifact, and without it for the plain class.

Both sides come from the studio's own sampling loop with the backbone's default steps and guidance, so that the artifact
is the only difference. Pictures are stored as they are finished.
Not here: the loop (studio/engine/generation), measuring (score.py).
"""
