"""python -m skin_core.training.train_gate: train and release the gate, in a few minutes."""

import json
import logging
from collections.abc import Sequence

import cv2
import numpy as np
import torch
from numpy.random import Generator

from skin_core.catalogue import WEIGHTS, PixelSpec
from skin_core.models.classifier import SkinNet
from skin_core.models.pretrained import load_imagenet
from skin_core.settings import ROOT
from skin_core.training.cache import PhotoCache, open_cache
from skin_core.training.gate import KINDS, Embedded, degrade, embed, fit_linear, fit_scope
from skin_core.training.nonskin import draw_nonskin
from skin_core.training.photos import (
    Photo,
    clinical_photos,
    data_folder,
    dermoscopic_photos,
    digest_of,
    not_skin_photos,
)
from skin_core.training.refusal import in_one_sentence
from skin_core.training.release import HALF, base_table, write_model
from skin_core.training.splits import Split, split_by_group

BACKBONE = "mobilenetv2_100"
INIT = ROOT.parent / "shared" / "backbones" / "mobilenetv2_tv.safetensors"
SIZE = 128
SEED = 2026
DRAWN = 1200
VIEWS = {"clinical": 1, "dermoscopic": 1, "not_skin": 8}
DERMOSCOPIC_PHOTOS = 3000
log = logging.getLogger(__name__)


def kind_of(photo: Photo) -> str:
    """Which of the three kinds a photo of the data folder is."""
    if photo.label == "not_skin":
        return "not_skin"
    return "dermoscopic" if photo.source in ("ham10000", "isic2017") else "clinical"


def gate_split() -> tuple[list[Photo], Split]:
    """All pictures the gate may see, and their split by group."""
    folder, rng = data_folder(), np.random.default_rng(SEED)
    dermoscopic = dermoscopic_photos(folder)
    some = rng.permutation(len(dermoscopic))[:DERMOSCOPIC_PHOTOS]
    photos = clinical_photos(folder) + [dermoscopic[int(i)] for i in sorted(some)]
    photos += not_skin_photos(folder)
    return photos, split_by_group(photos, 0.2, rng)


def train_gate() -> None:
    """Embed degraded views, fit the linear layer and the scope, write weights/gate/."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng = np.random.default_rng(SEED)
    photos, split = gate_split()
    cache = open_cache(photos, data_folder(), ROOT / ".cache")
    net = SkinNet([BACKBONE], len(KINDS)).eval().to(memory_format=torch.channels_last)
    load_imagenet(net.backbone(), BACKBONE, str(INIT))
    embedded = embed_views(net, split.train, cache, rng)
    layer = fit_linear(embedded)
    net.head.load_state_dict(layer.state_dict())
    folder = WEIGHTS / "gate"
    folder.mkdir(parents=True, exist_ok=True)
    skin = embedded.values[embedded.kinds != KINDS.index("not_skin")]
    scope = fit_scope(skin)
    np.savez(
        folder / "scope.npz",
        mean=scope["mean"],
        projection=scope["projection"],
        centres=scope["centres"],
    )
    table = base_table("gate", "gate", BACKBONE, SIZE)
    table["labels"] = list(KINDS)
    write_model(net, table, folder)
    record = {"seed": SEED, "data_digest": digest_of(photos), "views": VIEWS, "drawn": DRAWN}
    (folder / "training.json").write_text(json.dumps(record, indent=1), encoding="utf-8")


def embed_views(
    net: SkinNet, photos: Sequence[Photo], cache: PhotoCache, rng: Generator
) -> Embedded:
    """Embeddings of degraded views of the training pictures, and of drawn ones."""
    pixels = PixelSpec(SIZE, 1.0, HALF, HALF)
    jobs = [(photo, kind_of(photo)) for photo in photos for _ in range(VIEWS[kind_of(photo)])]
    values, kinds = [], []
    for start in range(0, len(jobs), 32):
        some = jobs[start : start + 32]
        views = [degrade(cache[photo.path], rng) for photo, _ in some]
        values.append(embed(net, views, pixels))
        kinds += [KINDS.index(kind) for _, kind in some]
        if start % 3200 == 0:
            log.info("%d of %d", start, len(jobs))
    for _ in range(0, DRAWN, 32):
        drawn = [degrade(draw_nonskin(int(rng.integers(100, 400)), rng), rng) for _ in range(32)]
        values.append(embed(net, drawn, pixels))
        kinds += [KINDS.index("not_skin")] * 32
    return Embedded(np.concatenate(values), np.array(kinds, np.int64))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        train_gate()
