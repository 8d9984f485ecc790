"""Pixels in numpy and OpenCV; no torch."""
