import re
import shutil

import pytest

from slidegen.markup import dot

pytestmark = pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz's dot")


def test_a_graph_in_the_pages_colours() -> None:
    svg = dot.draw('digraph { a -> b [label="w & x"] }', 1).svg
    assert svg.startswith("<svg")
    assert 'aria-label="Graph: a, b, w &amp; x"' in svg
    assert 'stroke="var(--edge)"' in svg
    assert 'fill="currentColor"' in svg
    assert "black" not in svg
    assert "font-family" not in svg
    assert " id=" not in svg
    assert "<title" not in svg


def test_ground_of_the_authors_keeps_graphvizs_colours() -> None:
    node = dot.draw("graph { a [style=filled, fillcolor=lightblue] b }", 1).svg
    assert re.search(r'fill="lightblue".*?<text[^>]*fill="#0f1419">a<', node, re.S)
    assert re.search(r'fill="currentColor">b<', node)
    cluster = dot.draw("graph { subgraph cluster_0 { style=filled; color=lightgrey; a } }", 1).svg
    assert 'class="sg-on-paper"' in cluster
    assert "currentColor" not in cluster


def test_ids_are_the_drawings_own() -> None:
    source = 'digraph { a [style=filled, fillcolor="red:blue", id="mine"] }'
    first, second = (dot.draw(source, number).svg for number in (1, 2))
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert "sg-graph-1-mine" in ids[0]
    assert {name for name in re.findall(r"url\(#([^)]+)\)", first)} <= ids[0]


def test_no_file_is_read(tmp_path) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    address = str(tmp_path / "secret.png")
    svg = dot.draw(f'digraph {{ a [image="{address}"]; b [shapefile="{address}"] }}', 1).svg
    assert "secret" not in svg
    assert "<image" not in svg


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("digraph {\n a -> ;\n}", "syntax error in line 2", 2),
        ("", "no graph", None),
        ("graph {a} graph {b}", "one", None),
    ],
)
def test_refused(source: str, message: str, line: int | None) -> None:
    with pytest.raises(dot.DotError, match=message) as error:
        dot.draw(source, 1)
    assert error.value.line == line


def test_words_of_a_wide_graph_are_small() -> None:
    chain = " -> ".join(f"node_number_{n}" for n in range(12))
    assert dot.draw(f"digraph {{ rankdir=LR; {chain} }}", 1).words < 20
    assert dot.draw("digraph { a -> b }", 1).words >= 20


def test_a_dot_that_hangs_is_stopped(tmp_path, monkeypatch) -> None:
    (tmp_path / "dot").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "dot").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(dot, "TIMEOUT", 0.2)
    with pytest.raises(dot.DotError, match="took longer"):
        dot.draw("graph { hanging }", 1)
