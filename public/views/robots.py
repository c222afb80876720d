from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from public.pages import public_page
from public.site import absolute


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines (RFC 9309); where all of it is listed (sitemaps.org)."""
    text = f"User-agent: *\nDisallow: /admin/\n\nSitemap: {absolute(reverse('sitemap'))}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
