"""Every failure SkinDesk expects; the words a clinician reads live in i18n, under the code.

SkinError
 +-- PhotoError                 a file that cannot be analysed
 |    +-- PhotoEmpty            nothing in the file
 |    +-- PhotoUnreadable       not a picture, or a damaged one
 |    |    +-- PhotoRaw         a camera's raw file, or a small picture in front of the photo
 |    |    +-- PhotoColours     colours coded in a way that is not read
 |    |    +-- PhotoOtherFormat a picture format that is not read, by its name
 |    |    +-- JpegLossless, JpegArithmetic, JpegDeep  a JPEG that is coded so
 |    +-- PhotoTruncated        the file ends in the middle
 |    +-- PhotoAnimated         a moving picture
 |    +-- PhotoTooLarge         more pixels than may be decoded
 |    +-- PhotoFileTooLarge     more bytes than may be uploaded
 |    +-- PhotoTooSmall         fewer pixels than can be judged
 |    +-- PhotoTooMany          one more than a case may hold
 |    +-- PhotoMissing          no such file
 +-- UnknownModel               no model of that name in weights/
 +-- NoOwnModel                 a model of one's own was asked for, and none was brought in
 +-- ModelNotChosen             several models could answer, and none is chosen
 +-- WeightsDamaged             a weight file is missing or differs from its digest
 +-- UnknownFact                a clinical fact that the schema does not hold
 +-- InvalidFact                a value outside what the fact allows
 |    +-- OnsetAfterVisit       an onset after the visit
 |    +-- OnsetBeforeBirth      an onset before the patient was born
 +-- InvalidCase                a case told by another program that cannot be meant so
 +-- ScoreError                 a severity index that cannot be worked out
 |    +-- ScoreContradicts      a sign without an area, or an area without a sign
 |    +-- ScoreIncomplete       values are missing
 |    +-- ScoreOutOfRange       a value the index does not know
 |    +-- ScoreNotUnderstood    no number, no yes or no, no table
 |    +-- ScoreUnknownPlace     a value the index does not ask for
 +-- AnnotationError            outlines or a mask that cannot be used
 |    +-- AnnotationUnreadable  neither labelme nor COCO nor a PNG mask, or damaged
 |    +-- AnnotationMalformed   something in the file is missing or impossible
 |    +-- AnnotationShapeUnknown  a shape of a kind that is not read
 |    +-- AnnotationLabelMissing  no outline has the label asked for
 |    +-- AnnotationSeveral     outlines of several photos, and none was named
 |    +-- AnnotationOutside     all that was drawn lies outside the photo
 |    +-- AnnotationBoxOnly     boxes, and no outline
 |    +-- AnnotationTooLarge    more pixels than may be drawn
 |    +-- AnnotationFormatUnknown  no format has this ending
 |    +-- MaskIsPhoto           many greys or colours where a mask is wanted
 +-- MeasureError               a lesion on a photo that cannot be measured
 |    +-- MaskSizeDiffers       the mask is of another size than the photo
 |    +-- MaskEmpty             nothing is outlined
 |    +-- LesionFillsPhoto      the outline reaches all four borders
 |    +-- ScaleImpossible       no photo of skin has this scale
 |    +-- ScaleTwice            a scale was told beside the card
 |    +-- LengthTooShort        a length for a scale that cannot be read exactly enough
 |    +-- MarksNotSet           a mark that nobody moved onto ruler or coin
 |    +-- MarksTooClose         two marks that tell no length
 |    +-- CardMissing           no scale card is seen
 |    +-- CardHidden            parts of the card are covered or cut off
 |    +-- CardBent              the card is not flat
 |    +-- CardOverLesion        the outline reaches over the card
 |    +-- CardAslant            the lesion lies much farther off than the card
 +-- OwnModelError              a model of the clinic's own that cannot be brought in, or fails
 |    +-- OwnFileUnreadable, OnnxUnreadable, OnnxTooLarge, OnnxExternal, OnnxOperator,
 |    +-- OnnxNoPhoto, OnnxNoClasses, OnnxWillNotRun, OnnxTooSlow, OnnxNotFinite,
 |    +-- ClassNamesMissing, ClassNamesDiffer, ClassUnknown, DiseaseUnknown, NothingMapped,
 |    +-- OwnPhotosTooFew, NothingFits, OwnNameInvalid, OwnNameTaken, CheckpointUnfit,
 |    +-- PackageMissing        what each means stands with its class
 +-- OutlineError               an outline drawn by hand that cannot be used
 |    +-- OutlineMalformed      its run lengths are missing or damaged
 |    +-- OutlineSizeDiffers    of another shape than the photo
 |    +-- OutlineEmpty          nothing is outlined, by a network neither
 |    +-- OutlineRejected       the clinician found no lesion where a network outlined one
 +-- RegistrationError          two photos that cannot be laid over each other
 |    +-- PhotosDiffer          different sites, or nothing on them agrees
 |    +-- TooFewMarks           the skin shows too little to compare
 |    +-- PointsNotSet          a point that nobody moved onto the skin's place
 |    +-- PointsTooClose        points set by hand that lie together or in one line
 +-- ReadingError               something in the reading room
 |    +-- ReadingSetIncomplete  no name, no sign or no photo
 |    +-- ReadingSetFull        more photos than a set may hold
 |    +-- ReadingSetGone        the set or the photo was erased
 |    +-- ReaderMissing         no name of who reads
 |    +-- GradeImpossible       a grade that its scale does not have
 +-- InvalidTreatment           a treatment without a name, or that ends before it began
 +-- ReviewInPast               a next review on a day that is over
 +-- InvalidBirth               a birth that is no date, before 1880 or after a visit
 +-- TextNotStorable            text with characters that no database holds
 +-- StoreError                 something in the store
 |    +-- StoreNewer            made by a later version of SkinDesk
 |    +-- StoreDamaged          the database file is damaged, or is none
 |    +-- StoreReadOnly         the disk or the folder may not be written to
 |    +-- StoreOutOfReach       the folder or the server cannot be reached
 |    +-- StoreMisplaced        photos beside a database that knows nobody
 |    +-- StoreLocked           another process keeps the database
 |    +-- CaseNotFound          no such case, patient or draft
 |    +-- DraftChanged          another window changed the draft meanwhile
 |    +-- DraftSaved            another window saved the draft, or threw it away
 |    +-- FileDamaged           a stored file is missing or differs from its digest
 |    +-- StoreFull             no space left on the disk
 +-- BundleError                the bundle of a case that is not taken in
 |    +-- BundleUnreadable      no ZIP, or not a whole one
 |    +-- BundleOther           a ZIP without a case to take in
 |    +-- BundleUnsafe          a part that no export has
 |    +-- BundleTooLarge        more than a case has
 |    +-- BundleAltered         a part is not as it was exported
 |    +-- BundleNewer           exported by a later version of SkinDesk
 |    +-- BundleImpossible      something that no case can have
 |    +-- BundleDiffers         the case is here and went on otherwise
 +-- ReportError                something in a report
 |    +-- MissingGlyph          a character no packaged font can draw
 |    +-- ReportFrozen          the report was signed and cannot be changed
 |    +-- SignatureMissing      no name to sign with
 +-- SettingsError              a setting that cannot be read
 +-- ApiError                   a request of another program that is not answered
      +-- ApiOff                no key is set, and none may be without
      +-- ApiKeyMissing         no key is shown
      +-- ApiKeyWrong           a key of nobody
      +-- ApiForeign            a page of another address asks
      +-- ApiTooFast            too many requests of one key
      +-- ApiTooSlow            a body that stops coming
      +-- ApiBusy               too many photos wait
      +-- ApiBodyTooLarge       too many bytes
      +-- ApiMediaType          a body of the wrong kind
      +-- ApiInvalid            something is missing or of the wrong kind
      +-- ApiPhotoMissing       no photo
      +-- ApiNoSuchPlace        an address where nothing is
      +-- ApiMethod             a method that the address does not answer
      +-- IdempotencyKeyInvalid   no key that a request can have
      +-- IdempotencyKeyReused    the key of another request
      +-- IdempotencyInProgress   the same request is under way
      +-- ApiEnding             SkinDesk is being closed
"""

from skin_core.errors.annotation import (
    AnnotationBoxOnly,
    AnnotationError,
    AnnotationFormatUnknown,
    AnnotationLabelMissing,
    AnnotationMalformed,
    AnnotationOutside,
    AnnotationSeveral,
    AnnotationShapeUnknown,
    AnnotationTooLarge,
    AnnotationUnreadable,
    MaskIsPhoto,
)
from skin_core.errors.api import (
    ApiBodyTooLarge,
    ApiBusy,
    ApiEnding,
    ApiError,
    ApiForeign,
    ApiInvalid,
    ApiKeyMissing,
    ApiKeyWrong,
    ApiMediaType,
    ApiMethod,
    ApiNoSuchPlace,
    ApiOff,
    ApiPhotoMissing,
    ApiTooFast,
    ApiTooSlow,
    IdempotencyInProgress,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
)
from skin_core.errors.asked import (
    InvalidBirth,
    InvalidCase,
    InvalidFact,
    ModelNotChosen,
    NoOwnModel,
    OnsetAfterVisit,
    OnsetBeforeBirth,
    SettingsError,
    TextNotStorable,
    UnknownFact,
    UnknownModel,
    WeightsDamaged,
)
from skin_core.errors.base import SkinError
from skin_core.errors.bundle import (
    BundleAltered,
    BundleDiffers,
    BundleError,
    BundleImpossible,
    BundleNewer,
    BundleOther,
    BundleTooLarge,
    BundleUnreadable,
    BundleUnsafe,
)
from skin_core.errors.card import (
    CardAslant,
    CardBent,
    CardHidden,
    CardMissing,
    CardOverLesion,
)
from skin_core.errors.diary import InvalidTreatment, ReviewInPast
from skin_core.errors.language_model import (
    LanguageModelBlind,
    LanguageModelChoseNothing,
    LanguageModelError,
    LanguageModelFolderUnfit,
    LanguageModelGarbled,
    LanguageModelNoAnswer,
    LanguageModelNoRoom,
    LanguageModelPackageMissing,
    LanguageModelRefused,
    LanguageModelTooSlow,
    LanguageModelUnreachable,
)
from skin_core.errors.measure import (
    LengthTooShort,
    LesionFillsPhoto,
    MarksNotSet,
    MarksTooClose,
    MaskEmpty,
    MaskSizeDiffers,
    MeasureError,
    ScaleImpossible,
    ScaleTwice,
)
from skin_core.errors.outline import (
    OutlineEmpty,
    OutlineError,
    OutlineMalformed,
    OutlineRejected,
    OutlineSizeDiffers,
)
from skin_core.errors.own_model import (
    CheckpointUnfit,
    ClassNamesDiffer,
    ClassNamesMissing,
    ClassUnknown,
    DiseaseUnknown,
    NothingFits,
    NothingMapped,
    OnnxExternal,
    OnnxNoClasses,
    OnnxNoPhoto,
    OnnxNotFinite,
    OnnxOperator,
    OnnxTooLarge,
    OnnxTooSlow,
    OnnxUnreadable,
    OnnxWillNotRun,
    OwnFileUnreadable,
    OwnModelError,
    OwnNameInvalid,
    OwnNameTaken,
    OwnPhotosTooFew,
    PackageMissing,
)
from skin_core.errors.photo import (
    JpegArithmetic,
    JpegDeep,
    JpegLossless,
    PhotoAnimated,
    PhotoColours,
    PhotoEmpty,
    PhotoError,
    PhotoFileTooLarge,
    PhotoMissing,
    PhotoOtherFormat,
    PhotoRaw,
    PhotoTooLarge,
    PhotoTooMany,
    PhotoTooSmall,
    PhotoTruncated,
    PhotoUnreadable,
)
from skin_core.errors.reading import (
    GradeImpossible,
    ReaderMissing,
    ReadingError,
    ReadingSetFull,
    ReadingSetGone,
    ReadingSetIncomplete,
)
from skin_core.errors.registration import (
    PhotosDiffer,
    PointsNotSet,
    PointsTooClose,
    RegistrationError,
    TooFewMarks,
)
from skin_core.errors.report import (
    MissingGlyph,
    ReportError,
    ReportFrozen,
    SignatureMissing,
)
from skin_core.errors.score import (
    ScoreContradicts,
    ScoreError,
    ScoreIncomplete,
    ScoreNotUnderstood,
    ScoreOutOfRange,
    ScoreUnknownPlace,
)
from skin_core.errors.store import (
    CaseNotFound,
    DraftChanged,
    DraftSaved,
    FileDamaged,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMisplaced,
    StoreNewer,
    StoreOutOfReach,
    StoreReadOnly,
)
