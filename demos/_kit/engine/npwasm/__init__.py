"""Makes unmodified NumPy fast in Pyodide: `import npwasm; npwasm.install()`."""

from npwasm.engine import install, status, uninstall
from npwasm.state import Status

__all__ = ["Status", "install", "status", "uninstall"]
__version__ = "0.1.0"
