"""A picture of every slide, taken in a real browser and compared with the one that was accepted."""
