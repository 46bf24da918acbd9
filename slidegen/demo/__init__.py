"""Demos: their manifests, where they are found, how a slide embeds them, and what the browser needs to run them."""
