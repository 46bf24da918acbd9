"""Taken onto a slide of the guide for authors."""


# region step
def step(w, gradient, rate=0.1):
    """One step downhill."""
    return w - rate * gradient


# endregion
