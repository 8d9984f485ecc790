"""SkinDesk: a clinician's skin-disease workbench; decision support, never a diagnosis."""

__version__ = "0.1.0"
