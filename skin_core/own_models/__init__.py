"""Models of other makers brought in: read with distrust, tried on labelled photos, calibrated."""
