"""The facts table, the catalogue of figures and the compiler between them."""
