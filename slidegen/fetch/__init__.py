"""Copies of remote pictures and videos, so that a deck presents offline."""
