import pytest

from slidegen.deck.fencefiles import fence_files, moved_files

TEXT = """\
file=none.md

```python file=src/a.py lines=1-2
```

- item
  ~~~js [1|2] file="b c.js"
  ~~~

````markdown
```python file=example.py
```
````

```python file=/root.py
file=inside.py
```

```python file=open.py
"""


def test_fence_files() -> None:
    assert fence_files(TEXT) == ("src/a.py", "b c.js", "/root.py")
    assert fence_files("no fence") == ()


@pytest.mark.parametrize("folder", ["parts", "../other"])
def test_moved_files(folder: str) -> None:
    moved = moved_files(TEXT, folder)
    assert fence_files(moved) == (f"{folder}/src/a.py", f"{folder}/b c.js", "/root.py")
    assert moved.count("\n") == TEXT.count("\n")
    assert "file=example.py" in moved
    assert moved_files(TEXT, ".") == TEXT
