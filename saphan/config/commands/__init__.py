"""One module per command: NAME, HELP, add(parser), run(args) -> exit code; found by the folder."""
