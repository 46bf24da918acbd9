"""Makes unmodified NumPy fast in Pyodide: `import npwasm; npwasm.install()`."""

from npwasm.engine import helpers, install, status, uninstall
from npwasm.state import Status

__all__ = ["Status", "helpers", "install", "status", "uninstall"]
__version__ = "0.1.0"
