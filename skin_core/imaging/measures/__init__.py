"""Size, form and colour of an outlined lesion on a photo."""

from skin_core.imaging.measures.contrast import Contrast, NotMeasurable
from skin_core.imaging.measures.measure import LesionMeasures, measure_lesion
from skin_core.imaging.measures.redness import Redness

__all__ = ["Contrast", "LesionMeasures", "NotMeasurable", "Redness", "measure_lesion"]
