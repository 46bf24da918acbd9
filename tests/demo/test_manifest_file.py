"""demo.toml: every mistake is found, on its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from slidegen.demo.manifest_file import read
from slidegen.errors import DemoError


def failure(path: Path) -> str:
    with pytest.raises(DemoError) as caught:
        read(path)
    text = str(caught.value)
    assert "\n" not in text
    return text.removeprefix(str(path))


def test_a_good_file(folder: Path) -> None:
    manifest = read(folder / "demo.toml")
    assert (manifest.name, manifest.title) == ("tiny", "Tiny")
    assert manifest.params[1].choices == ("l1", "l2")
    assert manifest.params[0].resets
    assert manifest.expect["loss"] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "Tiny"', 'titel = "Tiny"', ":1: unknown key 'titel' (did you mean title?)"),
        ('title = "Tiny"', "title = 1", ":1: title is not a string"),
        ('title = "Tiny"', "", ": the file lacks the key 'title'"),
        ('outputs = ["loss"]', "outputs = [1]", ":4: outputs is not a list"),
        ('type = "float"', 'type = "flaot"', ":7: params.rate has no type that exists (types: int, float,"),
        ('label = "Rate"\n', "", ":6: params.rate lacks the key 'label'"),
        ("max = 2.0", "", ":6: params.rate lacks the key 'max'"),
        ("max = 2.0", "maximum = 2.0", ":11: unknown key 'maximum'"),
        ("max = 2.0", "max = true", ":11: max is not a finite number"),
        ("max = 2.0", "max = inf", ":11: max is not a finite number"),
        ("min = 0.1", "min = -inf", ":10: min is not a finite number"),
        ("min = 0.1", "min = nan", ":10: min is not a finite number"),
        ("max = 2.0", f"max = 1{'0' * 400}", ":11: max is not a finite number"),
        ("[params.kind]", "[params.seed]", ":14: params.seed has the type choice (the seed has the type "),
        ("max = 2.0", "max = 0.05", ":10: params.rate: min is above max"),
        ("default = 0.5", "default = 5", ":9: params.rate: the default 5 is outside 0.1 to 2.0"),
        ("default = 0.5", "default = true", ":9: params.rate: the default is not float"),
        ("max = 2.0", 'max = 2.0\nscale = "cubic"', ":12: params.rate: 'cubic' is no scale (linear or log)"),
        ("min = 0.1", 'min = 0.0\nscale = "log"', ":10: params.rate: a log scale needs a min above 0"),
        ('default = "l1"', 'default = "l3"', ":16: params.kind: the default 'l3' is not one of l1, l2"),
        ("choices =", "min = 1\nchoices =", ":17: unknown key 'min'"),
        ("[params.rate]", "[params.theme]", ":6: a parameter cannot be called 'theme'"),
        ("[params.rate]", "[params.Rate]", ":6: a parameter cannot be called 'Rate'"),
        ("steps = 10", "steps = 0", ":20: expect.steps cannot be used"),
        ("loss = [0.0, 1.0]", "lss = [0.0, 1.0]", ":21: expect.lss cannot be used"),
        ("loss = [0.0, 1.0]", "loss = 1.0", ":21: expect.loss cannot be used"),
    ],
)
def test_mistakes(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "demo.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert failure(path).startswith(message)


def test_not_toml(folder: Path) -> None:
    (folder / "demo.toml").write_text("title = ", "utf-8")
    assert failure(folder / "demo.toml").startswith(": is not TOML: ")


def test_not_utf8(folder: Path) -> None:
    (folder / "demo.toml").write_bytes(b'title = "\xff"')
    assert failure(folder / "demo.toml").startswith(": is not TOML: ")


def test_missing(tmp_path: Path) -> None:
    assert failure(tmp_path / "demo.toml") == ": cannot be read (No such file or directory)"


def test_points_say_where_they_may_lie(folder: Path) -> None:
    path = folder / "demo.toml"
    text = '[params.points]\ntype = "points"\nlabel = "P"\ndefault = ""\nmax = 9\nwithin = 1.2\nlabels = 2\n'
    path.write_text(path.read_text("utf-8").replace("[expect]", text + "[expect]"), "utf-8")
    assert read(path).params[-1].within == 1.2
    path.write_text(path.read_text("utf-8").replace("within = 1.2\n", ""), "utf-8")
    assert failure(path) == ":19: params.points lacks the key 'within'"


def test_a_parameter_that_is_no_table(folder: Path) -> None:
    path = folder / "demo.toml"
    path.write_text('title="a"\nsummary="b"\nnotice="c"\noutputs=[]\n[params]\nrate = 1\n', "utf-8")
    assert failure(path) == ":6: params.rate is not a table"
