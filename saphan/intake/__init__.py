"""A file or a form in, a draft that others check, a service call out."""
