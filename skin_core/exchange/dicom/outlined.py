"""The outline of a lesion: as a segmentation, and burned into a copy of its photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core import __version__
from skin_core.domain.case import Case
from skin_core.domain.outline import OutlinedBy
from skin_core.exchange.dicom.attributes import (
    MAKER,
    NO_SERIAL_NUMBER,
    Series,
    code_of,
    file_of,
    instance,
    tell,
    tell_place,
    uid_of,
)
from skin_core.exchange.dicom.paper import EXPLICIT
from skin_core.exchange.dicom.photograph import JPEG_BASELINE, srgb_profile, tell_image
from skin_core.imaging.overlay import draw_mask, fit, to_jpeg

if TYPE_CHECKING:
    from highdicom.seg import SegmentDescription
    from pydicom import Dataset

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_MASKS, _BURNED = Series("outline", 2, "SEG"), Series("burned", 3, "OT")
_BURNED_SIDE_PX = 1600
_COLOUR = (255, 255, 255)
_QUALITY = 90


@dataclass(frozen=True, slots=True, eq=False)
class Outlined:
    """What counts as the lesion of a photo.

    number: what its identifiers are made of: another outline of the same photo has another one.
    mask: (H, W), of the photo's shape, of any size. by: who drew it; model: the network, "" of a
    clinician.
    """

    number: str
    mask: Mask
    by: OutlinedBy
    model: str = ""
    model_version: str = ""


def segmentation_file(case: Case, photo: Dataset, outlined: Outlined, place: int) -> bytes:
    """The outline as a segmentation of the photo. photo: as `photograph` made it."""
    from highdicom.seg import Segmentation, SegmentationTypeValues

    mask = _fitted(outlined.mask, photo.Rows, photo.Columns)
    made = Segmentation(
        source_images=[photo],
        pixel_array=mask[None].astype(np.uint8),
        segmentation_type=SegmentationTypeValues.BINARY,
        segment_descriptions=[_described(case, outlined)],
        series_instance_uid=uid_of("series-outline", case.case_id),
        series_number=_MASKS.number,
        sop_instance_uid=uid_of(_MASKS.kind, outlined.number),
        instance_number=place,
        manufacturer=MAKER,
        manufacturer_model_name=MAKER,
        software_versions=__version__,
        device_serial_number=NO_SERIAL_NUMBER,
        content_label="LESION",
        omit_empty_frames=False,
    )
    common = instance(case, _MASKS, made.SOPClassUID, outlined.number, place)
    made.update(common)
    tell(made, PatientOrientation="")
    _settle(made, outlined.number)
    return file_of(made, EXPLICIT)


def _settle(made: Dataset, number: str) -> None:
    """Give it what it has at every making: highdicom takes the clock and chance for some of it."""
    for name in ("InstanceCreationDate", "InstanceCreationTime"):
        made.pop(name, None)
    for equipment in made.get("ContributingEquipmentSequence", ()):
        equipment.pop("ContributionDateTime", None)
    dimensions = uid_of("dimensions", number)
    for one in (made.DimensionOrganizationSequence[0], *made.DimensionIndexSequence):
        tell(one, DimensionOrganizationUID=dimensions)


def burned_file(
    case: Case, photo: Dataset, pixels: Pixels, outlined: Outlined, place: int
) -> bytes:
    """A smaller copy of the photo with the outline drawn on it. pixels: upright sRGB, (H, W, 3)."""
    shown = fit(pixels, _BURNED_SIDE_PX)
    drawn = draw_mask(shown, _fitted(outlined.mask, *shown.shape[:2]), _COLOUR)
    told = instance(case, _BURNED, SECONDARY_CAPTURE, outlined.number, place)
    tell_image(told, to_jpeg(drawn, _QUALITY), srgb_profile())
    tell(
        told,
        ImageType=["DERIVED", "SECONDARY"],
        ConversionType="WSD",
        DerivationDescription="Outline of the lesion drawn on the photo",
        SourceImageSequence=[_reference(photo)],
    )
    tell_place(told, case)
    return file_of(told, JPEG_BASELINE)


def _fitted(mask: Mask, height: int, width: int) -> Mask:
    """The mask at another size of the same shape."""
    cover = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cover >= 0.5, np.bool_)


def _described(case: Case, outlined: Outlined) -> SegmentDescription:
    from highdicom import AlgorithmIdentificationSequence, seg
    from pydicom.sr.coding import Code

    by_network = outlined.by is OutlinedBy.NETWORK
    family = Code("123110", "DCM", "Artificial Intelligence")
    kinds = seg.SegmentAlgorithmTypeValues
    return seg.SegmentDescription(
        segment_number=1,
        segment_label="Lesion",
        segmented_property_category=Code("49755003", "SCT", "Morphologically Abnormal Structure"),
        segmented_property_type=Code("52988006", "SCT", "Lesion"),
        algorithm_type=kinds.AUTOMATIC if by_network else kinds.MANUAL,
        algorithm_identification=AlgorithmIdentificationSequence(
            name=outlined.model, version=outlined.model_version, family=family
        )
        if by_network
        else None,
        tracking_uid=uid_of("lesion", case.lesion.lesion_id),
        tracking_id=case.lesion.lesion_id,
        anatomic_regions=None,
    )


def _reference(photo: Dataset) -> Dataset:
    from pydicom import Dataset

    told = Dataset()
    purpose = code_of("121322", "DCM", "Source image for image processing operation")
    tell(
        told,
        ReferencedSOPClassUID=photo.SOPClassUID,
        ReferencedSOPInstanceUID=photo.SOPInstanceUID,
        PurposeOfReferenceCodeSequence=[purpose],
    )
    return told
