"""One command a module: `add_arguments(parser)` and `run(args) -> exit code`.

A module imports what is heavy, or comes with an extra, inside `run`.
"""
