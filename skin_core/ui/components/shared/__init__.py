"""Drawn on several screens: the frame, marks, inputs and texts."""
