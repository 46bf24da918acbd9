import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from slidegen.shots.names import LONGEST, SUFFIX, file_name

IDS = st.text(st.characters(codec="utf-8"), min_size=1)


def folded(name: str) -> str:
    """What a file system that knows neither case nor Unicode forms makes of a name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def test_a_plain_id_is_its_own_name():
    assert file_name("why-xor-needs-2") == "why-xor-needs-2.webp"
    assert file_name("神经网络") == "神经网络.webp"


@given(IDS)
def test_every_file_system_takes_the_name(slide_id):
    name = file_name(slide_id)
    assert not set(name) & set('/\\:*?"<>|\0')
    assert not any(unicodedata.category(char) == "Cc" for char in name)
    assert not name.startswith((".", "-"))
    assert name.endswith(SUFFIX)
    assert len(name.encode()) <= LONGEST + len(SUFFIX)
    assert name.split(".")[0].lower() not in ("con", "nul", "aux", "prn", "com1")


@given(st.sets(IDS, min_size=2, max_size=8))
def test_no_two_ids_share_a_name(ids):
    assert len({folded(file_name(slide_id)) for slide_id in ids}) == len(ids)


def test_ids_that_differ_in_case_or_form_only():
    ids = ["intro", "Intro", "INTRO", "caf\u00e9", "cafe\u0301", "straße", "strasse", "a/b", "a-b", "a b"]
    assert len({folded(file_name(slide_id)) for slide_id in ids}) == len(ids)


def test_reserved_and_endless_ids():
    assert file_name("con") != "con.webp"
    assert file_name("x" * 5000) != file_name("x" * 5001)
