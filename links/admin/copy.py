"""Our own copies of pages: a list, and the way to save one. Never shown here: they hold other people's scripts."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from links.copies import CONTENT_TYPE
from links.models import Copy

DOWNLOAD = "links.download_copy"
# A page can be made to attack whoever opens it; it is handed over to be saved, and nothing in it may run here.
_SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class _Told:
    """How a copy is told of, in lists and below a link."""

    @admin.display(description="size of the page", ordering="body_bytes")
    def size(self, copy: Copy) -> str:
        return filesizeformat(copy.body_bytes)

    @admin.display(description="file")
    def download(self, copy: Copy) -> SafeString:
        address = reverse("admin:links_copy_download", args=[copy.pk])
        return format_html('<a href="{}">save as WARC file</a>', address)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class CopyInline(_Told, admin.TabularInline):
    """For a link's page."""

    model = Copy
    extra = 0
    max_num = 0
    can_delete = False
    # A link has one at most, so the admin heads it by the singular.
    verbose_name = "our own copy"
    fields = ("read_at", "final_url", "content_type", "size", "is_cut", "download")
    readonly_fields = fields


@admin.register(Copy)
class CopyAdmin(_Told, admin.ModelAdmin):
    """Read, never written: a copy is made by the first check that succeeds."""

    list_display = ["link", "read_at", "content_type", "size", "is_cut", "download"]
    list_select_related = ["link"]
    list_filter = ["is_cut", "read_at"]
    list_per_page = 50
    search_fields = ["link__url", "final_url"]
    search_help_text = "Part of an address"
    show_full_result_count = False
    fields = ("link", "read_at", "final_url", "content_type", "size", "is_cut", "digest", "download")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        download = self.admin_site.admin_view(require_safe(self._send))
        return [path("<path:object_id>/download/", download, name="links_copy_download"), *super().get_urls()]

    def _send(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        if not request.user.has_perm(DOWNLOAD):
            raise PermissionDenied
        copy = self.get_object(request, unquote(object_id))
        if copy is None:
            raise Http404("No copy has this address.")
        try:
            file = copy.file.open("rb")
        except OSError:
            raise Http404("The copy is recorded, but its file is missing. Was the media folder restored?") from None
        name = f"link-{copy.link_id}-{copy.read_at:%Y-%m-%d}.warc.gz"
        response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
        for header, value in _SAFE_HEADERS.items():
            response[header] = value
        return response
