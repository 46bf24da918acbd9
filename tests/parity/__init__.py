"""Is our static HTML the deck that reveal.js's own Markdown plugin would have shown? See README.md."""
