"""Word documents that officials edit: every number sits in a content control of its cell."""

from saphan.render.docx.document import write

__all__ = ["write"]
