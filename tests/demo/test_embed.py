"""From an address in Markdown to the HTML of a slide."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from slidegen.demo import embed
from slidegen.demo.manifest import Manifest
from slidegen.errors import DemoError, Location
from slidegen.model import DemoUse


def use(address: str, **attrs: str) -> DemoUse:
    name, params = embed.parse_address(address)
    return DemoUse(name, params, attrs, Location(Path("talk.md"), 4))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("demo:tiny", ("tiny", {})),
        ("demo:tiny?rate=1&kind=l2", ("tiny", {"rate": "1", "kind": "l2"})),
        ("demo:tiny?rate=1&amp;kind=l2", ("tiny", {"rate": "1", "kind": "l2"})),
        (" demo:tiny?rate= ", ("tiny", {"rate": ""})),
        ("demo:tiny?rate", ("tiny", {"rate": ""})),
        ("demo:tiny?a=%E4%B8%AD", ("tiny", {"a": "中"})),
    ],
)
def test_parse_address(text: str, result: tuple[str, dict[str, str]]) -> None:
    assert embed.parse_address(text) == result


def test_figure(manifest: Manifest) -> None:
    found = embed.figure(
        use("demo:tiny?kind=l2&rate=1", height="300px", ui="min"), manifest, "../../", "xor-1"
    )
    image, frame = found
    assert found.attrib == {"class": "sg-demo", "data-demo": "tiny", "style": "--demo-height:300px"}
    assert image.attrib["src"] == "../../_slidegen/demos/tiny/poster.svg"
    assert image.attrib["alt"] == "Tiny: A line"
    assert frame.attrib["data-demo-src"] == "../../_slidegen/demos/tiny/index.html?rate=1&kind=l2&ui=min"
    assert (frame.attrib["data-instance"], frame.attrib["title"]) == ("xor-1", "Tiny")
    assert "src" not in frame.attrib


def test_without_parameters_there_is_no_question_mark(manifest: Manifest) -> None:
    assert embed.demo_address(use("demo:tiny"), manifest, "") == "_slidegen/demos/tiny/index.html"


def test_the_order_is_the_manifests_whatever_the_author_wrote(manifest: Manifest) -> None:
    one = embed.demo_address(use("demo:tiny?theme=dark&kind=l1&rate=1", ui="min"), manifest, "../")
    other = embed.demo_address(use("demo:tiny?rate=1&ui=min&kind=l1&theme=dark"), manifest, "../")
    assert one == other


def test_hostile_text_stays_text(manifest: Manifest) -> None:
    wanted = 'zh"><script>alert(1)</script>'
    found = embed.figure(
        DemoUse("tiny", {"lang": wanted}, {}, Location(Path("a.md"))), manifest, "../", 'a"b'
    )
    html = etree.tostring(found, encoding="unicode", method="html")
    assert "<script" not in html
    address = found[1].attrib["data-demo-src"]
    assert dict(parse_qsl(urlsplit(address).query)) == {"lang": wanted}


def test_background(manifest: Manifest) -> None:
    assert embed.background_attrs(use("demo:tiny?rate=1"), manifest, "../", "s-1") == {
        "data-background-demo-src": "../_slidegen/demos/tiny/index.html?rate=1",
        "data-background-interactive": "",
        "data-instance": "s-1",
    }


@pytest.mark.parametrize("height", ["tall", "10", "2001", "-300", "300em", "", "٣٠٠"])
def test_heights_that_cannot_be(manifest: Manifest, height: str) -> None:
    with pytest.raises(DemoError) as caught:
        embed.figure(use("demo:tiny", height=height), manifest, "../", "a-1")
    assert str(caught.value) == (
        f"talk.md:4: height={height} is not a height for a demo (a number of pixels from 160 to 2000)"
    )


def test_unknown_attribute(manifest: Manifest) -> None:
    with pytest.raises(
        DemoError, match=r"talk\.md:4: a demo has no attribute 'hight' \(did you mean height\?\)"
    ):
        embed.figure(use("demo:tiny", hight="300"), manifest, "../", "a-1")


def test_a_parameter_is_checked(manifest: Manifest) -> None:
    for embedding in (embed.figure, embed.background_attrs):
        with pytest.raises(DemoError, match=r"talk\.md:4: .*outside"):
            embedding(use("demo:tiny?rate=7"), manifest, "../", "a-1")
