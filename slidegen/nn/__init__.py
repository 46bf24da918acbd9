"""What the demos' networks share: NumPy and the standard library only, in CPython and in Pyodide."""
