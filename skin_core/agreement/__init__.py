"""How far gradings agree: statistics that pages, cards and training reports share."""
