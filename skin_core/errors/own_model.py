"""Why a model of the clinic's own cannot be brought in, or gives no answer."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class OwnModelError(SkinError):
    """A model of another maker that cannot be used."""

    code = "error.own_model.failed"


@dataclass(eq=False, kw_only=True)
class OwnFileUnreadable(OwnModelError):
    """A file or folder that was named cannot be read, or holds something else. file: its name."""

    code = "error.own_model.file"
    file: str


class OnnxUnreadable(OwnModelError):
    """No ONNX file, or a damaged one."""

    code = "error.own_model.unreadable"


@dataclass(eq=False, kw_only=True)
class OnnxTooLarge(OwnModelError):
    """More than is run beside the shipped models. limit_mb: the most."""

    code = "error.own_model.too_large"
    limit_mb: int


class OnnxExternal(OwnModelError):
    """Its weights lie in other files: a path in a model may point anywhere."""

    code = "error.own_model.external"


@dataclass(eq=False, kw_only=True)
class OnnxOperator(OwnModelError):
    """It needs operators of another maker, or of a version that is not run. found: which."""

    code = "error.own_model.operator"
    found: str


@dataclass(eq=False, kw_only=True)
class OnnxNoPhoto(OwnModelError):
    """It does not take one square RGB picture. found: what it takes."""

    code = "error.own_model.no_photo"
    found: str


@dataclass(eq=False, kw_only=True)
class OnnxNoClasses(OwnModelError):
    """It does not give one value for each class. found: what it gives."""

    code = "error.own_model.no_classes"
    found: str


class OnnxWillNotRun(OwnModelError):
    """ONNX Runtime cannot run it."""

    code = "error.own_model.will_not_run"


@dataclass(eq=False, kw_only=True)
class OnnxTooSlow(OwnModelError):
    """One photo takes it too long. seconds: the most."""

    code = "error.own_model.too_slow"
    seconds: int


class OnnxNotFinite(OwnModelError):
    """Its answer holds values that are no numbers."""

    code = "error.own_model.not_finite"


class ClassNamesMissing(OwnModelError):
    """Nothing tells the names of its classes."""

    code = "error.own_model.names_missing"


@dataclass(eq=False, kw_only=True)
class ClassNamesDiffer(OwnModelError):
    """As many names as it has not classes. names, classes: how many of each."""

    code = "error.own_model.names_differ"
    names: int
    classes: int


@dataclass(eq=False, kw_only=True)
class ClassUnknown(OwnModelError):
    """A map or folder speaks of a class that the model does not have. nearest: one it has."""

    code = "error.own_model.class_unknown"
    label: str
    nearest: str


@dataclass(eq=False, kw_only=True)
class DiseaseUnknown(OwnModelError):
    """A map names a disease that is not in the list. nearest: one that is."""

    code = "error.own_model.disease_unknown"
    label: str
    nearest: str


class NothingMapped(OwnModelError):
    """No class of the model is a disease of the list."""

    code = "error.own_model.nothing_mapped"


@dataclass(eq=False, kw_only=True)
class OwnPhotosTooFew(OwnModelError):
    """Too few photos tell what they show. found, least: how many there are and must be."""

    code = "error.own_model.photos_too_few"
    found: int
    least: int


@dataclass(eq=False, kw_only=True)
class NothingFits(OwnModelError):
    """However photos are handed to it, it is no better than a guess. right, found: of photos."""

    code = "error.own_model.nothing_fits"
    right: int
    found: int


@dataclass(eq=False, kw_only=True)
class OwnNameInvalid(OwnModelError):
    """A name that cannot be that of a folder. label: as told."""

    code = "error.own_model.name_invalid"
    label: str


@dataclass(eq=False, kw_only=True)
class OwnNameTaken(OwnModelError):
    """A model of that name is there already."""

    code = "error.own_model.name_taken"
    label: str


@dataclass(eq=False, kw_only=True)
class CheckpointUnfit(OwnModelError):
    """A checkpoint that does not belong to the network named. label: of timm."""

    code = "error.own_model.checkpoint"
    label: str


@dataclass(eq=False, kw_only=True)
class PackageMissing(OwnModelError):
    """What brings a model in is not part of the light installation. package: what is missing."""

    code = "error.own_model.package"
    package: str
