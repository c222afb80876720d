"""The addresses of the API, below `/api/v1/`. What was published once stays; what would break goes to a `v2`."""

from django.urls import path, re_path

from public.api import documentation, problems, views
from public.open_data import open_data
from public.pages import public_page

_V1 = "api/v1/"

urlpatterns = [
    path(_V1, open_data(views.Root.as_view()), name="api-root"),
    path(f"{_V1}letters/", open_data(views.Letters.as_view()), name="api-letters"),
    path(f"{_V1}letters/<slug:slug>/", open_data(views.OneLetter.as_view()), name="api-letter"),
    path(f"{_V1}people/", open_data(views.People.as_view()), name="api-people"),
    path(f"{_V1}people/<slug:slug>/", open_data(views.OnePerson.as_view()), name="api-person"),
    path(f"{_V1}detainees/", open_data(views.Detainees.as_view()), name="api-detainees"),
    path(f"{_V1}detainees/<slug:slug>/", open_data(views.OneDetainee.as_view()), name="api-detainee"),
    path(f"{_V1}sources/", open_data(views.Sources.as_view()), name="api-sources"),
    path(f"{_V1}sources/<int:pk>/", open_data(views.OneSource.as_view()), name="api-source"),
    path(f"{_V1}schema/", open_data(documentation.schema_view), name="api-schema"),
    path(f"{_V1}docs/", public_page(documentation.docs), name="api-docs"),
    # Last: a program that asks for what is not there is answered in its own language.
    re_path(r"^api/(?P<rest>[\s\S]*)$", open_data(problems.nothing_here)),
]
