"""Cut reveal.js's themes down to what makes each its own; run by hand (see vendor/manifest.toml).

    npm pack reveal.js@6.0.2 && tar xzf reveal.js-6.0.2.tgz
    python templates/prune_themes.py package/dist/theme templates/vendor/themes

What every theme has in common is written anew in templates/themes/_reveal.css, for slides of our size. Imports from
other hosts and fonts inside the file go: templates/themes/ names the cut fonts that lie beside the results.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

NOTE = "/* From reveal.js 6.0.2, dist/theme/{name} (MIT, see reveal/LICENSE), cut by templates/prune_themes.py. */\n"
RULE = re.compile(r'@import\s*"[^"]*";|[^{}]+\{(?:[^{}]|\{[^{}]*\})*\}')
LEFT_OUT = ("@import", "@font-face", "section.has-")  # deck.css minds words on an author's background


def rules(css: str) -> list[str]:
    """The file's rules, the contents of data: addresses left out."""
    return [rule.strip() for rule in RULE.findall(re.sub(r'url\("?data:[^)]*\)', "", css))]


def main(source: Path, target: Path) -> None:
    """Write the pruned themes of the folder `source` into `target`."""
    themes = {path.name: rules(path.read_text(encoding="utf-8")) for path in sorted(source.glob("*.css"))}
    common = set.intersection(*map(set, themes.values()))
    for name, found in themes.items():
        own = [rule for rule in found if rule not in common and not rule.startswith(LEFT_OUT)]
        text = "\n".join(re.sub(r"([;{])(?=--)", r"\1\n  ", rule) for rule in own)
        (target / name).write_text(NOTE.format(name=name) + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
