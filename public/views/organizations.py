from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.correspondence import answers_of, for_page, offices_in, parts_of, signs_with
from letters.filters import OrganizationFilter
from letters.visibility import public_organizations
from public.pages import base_url, listing, page_facts, public_page
from public.structured import body_data, script

# A ministry of many departments still fits on its page.
PARTS_SHOWN = 30


@public_page
def organization_list(request: HttpRequest) -> HttpResponse:
    organizations = public_organizations()
    filters = OrganizationFilter(request.GET, queryset=organizations)
    rows = filters.qs if filters.is_valid() else organizations.none()
    return render(
        request,
        "public/organizations.html",
        {"section": "organizations", "filters": filters, "listing": listing(request, rows, of_record=True)},
    )


@public_page
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organization = get_object_or_404(public_organizations(), slug=slug)
    public, parts = public_organizations(), parts_of(organization)
    shown = listing(request, parts.letters)
    return render(
        request,
        "public/organization.html",
        {
            "section": "organizations",
            **page_facts(request.path),
            "organization": organization,
            "parent": public.filter(pk=organization.parent_id).first() if organization.parent_id else None,
            "parts": public.filter(parent=organization)[:PARTS_SHOWN],
            "offices": offices_in(organization),
            "company": signs_with(organization, parts),
            "answers": answers_of(organization, parts),
            "listing": shown,
            "letters": for_page(list(shown.page), organization),
            "is_cut": parts.is_cut,
            "structured": script(body_data(organization, base_url=base_url())),
        },
    )
