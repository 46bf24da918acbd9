"""slidegen: Markdown lecture notes to reveal.js decks with live NumPy demos.

Importing this package imports nothing else: `slidegen.nn` is loaded inside Pyodide too.
"""

__version__ = "0.1.0"
