"""What a deck's author probably did not mean, one rule a file: `check(deck) -> Iterator[Finding]`."""
