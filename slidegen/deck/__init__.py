"""From the text of a Markdown file to a `Deck`, keeping line numbers."""
