"""How bundles travel: by a line that may fail, or in a file on a stick."""
