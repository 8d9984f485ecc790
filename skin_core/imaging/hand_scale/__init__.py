"""A scale told by hand, for photos without the printed card."""

from skin_core.imaging.hand_scale.told import TILT_DEG, ToldScale, coins, told_scale

__all__ = ["TILT_DEG", "ToldScale", "coins", "told_scale"]
