"""A photo as a VL Photographic Image, or as a Dermoscopic Photography Image (Supplement 221)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, JpegImagePlugin

from skin_core.domain.case import Case, StoredPhoto
from skin_core.domain.photo import PhotoKind
from skin_core.exchange.dicom.attributes import (
    Series,
    file_of,
    instance,
    tell,
    tell_moment,
    tell_place,
    uid_of,
)
from skin_core.imaging.overlay import to_jpeg

if TYPE_CHECKING:
    from pydicom import Dataset

Pixels = NDArray[np.uint8]

VL_PHOTO = "1.2.840.10008.5.1.4.1.1.77.1.4"
DERMOSCOPIC = "1.2.840.10008.5.1.4.1.1.77.1.7"
JPEG_BASELINE = "1.2.840.10008.1.2.4.50"
_QUALITY = 95
_UPRIGHT = 1
_ORIENTATION = 0x0112
_WHOLE_COLOUR = 0  # of get_sampling: 4:4:4
_DATED = slice(24, 36)  # when a profile was made; it must not differ from run to run


def is_dermoscopic(case: Case) -> bool:
    """Whether the photos were judged as dermoscopic."""
    return case.analysis.kind is PhotoKind.DERMOSCOPIC


def photograph(case: Case, photo: StoredPhoto, place: int, data: bytes, pixels: Pixels) -> Dataset:
    """The photo as an image. data: as stored. pixels: upright sRGB, (H, W, 3).

    A plain upright JPEG keeps its compressed pixels and its colour profile; of any other one a JPEG
    is made, since DICOM tells no orientation and knows few formats.
    """
    dermoscopic = is_dermoscopic(case)
    series = Series("photo", 1, "DMS" if dermoscopic else "XC")
    told = instance(
        case,
        series,
        DERMOSCOPIC if dermoscopic else VL_PHOTO,
        f"{case.case_id}/{photo.photo_id}",
        place,
    )
    jpeg, profile = _plain_jpeg(data)
    if not jpeg:
        jpeg, profile = to_jpeg(pixels, _QUALITY), b""
    tell_image(told, jpeg, profile or srgb_profile())
    tell(told, ImageType=["ORIGINAL", "PRIMARY"], AcquisitionContextSequence=[])
    tell_place(told, case)
    if dermoscopic:
        _tell_dermoscopy(told, case)
    return told


def photo_file(told: Dataset) -> bytes:
    """The file of an image whose pixels are JPEG."""
    return file_of(told, JPEG_BASELINE)


def tell_image(told: Dataset, jpeg: bytes, profile: bytes) -> None:
    """The pixels of an image. jpeg: baseline, colour, upright."""
    from pydicom.encaps import encapsulate

    with Image.open(io.BytesIO(jpeg)) as picture:
        width, height = picture.size
        whole = JpegImagePlugin.get_sampling(picture) == _WHOLE_COLOUR
    tell(
        told,
        Rows=height,
        Columns=width,
        PatientOrientation="",  # of skin nobody says
        SamplesPerPixel=3,
        PlanarConfiguration=0,
        PhotometricInterpretation="YBR_FULL" if whole else "YBR_FULL_422",
        BitsAllocated=8,
        BitsStored=8,
        HighBit=7,
        PixelRepresentation=0,
        LossyImageCompression="01",
        LossyImageCompressionMethod="ISO_10918_1",
        LossyImageCompressionRatio=round(3 * width * height / len(jpeg), 2),
        ICCProfile=profile + b"\0" * (len(profile) % 2),
        PixelData=encapsulate([jpeg]),
    )
    tell(told["PixelData"], VR="OB", is_undefined_length=True)


def srgb_profile() -> bytes:
    """The profile of sRGB, always the same bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATED] = b"\x07\xea\0\x0c\0\x01" + bytes(6)
    return bytes(profile)


def _plain_jpeg(data: bytes) -> tuple[bytes, bytes]:
    """The bytes of a baseline JPEG in colour that stands upright, and its profile; else none."""
    with Image.open(io.BytesIO(data)) as picture:
        is_plain = (
            isinstance(picture, JpegImagePlugin.JpegImageFile)
            and picture.mode == "RGB"
            and not picture.info.get("progressive")
            and picture.info.get("adobe_transform", 1) == 1
            and JpegImagePlugin.get_sampling(picture) >= 0
            and picture.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT
        )
        return (data, picture.info.get("icc_profile") or b"") if is_plain else (b"", b"")


def _tell_dermoscopy(told: Dataset, case: Case) -> None:
    """What the definition of dermoscopic images asks beyond that of photos.

    Light, contact and magnification stay empty: nobody is asked for them. A pattern of moles may
    tell who somebody is.
    """
    tell_moment(told, "Acquisition", case.created_at)
    tell(
        told,
        FrameOfReferenceUID=uid_of("frame", told.SOPInstanceUID),
        PositionReferenceIndicator="",
        RecognizableVisualFeatures="YES",
        LightSourcePolarization=None,
        EmitterColorTemperature=None,
        ContactMethod=None,
        OpticalMagnificationFactor=None,
    )
