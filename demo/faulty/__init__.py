"""Small workbooks with one fault each, and what must be named when they are read."""
