"""`slidegen bench`: stock NumPy in Pyodide against the engine, on this machine.

The measuring is done by a page (`templates/bench/`), which this package puts together, serves to a browser without a
window, and reads; the same page is shown to whoever opens it.
"""
