"""What a monitor asks: does the web server reach its database?"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

import saphan


@login_not_required
def health(_request: HttpRequest) -> JsonResponse:
    """Return 200, or 503 while the database does not answer; nothing about the data."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok", "node": settings.NODE_NAME, "version": saphan.__version__})
