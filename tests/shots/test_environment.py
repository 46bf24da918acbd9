import pytest

from slidegen.shots.context import Settings
from slidegen.shots.environment import look_around

pytestmark = pytest.mark.browser


def test_one_machine_is_one_environment(chromium):
    first, second = look_around(chromium, Settings()), look_around(chromium, Settings())
    assert first == second
    assert (first.browser, first.version, first.scale) == ("chromium", chromium.version, 1)
    assert str(first).startswith(f"chromium {chromium.version}, ")


def test_another_scale_is_another_environment(chromium):
    first, second = look_around(chromium, Settings()), look_around(chromium, Settings(scale=2))
    assert (second.scale, first.probe == second.probe) == (2, False)


def test_other_font_rendering_is_another_environment(chromium, monkeypatch, tmp_path):
    """The probe stands in for fonts: a page drawn with another font has another hash."""
    from slidegen.shots import environment

    other = tmp_path / "probe.html"
    other.write_text(environment.PROBE.read_text("utf-8").replace("sans-serif", "monospace"), "utf-8")
    first = look_around(chromium, Settings())
    monkeypatch.setattr(environment, "PROBE", other)
    assert look_around(chromium, Settings()) != first
