"""
What readers say: that they need a page in their language, and that something in a translation is wrong.

Public pages set no cookie: there is none that a foreign site could misuse, and no token against it is needed.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from cms.feedback.forms import ProblemForm
from cms.feedback.models import ProblemReport, Wish
from cms.languages.availability import address_of, path_in_languages
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.pages.languages import page_languages
from cms.pages.navigation import navigation
from cms.pages.public import public_pages
from cms.readership.readers import comes_first_time, is_person

# From one reader on one day; who has more to say has an address to write to.
MOST_REPORTS = 10


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest) -> HttpResponse:
    """
    Count that a reader needs a public page in the language of the address, once a day, and lead back with thanks.

    Where the page has come meanwhile, lead there. Who opens the address is led to all that is missing.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("gaps"))
    code = get_language() or SOURCE_LANGUAGE
    versions = _public_versions(request.POST.get("page", ""))
    if code in versions:
        return HttpResponseRedirect(address_of(versions[code]))
    source = versions[SOURCE_LANGUAGE]
    today = timezone.localdate()
    if is_person(request) and comes_first_time(request, f"wish {source.translation_key} {code}", today):
        Wish.objects.count_one(source.translation_key, code)
    return HttpResponseRedirect(f"{path_in_languages(address_of(source))[code]}?asked=1#need")


def _public_versions(key: str) -> dict[str, Page]:
    """Return language code → the public version of a page, English among them; 404 where there is none."""
    try:
        versions = public_pages().filter(translation_key=UUID(key))
    except ValueError as error:
        raise Http404 from error
    found = {page.locale.language_code: page for page in versions.select_related("locale")}
    if SOURCE_LANGUAGE not in found:
        raise Http404
    return found


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def problem(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask what is wrong with a translated page, and keep it for the people who translate that language."""
    code = get_language() or SOURCE_LANGUAGE
    translated = public_pages().filter(locale__language_code=code).exclude(locale__language_code=SOURCE_LANGUAGE)
    page = get_object_or_404(translated.select_related("locale"), pk=page_id)
    passage = " ".join(request.GET.get("words", "").replace("\0", "").split())[:500]
    form = ProblemForm(request.POST or None, page=page, passage=passage)
    if form.is_bound and (form.is_of_robot or form.is_valid()):
        if not form.is_of_robot and _may_report(request):
            words = form.cleaned_data
            ProblemReport.objects.create(page=page, passage=words["passage"], message=words["message"])
        return HttpResponseRedirect(f"{reverse('problem', args=[page.pk])}?sent=1")
    context = {
        "about": page,
        "form": form,
        "is_sent": "sent" in request.GET,
        "site_language": language(code),
        "language_links": page_languages(page, request),
        "navigation": navigation(request.path, language(code)),
    }
    response = render(request, "feedback/problem.html", context, status=422 if form.is_bound else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


def _may_report(request: HttpRequest) -> bool:
    today = timezone.localdate()
    return any(comes_first_time(request, f"problem {number}", today) for number in range(MOST_REPORTS))
