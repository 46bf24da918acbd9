"""The preview server: serves a site from memory, rebuilds on save, reloads the page."""
