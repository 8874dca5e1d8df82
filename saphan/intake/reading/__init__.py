"""An office's workbook in, rows and doubts out: pure functions, no tables, no guesses."""
