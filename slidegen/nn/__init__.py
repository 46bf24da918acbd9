"""What the demos' networks share. Needs NumPy and the standard library only; runs in CPython 3.12-3.14 and in Pyodide."""
