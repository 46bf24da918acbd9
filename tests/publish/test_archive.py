from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from slidegen.errors import PublishError
from slidegen.model import Site
from slidegen.publish import Options
from slidegen.publish.archive import Zip


def pack(path: Path, files: dict[str, bytes | Path], *, force: bool = False) -> list[str]:
    return list(Zip().publish(Site(files, ()), str(path), Options(path.parent, force=force)))


def test_it_holds_the_site_and_is_the_same_every_time(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"film" * 1000)
    os.utime(tmp_path / "source", (1, 1))
    files: dict[str, bytes | Path] = {"网/index.html": b"deck", "b.mp4": tmp_path / "source", "a": b"1"}
    lines = pack(tmp_path / "one.zip", files)
    assert lines[0].startswith(f"{tmp_path / 'one.zip'}: 3 files")
    os.utime(tmp_path / "source")
    pack(tmp_path / "new/two.zip", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "new/two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == [".slidegen.json", "a", "b.mp4", "网/index.html"]
        assert archive.read("b.mp4") == b"film" * 1000
        assert archive.testzip() is None
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}


def test_only_a_zip_of_ours_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "site.zip"
    pack(path, {"a": b"1"})
    pack(path, {"a": b"2"})
    for stranger in (b"thesis", zipped(tmp_path)):
        path.write_bytes(stranger)
        with pytest.raises(PublishError, match="slidegen did not write this file"):
            pack(path, {"a": b"3"})
        assert path.read_bytes() == stranger
    pack(path, {"a": b"3"}, force=True)
    assert zipfile.ZipFile(path).read("a") == b"3"


def zipped(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "other.zip", "w") as archive:
        archive.writestr("mine", "x")
    return (folder / "other.zip").read_bytes()


def test_a_failure_leaves_the_old_zip_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out" / "site.zip"
    pack(path, {"a": b"1"})
    before = path.read_bytes()
    with pytest.raises(PublishError, match="cannot be written"):
        pack(path, {"a": tmp_path / "vanished"})
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_is_no_zip(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="this is a folder"):
        pack(tmp_path, {"a": b"1"})
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="cannot be written"):
        pack(tmp_path / "file" / "x.zip", {"a": b"1"})
