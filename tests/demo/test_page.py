"""A demo's own page."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from slidegen.demo import page
from slidegen.demo.manifest import Manifest


def test_the_manifest_reaches_the_page(manifest: Manifest) -> None:
    html = page.render(manifest, "zh")
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.S)
    assert found
    assert json.loads(found[1]) == json.loads(manifest.as_json())
    assert '<html lang="zh"' in html
    assert "<title>Tiny</title>" in html


def test_text_cannot_leave_its_place(manifest: Manifest) -> None:
    html = page.render(replace(manifest, title='</script><b a="', summary="<i>", notice="<u>"))
    assert "<b a=" not in html
    assert "<i>" not in html
    assert "<u>" not in html
    assert html.count("</script>") == page.render(manifest).count("</script>")
