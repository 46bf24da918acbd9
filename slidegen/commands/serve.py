"""Build the decks, serve them on this machine, and rebuild and reload whenever a file is saved."""

from __future__ import annotations

import argparse

from slidegen.commands.common import (
    add_cache_argument,
    add_deck_arguments,
    command_line,
    project_of,
    store_of,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add_deck_arguments(parser)
    add_cache_argument(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to serve on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument("--port", type=int, default=0, help="port to serve on (default: a free one)")
    parser.add_argument("--open", action="store_true", help="open the page in the default browser")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C; a deck with an error shows it in its page, and does not end the server."""
    import threading
    import webbrowser

    from slidegen.serve.preview import Preview
    from slidegen.serve.source import project_source

    def say(line: str) -> None:
        print(line, flush=True)

    def ready(url: str) -> None:
        say(f"{url} (Ctrl-C ends)")
        if args.open:
            webbrowser.open(url)

    source = project_source(lambda: project_of(args), args.paths, command_line(args), store_of(args))
    source.decks()  # paths that do not exist and a wrong slidegen.toml end it here, as they would any command
    preview = Preview(source, args.host, args.port, say)
    stop = threading.Event()
    try:
        preview.run(stop, ready)
    except KeyboardInterrupt:
        say("")
    return 0
