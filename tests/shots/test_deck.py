from dataclasses import replace
from pathlib import Path

import pytest

from slidegen.errors import Location, ShotError
from slidegen.shots import store
from slidegen.shots.deck import Places, accept, check, keep_local
from slidegen.shots.judge import Status
from slidegen.shots.pixels import decode
from slidegen.shots.shot import Block, Shot

SIZE = (128, 72)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    deck = tmp_path / "decks" / "xor.md"
    deck.parent.mkdir()
    deck.write_text("# XOR\n")
    return Places(deck, store.folder_of(deck), tmp_path / ".slidegen" / "shots-local" / "decks" / "xor")


@pytest.fixture
def seen(plain_png):
    """A slide's shot; its text is its id, its picture one grey."""

    def make(name, level=20, **changes):
        blocks = (Block("p", name, (60, 80, 900, 40)),)
        return replace(Shot(name, name, Location(Path("xor.md"), 1), plain_png(level), blocks), **changes)

    return make


@pytest.fixture
def judged(places, here):
    def work(*shots, environment=here, **options):
        return check(places, "xor.md", environment, SIZE, shots, **options)

    return work


@pytest.fixture
def stored(judged, seen):
    """Slides a and b, accepted."""
    accept(judged(seen("a"), seen("b")))


def statuses(result):
    return {verdict.shot.id: verdict.status for verdict in result.verdicts}


def test_at_first_every_slide_is_new(judged, seen):
    result = judged(seen("a"), seen("b"))
    assert statuses(result) == {"a": Status.NEW, "b": Status.NEW}
    assert result.strict


def test_after_an_update_nothing_differs(judged, seen, stored, places):
    result = judged(seen("a"), seen("b"))
    assert set(statuses(result).values()) == {Status.SAME}
    before = (places.stored / "record.json").stat().st_ino
    assert accept(result) is False
    assert (places.stored / "record.json").stat().st_ino == before


def test_only_the_changed_slide_is_reported_and_stored(judged, seen, stored, places):
    kept = (places.stored / "a.webp").read_bytes()
    result = judged(seen("a"), seen("b", 200))
    assert statuses(result) == {"a": Status.SAME, "b": Status.CHANGED}
    assert accept(result)
    assert (places.stored / "a.webp").read_bytes() == kept
    assert decode((places.stored / "b.webp").read_bytes())[0, 0, 0] == 200


def test_an_inserted_slide_concerns_no_other(judged, seen, stored, places):
    result = judged(seen("a"), seen("between"), seen("b"))
    assert statuses(result) == {"a": Status.SAME, "between": Status.NEW, "b": Status.SAME}
    accept(result)
    assert list(store.read(places.stored).slides) == ["a", "between", "b"]


def test_noise_changes_no_stored_picture(judged, seen, stored, places, png):
    picture = decode(seen("a").png).copy()
    picture[0, 0] = 255
    result = judged(seen("a", png=png(picture)), seen("b"))
    assert statuses(result)["a"] is Status.SAME
    assert accept(result) is False


def test_a_lost_slide_leaves_an_unused_picture_until_an_update(judged, seen, stored, places):
    result = judged(seen("a"))
    assert result.unused == (places.stored / "b.webp",)
    assert (places.stored / "b.webp").exists()
    assert accept(result)
    assert not (places.stored / "b.webp").exists()
    assert judged(seen("a")).unused == ()


def test_a_failed_slide_keeps_what_it_had(judged, seen, stored, places):
    failed = seen("b", 200, failures=("page error: no",))
    result = judged(seen("a", 100), failed, seen("c", failures=("page error: no",)))
    assert statuses(result) == {"a": Status.CHANGED, "b": Status.FAILED, "c": Status.FAILED}
    accept(result)
    assert decode((places.stored / "b.webp").read_bytes())[0, 0, 0] == 20
    assert list(store.read(places.stored).slides) == ["a", "b"]


def test_a_failed_slide_that_lost_its_picture_goes(judged, seen, stored, places):
    (places.stored / "b.webp").unlink()
    accept(judged(seen("a", 100), seen("b", failures=("page error: no",))))
    assert list(store.read(places.stored).slides) == ["a"]


def test_a_look_at_one_slide_leaves_the_others(judged, seen, stored, places):
    result = judged(seen("b", 200), partial=True)
    assert result.unused == ()
    accept(result)
    assert list(store.read(places.stored).slides) == ["a", "b"]
    assert decode((places.stored / "a.webp").read_bytes())[0, 0, 0] == 20


class TestElsewhere:
    """The stored pictures come from another environment."""

    @pytest.fixture
    def judged(self, places, elsewhere):
        def work(*shots, environment=elsewhere, **options):
            return check(places, "xor.md", environment, SIZE, shots, **options)

        return work

    @pytest.fixture
    def stored(self, places, here, seen):
        accept(check(places, "xor.md", here, SIZE, (seen("a"), seen("b"))))

    def test_other_pixels_do_not_differ_at_first(self, judged, seen, stored):
        result = judged(seen("a", 90), seen("b", 90))
        assert not result.strict
        assert set(statuses(result).values()) == {Status.SAME}
        assert [verdict.before for verdict in result.verdicts] == [None, None]

    def test_other_text_differs(self, judged, seen, stored):
        result = judged(seen("a", 90), seen("b", 90, blocks=(Block("p", "B!", (60, 80, 900, 40)),)))
        assert statuses(result) == {"a": Status.SAME, "b": Status.CHANGED}

    def test_a_moved_block_differs(self, judged, seen, stored):
        result = judged(seen("a", 90, blocks=(Block("p", "a", (60, 140, 900, 40)),)), seen("b"))
        assert statuses(result)["a"] is Status.CHANGED

    def test_a_slide_without_an_entry_is_new(self, judged, seen, stored):
        assert statuses(judged(seen("a"), seen("c"))) == {"a": Status.SAME, "c": Status.NEW}

    def test_this_machines_own_set_is_made_and_then_used(self, judged, seen, stored, places):
        assert keep_local(judged(seen("a", 90), seen("b", 90))) == 2
        again = judged(seen("a", 90), seen("b", 200))
        assert statuses(again) == {"a": Status.SAME, "b": Status.CHANGED}
        assert keep_local(again) == 0
        assert statuses(judged(seen("a", 90), seen("b", 200)))["b"] is Status.CHANGED
        assert statuses(judged(seen("a", 90), seen("b", 90)))["b"] is Status.SAME

    def test_a_slide_that_differs_gets_no_local_picture(self, judged, seen, stored, places):
        wrong = seen("b", 200, blocks=(Block("p", "B!", (60, 80, 900, 40)),))
        assert keep_local(judged(seen("a", 90), wrong)) == 1
        assert list(store.read(places.local).slides) == ["a"]

    def test_a_local_picture_ends_with_the_committed_entry_it_was_made_beside(
        self, judged, seen, stored, places, here
    ):
        """Somebody changed slide b, and we pulled it: our own picture of the old b means nothing now."""
        keep_local(judged(seen("a", 90), seen("b", 90)))
        accept(check(places, "xor.md", here, SIZE, (seen("a"), seen("b", 120))))
        result = judged(seen("a", 90), seen("b", 222))
        assert statuses(result) == {"a": Status.SAME, "b": Status.SAME}
        assert [verdict.before is None for verdict in result.verdicts] == [False, True]
        assert keep_local(result) == 1

    def test_an_update_replaces_all(self, judged, seen, stored, places, elsewhere):
        assert accept(judged(seen("a", 90), seen("b", 90)))
        assert store.read(places.stored).environment == elsewhere
        assert decode((places.stored / "a.webp").read_bytes())[0, 0, 0] == 90
        assert judged(seen("a", 90), seen("b", 90)).strict

    def test_an_update_of_one_slide_is_refused(self, judged, seen, stored, places, here):
        with pytest.raises(ShotError, match="only be replaced all at once"):
            accept(judged(seen("a", 90), partial=True))
        assert store.read(places.stored).environment == here

    def test_a_broken_local_set_is_made_again(self, judged, seen, stored, places):
        keep_local(judged(seen("a", 90), seen("b", 90)))
        (places.local / "record.json").write_text("{")
        assert keep_local(judged(seen("a", 90), seen("b", 90))) == 2

    def test_a_local_set_of_a_third_environment_is_not_used(self, judged, seen, stored, elsewhere):
        keep_local(judged(seen("a", 90), seen("b", 90)))
        third = replace(elsewhere, version="158.0")
        result = judged(seen("a", 200), seen("b", 200), environment=third)
        assert set(statuses(result).values()) == {Status.SAME}
