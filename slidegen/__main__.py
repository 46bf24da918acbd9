"""`python -m slidegen` and the `slidegen` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    from slidegen.usercache import keep_bytecode

    keep_bytecode()  # before anything large is imported
    from slidegen.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
