"""From one slide's Markdown to HTML: Python-Markdown with GitHub's grammar inside, one extension a file."""
