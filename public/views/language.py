from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language


# Somebody else's page could at most show a reader the words around the letters in another language, and a sign against
# that would need a cookie for every reader and a page of their own.
@csrf_exempt
@never_cache
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keeps the chosen language in a cookie, and leads back to the page that was left."""
    return set_language(request)
