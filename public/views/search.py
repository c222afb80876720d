from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from letters.searching import facets
from letters.searching.keeping import keep_up
from public.finding import Finding
from public.pages import public_page

MAX_TYPED = 100


@public_page
def search(request: HttpRequest) -> HttpResponse:
    finding = Finding(request, lists_all=False)
    return render(request, "public/search.html", {"section": "search", "finding": finding})


@public_page
def names(request: HttpRequest) -> HttpResponse:
    """What a filter that is typed may be completed to: `kind` says which, `q` what was typed. Asked by the script."""
    kind, typed = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    if kind not in facets.TYPED or not typed or len(typed) > MAX_TYPED or "\x00" in typed:
        return JsonResponse({"names": []})
    keep_up()
    found = facets.completed(kind, typed)
    return JsonResponse({"names": [{"name": one.label, "letters": one.count} for one in found]})
