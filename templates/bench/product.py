"""One product of matrices, checked and timed: the same code in a Pyodide with npwasm and in one without."""

from time import perf_counter

import numpy as np

# As a lecture writes it; a and b are matrices, x and y vectors.
FORMS = {
    "a @ b": lambda a, b: a @ b,
    "a.T @ b": lambda a, b: a.T @ b,
    "a @ b.T": lambda a, b: a @ b.T,
    "a @ x": lambda a, x: a @ x,
    "x @ b": lambda x, b: x @ b,
    "x @ y": lambda x, y: x @ y,
}
# A sample is some bursts: long enough for a clock that ticks in steps of 0.1 ms, short enough to be left alone even on
# a busy machine.
BURST_SECONDS = 0.006
BURSTS = 10
TRIES = 3  # before it is believed how long a burst takes
WARM_UP_SECONDS = 1.5
SLOW_SECONDS = 0.5  # then what a first call costs more than the next ones is nothing


class Timed:
    """A function and its arguments, to be timed."""

    def __init__(self, function, operands):
        self.function, self.operands = function, operands
        self.repeats = self.bursts = 1

    def calibrate(self):
        """Set how often to call it in one burst, and how many bursts make a sample; the seconds of one."""
        self.bursts = TRIES
        burst = self.seconds() * self.repeats
        self.bursts = max(1, min(BURSTS, round(BURST_SECONDS * BURSTS / burst)))
        return burst * self.bursts

    def seconds(self):
        """Seconds of one call: of the burst that was disturbed least, as `timeit` advises.

        Code that has become faster meanwhile (a browser compiles it twice) gets longer bursts from then on.
        """
        while (burst := self._fastest(self.bursts)) < BURST_SECONDS / 2:
            self.repeats *= 2
        return burst / self.repeats

    def _fastest(self, bursts):
        return min(self._elapsed() for _ in range(bursts))

    def _elapsed(self):
        start = perf_counter()
        for _ in range(self.repeats):
            self.function(*self.operands)
        return perf_counter() - start


class Product(Timed):
    """A product and its operands.

    They hold whole numbers from -4 to 4: every result up to 4096 terms is then exact in float32, and right or wrong.
    """

    def __init__(self, form, rows, columns, inner, dtype):
        rng = np.random.default_rng(rows * 1_000_003 + columns * 1009 + inner)
        self.a = rng.integers(-4, 5, (rows, inner)).astype(dtype)
        self.b = rng.integers(-4, 5, (inner, columns)).astype(dtype)
        self.witness = rng.integers(-1000, 1001, columns).astype(np.float64)
        super().__init__(FORMS[form], stored(form, self.a, self.b))

    def prepare(self):
        """Multiply once and check the result; then find out how often to multiply.

        Returns what is wrong in words, empty if nothing is; the seconds that a sample takes; and whether that is so
        long that this first product can count as one.
        """
        start = perf_counter()
        result = self.function(*self.operands)
        seconds = perf_counter() - start
        slow = seconds > SLOW_SECONDS
        return {"wrong": self.wrong(result), "seconds": seconds if slow else self.calibrate(), "slow": slow}

    def wrong(self, result):
        """What is wrong with the result, in words; empty if it is right.

        Freivalds, Fast Probabilistic Algorithms, 1979: C is A B if C x is A (B x) for a random x. Worked out by
        elementwise products and sums in float64, without any product of matrices.
        """
        if result.dtype != self.a.dtype:
            return f"the result is {result.dtype}, not {self.a.dtype}"
        c = np.asarray(result, np.float64).reshape(len(self.a), -1)
        if c.shape[1] != len(self.witness):
            return f"the result has {c.shape[1]} columns, not {len(self.witness)}"
        right = (self.a * (self.b * self.witness).sum(axis=1)).sum(axis=1)
        different = int(((c * self.witness).sum(axis=1) != right).sum())
        return f"{different} of {len(c)} rows are not what they should be" if different else ""


def stored(form, a, b):
    """The operands as the form wants them: what it transposes lies transposed in memory, vectors have one axis."""
    left = np.ascontiguousarray(a.T) if "a.T" in form else a
    right = np.ascontiguousarray(b.T) if "b.T" in form else b
    return (a[0] if form.startswith("x") else left, b[:, 0] if form[-1] in "xy" else right)


def warm_up():
    """A browser compiles code quickly first and well later, beside what runs: give it the time."""
    made = Product("a @ b", 16, 16, 16, "float32")
    end = perf_counter() + WARM_UP_SECONDS
    while perf_counter() < end:
        made.function(*made.operands)


def about(kernel):
    """What this Python is, as plain values; with npwasm installed if it was loaded."""
    import importlib.util
    import platform

    facts = {"numpy": np.__version__, "python": platform.python_version(), "engine": None}
    if importlib.util.find_spec("npwasm"):
        import npwasm

        facts["engine"] = npwasm.install(kernel).as_dict() | {"version": npwasm.__version__}
    return facts
