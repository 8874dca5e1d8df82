"""The page toolkit: lists, records, forms, two banks. What it shows is handed to it."""
