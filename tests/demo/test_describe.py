"""`slidegen demo show`: every parameter with its limits, and a line of Markdown that works."""

from __future__ import annotations

import re

from slidegen.demo import embed
from slidegen.demo.catalog import load_catalog
from slidegen.demo.describe import describe


def test_every_parameter_is_there_and_the_line_is_valid() -> None:
    demo = load_catalog().find("playground")
    text = describe(demo)
    for param in demo.manifest.params:
        assert re.search(rf"^  {param.name} ", text, re.M), param.name
    addresses = re.findall(r"demo:[^\")]+", text)
    assert len(addresses) == 2
    for address in addresses:
        name, params = embed.parse_address(address)
        assert name == "playground"
        demo.manifest.check(params)


def test_limits_in_words() -> None:
    text = describe(load_catalog().find("playground"))
    for words in (
        "circles | xor | moons | spiral",
        "0.001 to 3",
        "1 to 3 layers of 1 to 32 units",
        "at most 100 points within 1.2 of 0, labels below 3",
        "0 to 4294967295",
    ):
        assert words in text
