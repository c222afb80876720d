"""Letters' documents for staff, drafts' too. The public gets a document through its published letter."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from letters.models import Letter

# A document can be made to attack whoever opens it; it is handed over to be saved, and nothing in it may run here.
SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@never_cache
@require_safe
def staff_document(request: HttpRequest, name: str) -> HttpResponseBase:
    """The stored file `name`, for staff who may see letters.

    Only what a letter names is served: the name is looked up among the letters and never made into a path.
    """
    if not (request.user.is_active and request.user.is_staff):
        return redirect_to_login(request.get_full_path(), resolve_url("admin:login"))
    if not request.user.has_perm("letters.view_letter"):
        raise PermissionDenied
    if not name or "\x00" in name:
        raise Http404("No document has this address.")
    letter = Letter.objects.filter(document=name).only("document", "document_name").first()
    if letter is None:
        raise Http404("No document has this address.")
    try:
        file = letter.document.open("rb")
    except OSError:
        raise Http404("The document is recorded, but its file is missing. Upload it again on the letter.") from None
    filename = letter.document_name or "document"
    response = FileResponse(file, as_attachment=True, filename=filename, content_type="application/octet-stream")
    for header, value in SAFE_HEADERS.items():
        response[header] = value
    return response
