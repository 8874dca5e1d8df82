"""Files that leave the pages: to be kept, never to be run within them."""

from __future__ import annotations

from django.http import HttpResponse


def attached(data: bytes, name: str, media: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=media, headers=headers)
