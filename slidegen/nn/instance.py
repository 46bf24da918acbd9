"""One running demo: a model made from its source text, its parameters and a seed.

The same class runs in the browser's worker and in CPython, where tests, checks and posters use it.
"""

from __future__ import annotations

import hashlib
import io
import json
import linecache
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from slidegen.nn.rng import stream

Array = npt.NDArray[Any]
FRAME_TYPES = ("float32", "int32", "uint8")
RECORD = "__instance__"


class ModelError(Exception):
    """A model failed. `where` is its file and line, `message` what Python said."""

    def __init__(self, message: str, where: str) -> None:
        super().__init__(f"{where}: {message}")
        self.message = message
        self.where = where


class Instance:
    """A model, the number of steps it has made, and what it was made from.

    Args:
        source: the text of a model.py, which defines `class Model`.
        params: the demo's parameters, as its manifest checked them.
        seed: the same seed and parameters give the same bits, within one runtime.
        filename: what errors call the source.

    Raises:
        ModelError: the source has an error, has no `Model`, or the model cannot be made.
    """

    def __init__(self, source: str, params: Mapping[str, Any], seed: int, filename: str = "model.py") -> None:
        self.params = dict(params)
        self.seed = int(seed)
        self.step = 0
        self._filename = filename
        # Tracebacks show the model's lines although no such file exists in the browser.
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        self._make = self._compiled(source)
        self.model = self._new()

    def advance(self, n: int | None, budget_ms: float, clock: Callable[[], float] = time.perf_counter) -> int:
        """Train until `n` steps are made or `budget_ms` is spent, at least one; returns how many."""
        made, end = 0, clock() + budget_ms / 1000.0
        with self._located():
            while n is None or made < n:
                self.model.step()
                self.step += 1
                made += 1
                if clock() >= end:
                    break
        return made

    def frame(self) -> tuple[int, dict[str, float], dict[str, Array]]:
        """What a view draws: the step, the metrics, and C-contiguous arrays of `FRAME_TYPES`."""
        with self._located():
            metrics = {name: float(value) for name, value in self.model.metrics().items()}
            arrays = {name: np.ascontiguousarray(array) for name, array in self.model.view().items()}
        for name, array in arrays.items():
            if array.dtype.name not in FRAME_TYPES:
                allowed = ", ".join(FRAME_TYPES)
                raise ModelError(f"view()[{name!r}] is {array.dtype}, not one of {allowed}", self._filename)
        return self.step, metrics, arrays

    def set(self, changes: Mapping[str, Any]) -> None:
        """Change parameters: at once where `Model.live` names them, else by starting again with them.

        Raises:
            ValueError: the model does not know the name or cannot take the value, which then stays as it was.
        """
        live = tuple(getattr(self.model, "live", ()))
        for name in changes:
            if name not in live and name != "seed" and name not in self.params:
                raise ValueError(f"the model has no parameter {name!r}")
        if any(name not in live for name in changes):
            given = {name: value for name, value in changes.items() if name in self.params or name == "seed"}
            self._restart_with({**self._cleared(given), **given})
            changes = {name: value for name, value in changes.items() if name not in given}
        for name, value in changes.items():
            self._set_live(name, value)

    def reset(self) -> None:
        """Back to step 0 with the present parameters."""
        self.model = self._new()
        self.step = 0

    def save(self) -> bytes:
        """Everything needed to go on bit-identically, as an .npz file."""
        with self._located():
            state = self.model.state()
        record = json.dumps({"step": self.step, "seed": self.seed, "params": self.params}, sort_keys=True)
        buffer = io.BytesIO()
        arrays: dict[str, Any] = {**state, RECORD: np.frombuffer(record.encode(), np.uint8)}
        np.savez(buffer, allow_pickle=False, **arrays)
        return buffer.getvalue()

    def load(self, data: bytes) -> None:
        """Go on from what `save` gave: parameters, seed, step and the model's state."""
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            state = {name: archive[name] for name in archive.files}
        record = json.loads(state.pop(RECORD).tobytes())
        self.params, self.seed = record["params"], record["seed"]
        self.model = self._new()
        with self._located():
            self.model.load(state)
        self.step = record["step"]

    def digest(self) -> str:
        """SHA-256 (hexadecimal) over the step and the trainable arrays: equal exactly when their bits are."""
        sha = hashlib.sha256(str(self.step).encode())
        with self._located():
            arrays = self.model.params()
        for name in sorted(arrays):
            array = np.ascontiguousarray(arrays[name])
            sha.update(f"\n{name} {array.dtype.str} {array.shape}\n".encode())
            sha.update(array.tobytes())
        return sha.hexdigest()

    def _set_live(self, name: str, value: Any) -> None:
        with self._located(ValueError):
            self.model.set(name, value)
            # A model may keep its own record of a change, such as the list of added points.
            settings = getattr(self.model, "settings", None)
            self.params.update(settings() if settings else {name: value})

    def _cleared(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """What the model's optional `clears` puts back when these parameters change."""
        clears: Mapping[str, Mapping[str, Any]] = getattr(self.model, "clears", {})
        return {name: value for one in changes for name, value in clears.get(one, {}).items()}

    def _restart_with(self, changes: Mapping[str, Any]) -> None:
        before = self.params, self.seed
        self.params = {**self.params, **changes}
        self.seed = int(changes.get("seed", self.seed))
        try:
            self.reset()
        except BaseException:
            self.params, self.seed = before
            raise

    def _new(self) -> Any:
        with self._located():
            return self._make(self.params, stream(self.seed, "model"))

    def _compiled(self, source: str) -> Callable[..., Any]:
        namespace: dict[str, Any] = {"__name__": "model", "__file__": self._filename}
        with self._located():
            exec(
                compile(source, self._filename, "exec"), namespace
            )  # the demo's own code, from its own folder
        if "Model" not in namespace:
            raise ModelError("there is no class Model", self._filename)
        return namespace["Model"]  # type: ignore[no-any-return]

    @contextmanager
    def _located(self, passing: type[Exception] = ModelError) -> Iterator[None]:
        """Turn whatever the model raises into a ModelError, except `passing`."""
        try:
            yield
        except Exception as error:
            if isinstance(error, (ModelError, passing)):
                raise
            message = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
            raise ModelError(message, self._where(error)) from error

    def _where(self, error: Exception) -> str:
        """The innermost line of the model's own file in the traceback."""
        if isinstance(error, SyntaxError) and error.filename == self._filename:
            return f"{self._filename}:{error.lineno}"
        frames = traceback.extract_tb(sys.exc_info()[2])
        lines = [frame.lineno for frame in frames if frame.filename == self._filename]
        return f"{self._filename}:{lines[-1]}" if lines else self._filename
