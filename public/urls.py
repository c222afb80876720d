"""The public addresses. They are cited elsewhere: one that was published once stays."""

from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from public import sitemaps
from public.export import views as export
from public.feeds import views as feeds
from public.open_data import open_data
from public.pages import public_page
from public.views import (
    cite,
    detainees,
    health,
    home,
    language,
    letters,
    organizations,
    people,
    robots,
    search,
    sources,
    styleguide,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/names/", search.names, name="search-names"),
    path("letters/", letters.letter_list, name="letters"),
    path("letters/<slug:slug>/", letters.letter_detail, name="letter"),
    path("letters/<slug:slug>/document/", letters.letter_document, name="letter-document"),
    path("letters/<slug:slug>/cite.json", cite.cite_json, name="letter-cite-json"),
    path("letters/<slug:slug>/cite.bib", cite.cite_bib, name="letter-cite-bib"),
    path("letters/<slug:slug>/cite.ris", cite.cite_ris, name="letter-cite-ris"),
    path("people/", people.person_list, name="people"),
    path("people/<slug:slug>/", people.person_detail, name="person"),
    path("organizations/", organizations.organization_list, name="organizations"),
    path("organizations/<slug:slug>/", organizations.organization_detail, name="organization"),
    path("detainees/", detainees.detainee_list, name="detainees"),
    path("detainees/<slug:slug>/", detainees.detainee_detail, name="detainee"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<int:pk>/", sources.source_detail, name="source"),
    path("link-health/", health.link_health, name="link-health"),
    path("language/", language.choose, name="language"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", public_page(sitemaps.index), name="sitemap"),
    path("sitemaps/<slug:section>.xml", public_page(sitemaps.file), name="sitemap-file"),
    path("feeds/letters.atom", open_data(feeds.letters), name="feed-letters"),
    path("feeds/detainees/<slug:slug>.atom", open_data(feeds.detainee), name="feed-detainee"),
    path("feeds/people/<slug:slug>.atom", open_data(feeds.signatory), name="feed-person"),
    path("feeds/organizations/<slug:slug>.atom", open_data(feeds.organization), name="feed-organization"),
    path("export/letters.csv", open_data(export.letters_csv), name="export-csv"),
    path("export/letters.json", open_data(export.letters_json), name="export-json"),
    path("", include("public.api.urls")),
    # Asked for by browsers on pages that name no icon, such as the admin's.
    path("favicon.ico", RedirectView.as_view(url=static("public/icon.svg"))),
]
