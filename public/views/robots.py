from django.http import HttpRequest, HttpResponse

from public.pages import public_page

ROBOTS = "User-agent: *\nDisallow: /admin/\n"


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines (RFC 9309)."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
