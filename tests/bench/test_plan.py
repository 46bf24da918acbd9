import pytest

from slidegen.bench.plan import DTYPES, LARGEST, SIZES, make
from slidegen.errors import UsageError


def test_by_default_both_dtypes_at_all_sizes_and_shapes() -> None:
    plan = make()
    for dtype in DTYPES:
        own = [case for case in plan.cases if case.dtype == dtype]
        assert [case.rows for case in own if case.group.startswith("Square")] == list(SIZES)
        assert {"128x256x784", "6272x16x25", "6272x16x150", "512x1x512"} <= {case.size for case in own}
    assert SIZES[0] == 16
    assert SIZES[-1] == 1024
    assert (plan.rounds, plan.patient) == (5, False)


def test_options_narrow_it_down() -> None:
    plan = make([3, 40], ["float64"], rounds=7, kernel="simd")
    assert [(case.size, case.dtype) for case in plan.cases] == [("3", "float64"), ("40", "float64")]
    assert (plan.rounds, plan.patient, plan.kernel) == (7, True, "simd")


@pytest.mark.parametrize("size", [0, -1, LARGEST + 1])
def test_a_size_out_of_range(size: int) -> None:
    with pytest.raises(UsageError, match=f"size {size} "):
        make([16, size])


def test_no_rounds() -> None:
    with pytest.raises(UsageError, match="rounds"):
        make(rounds=0)
