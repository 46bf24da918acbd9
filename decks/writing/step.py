def step(w, gradient, rate=0.1):
    """One step downhill."""
    return w - rate * gradient
