"""SkinDesk: a clinician's skin-disease workbench; decision support, never a diagnosis."""
