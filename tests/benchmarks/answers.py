"""The numbers that contestants of compute.py are given, and whether what they worked out of them is right."""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from slidegen import resources

CHECKS = Path(__file__).parent.parent / "engine" / "checks"
PRODUCT = resources.templates() / "bench" / "product.py"
FOLDERS = [str(CHECKS), str(PRODUCT.parent)]
sys.path += FOLDERS

import networks  # noqa: E402
import product  # noqa: E402

Job = dict[str, Any]
STEPS = 5  # of a network, compared between all


class Wrong(Exception):
    """A contestant worked out something else than the others."""


def given(job: Job) -> Job:
    """The numbers of a job for one that is not NumPy: float32, C order, base64."""
    if job["kind"] == "product":
        made = operands(job)
        return {"a": packed(made.a), "b": packed(made.b)}
    training = networks.Training(job["name"])
    p, optimiser = training.network.p, training.network.optimiser
    weights = [p[f"W{i}"] for i in range(training.network.layers)]
    return {
        "optimiser": "adam" if "Adam" in job["name"] else "sgd",
        "rate": float(optimiser.rate),
        "batch": len(training.x),
        "x": packed(training.x),
        "labels": training.labels.tolist(),
        "layers": [{"rows": len(w), "columns": w.shape[1], "w": packed(w)} for w in weights],
        "steps": STEPS,
    }


def packed(array: Any) -> str:
    """Its bytes."""
    return base64.b64encode(np.ascontiguousarray(array)).decode()


def judge(name: str, job: Job, answer: Mapping[str, Any]) -> None:
    """Raises Wrong where a contestant says that it is, or its product or what its network learns is not ours."""
    if answer.get("wrong"):
        raise Wrong(f"{name}: {job}: {answer['wrong']}")
    if "product" in answer:
        made, found = operands(job), np.frombuffer(base64.b64decode(answer["product"]), np.float32)
        if not np.array_equal(found, (made.a @ made.b).ravel()):
            raise Wrong(f"{name}: {job}: the product is not what it should be")
    if "losses" in answer:
        training = networks.Training(job["name"].removesuffix(" helped"))
        expected = [training.steps(1) for _ in range(STEPS)]
        if not np.allclose(answer["losses"], expected, rtol=2e-3):
            raise Wrong(f"{name}: {job}: losses {answer['losses']}, not {expected}")


def operands(job: Job) -> Any:
    """The product of a job."""
    return product.Product(**{key: value for key, value in job.items() if key != "kind"})
