"""A case as objects of DICOM: photos, outlines and signed reports, each a file."""
