"""The papers of the talks: each a description that the render floor turns into files."""
