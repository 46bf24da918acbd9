from slidegen.deck.fences import closed_fences


def spans(text: str) -> list[str]:
    return [text[fence.start : fence.end] for fence in closed_fences(text)]


def test_closed_fences_are_found() -> None:
    assert spans("a\n```py\nx\n```\nb\n~~~\ny\n~~~~\n") == ["```py\nx\n```", "~~~\ny\n~~~~"]


def test_a_longer_fence_holds_a_shorter_one() -> None:
    assert spans("````md\n```py\nx\n```\n````\n") == ["````md\n```py\nx\n```\n````"]


def test_an_unclosed_fence_does_not_swallow_the_next_one() -> None:
    assert spans("```py\nx\n\n---\n\n```js\ny\n```\n") == ["```js\ny\n```"]
    assert spans("```\nx\n") == []


def test_fences_in_list_items_count() -> None:
    assert spans("- a\n\n  ```\n  ---\n  ```\n") == ["  ```\n  ---\n  ```"]


def test_inline_code_is_no_fence() -> None:
    assert spans("```not a fence``` x\n\n---\n\n```also not``` y\n") == []
