"""Each check of the doctor on data that is broken in its way, deliberately and past every rule of the site."""

from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from briefs.models import BriefIndexPage, BriefPage
from cms.directory.models import ReusableText
from cms.editions.models import Edition
from cms.languages.doctor import check_names, examine
from cms.languages.models import LanguageStatus
from cms.library.models import LibraryDocument, LibraryImage
from stories.models import StoryPage
from tests.house import House

# Where the doctor alone puts things right, or a person must decide.
MENDED, FOR_A_PERSON = True, False

Sample = Callable[[House, StoryPage], object]
SAMPLES: dict[str, tuple[str, bool, Sample]] = {}


def sample(check: str, *, mended: bool) -> Callable[[Sample], Sample]:
    def register(function: Sample) -> Sample:
        SAMPLES[function.__name__] = (check, mended, function)
        return function

    return register


def version(page: Any, code: str) -> Any:
    return page.get_translations().get(locale__language_code=code).specific


def row(page: Any, **values: Any) -> None:
    """Write values into a row past everything that listens."""
    Page.objects.filter(pk=page.pk).update(**values)


@sample("numbers of the page tree", mended=MENDED)
def number_of_children_is_wrong(house: House, story: StoryPage) -> None:
    row(story.get_parent(), numchild=0)


@sample("addresses", mended=FOR_A_PERSON)
def two_pages_at_one_address(house: House, story: StoryPage) -> None:
    row(house.story("second"), slug=story.slug)


@sample("languages of the trees", mended=FOR_A_PERSON)
def page_in_the_tree_of_another_language(house: House, story: StoryPage) -> None:
    row(house.story("second"), locale=Locale.objects.get(language_code="ar"))


@sample("aliases", mended=FOR_A_PERSON)
def alias_in_a_translated_tree(house: House, story: StoryPage) -> None:
    row(version(story, "es"), alias_of=story)


@sample("translations without an English page", mended=FOR_A_PERSON)
def english_page_is_gone(house: House, story: StoryPage) -> None:
    row(version(story, "ar"), translation_key=uuid4())


@sample("sources of translations", mended=FOR_A_PERSON)
def translated_from_spanish(house: House, story: StoryPage) -> None:
    source = TranslationSource.objects.get(object_id=story.translation_key)
    source.pk, source.locale = None, Locale.objects.get(language_code="es")
    source.save()
    Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="ar"), enabled=False)


@sample("replaced values", mended=FOR_A_PERSON)
def override_without_a_place(house: House, story: StoryPage) -> None:
    _override(story, "nowhere")


@sample("replaced values", mended=FOR_A_PERSON)
def override_that_does_not_fit(house: House, story: StoryPage) -> None:
    _place_of(story, _override(story, "picture", has_error=True, field_error="No such picture."))


@sample("replaced values", mended=FOR_A_PERSON)
def override_with_a_file_that_was_deleted(house: House, story: StoryPage) -> None:
    picture = LibraryImage.objects.create(title="Arabic", file=get_test_image_file())
    _place_of(story, _override(story, "lead_image", data_json=str(picture.pk)))
    assert not list(examine("replaced values"))
    picture.delete()


@sample("replaced values", mended=FOR_A_PERSON)
def override_with_no_file_at_all(house: House, story: StoryPage) -> None:
    _place_of(story, _override(story, "lead_image", data_json='"school.png"'))


def _override(story: StoryPage, path: str, *, data_json: str = "1", **values: Any) -> SegmentOverride:
    source = TranslationSource.objects.get(object_id=story.translation_key)
    context = TranslationContext.objects.create(object=source.object, path=path)
    arabic = Locale.objects.get(language_code="ar")
    return SegmentOverride.objects.create(locale=arabic, context=context, data_json=data_json, **values)


def _place_of(story: StoryPage, override: SegmentOverride) -> None:
    """Let the English have the place of a replaced value."""
    source = TranslationSource.objects.get(object_id=story.translation_key)
    OverridableSegment.objects.create(source=source, context=override.context, order=99, data_json="1")


@sample("markup of translations", mended=FOR_A_PERSON)
def mark_is_not_closed(house: House, story: StoryPage) -> None:
    text = StringTranslation.objects.filter(data__contains="<b>").first()
    StringTranslation.objects.filter(pk=text.pk).update(data="<b>")


@sample("markup of translations", mended=FOR_A_PERSON)
def link_that_english_lacks(house: House, story: StoryPage) -> None:
    text = StringTranslation.objects.filter(data__contains="<b>").first()
    StringTranslation.objects.filter(pk=text.pk).update(data='<a id="a9">x</a>')


@sample("what is public", mended=MENDED)
def english_page_is_not_public(house: House, story: StoryPage) -> None:
    row(story, live=False)


@sample("what is public", mended=MENDED)
def english_page_is_private(house: House, story: StoryPage) -> None:
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=story, restriction_type="login")])


@sample("what is public", mended=MENDED)
def only_the_translation_is_private(house: House, story: StoryPage) -> None:
    PageViewRestriction.objects.create(page=version(story, "ar"), restriction_type="login")


@sample("pages above translations", mended=FOR_A_PERSON)
def live_below_a_draft(house: House, story: StoryPage) -> None:
    row(version(story.get_parent(), "ar"), live=False)


@sample("drafts without a translation", mended=FOR_A_PERSON)
def draft_with_no_translator(house: House, story: StoryPage) -> None:
    Translation.objects.filter(source__object_id=story.translation_key, target_locale__language_code="es").update(
        enabled=False
    )


@sample("states of the languages", mended=MENDED)
def state_is_wrong(house: House, story: StoryPage) -> None:
    LanguageStatus.objects.filter(translation_key=story.translation_key).update(state="live", parts_behind=7)


@sample("states of the languages", mended=MENDED)
def state_of_nothing(house: House, story: StoryPage) -> None:
    LanguageStatus.objects.create(translation_key=uuid4(), language="es")


@sample("files of the library", mended=FOR_A_PERSON)
def picture_without_its_file(house: House, story: StoryPage) -> None:
    picture = LibraryImage.objects.create(title="School", file=get_test_image_file())
    picture.file.storage.delete(picture.file.name)


@sample("files of the library", mended=FOR_A_PERSON)
def document_without_its_file(house: House, story: StoryPage) -> None:
    document = LibraryDocument.objects.create(title="Report", file=ContentFile(b"x", name="report.txt"))
    document.file.storage.delete(document.file.name)


@sample("files of editions", mended=MENDED)
def edition_without_its_file(house: House, story: StoryPage) -> None:
    Edition.objects.create(
        page=story.page_ptr, revision=story.live_revision, language="en", input_sha256="0" * 64, file="gone.pdf"
    )


@sample("links in texts", mended=FOR_A_PERSON)
def link_to_a_page_that_is_gone(house: House, story: StoryPage) -> None:
    house.story("linking", body=[("text", '<p>See <a linktype="page" id="999999">this</a>.</p>')])


@sample("links in texts", mended=FOR_A_PERSON)
def link_to_a_file_that_is_gone(house: House, story: StoryPage) -> None:
    text = '<p>See <a id="999999" linktype="document">the report of 2021</a>.</p>'
    house.snippet(ReusableText(key="linking", text=text))


@sample("versions of briefs", mended=MENDED)
def version_without_its_pdf(house: House, story: StoryPage) -> None:
    index = house.go_live(house.page(house.home, BriefIndexPage(title="Briefs", slug="briefs")))
    house.go_live(house.page(index, BriefPage(title="A brief", slug="a-brief", summary="What it says.")))


def doctor(*arguments: str) -> str:
    out = StringIO()
    call_command("doctor", *arguments, stdout=out)
    return out.getvalue()


def test_a_healthy_house(story: StoryPage) -> None:
    assert doctor() == "All is well.\n"


def test_every_check_has_a_sample() -> None:
    assert {check for check, _mended, _break in SAMPLES.values()} == set(check_names())


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_broken_is_found(house: House, story: StoryPage, name: str) -> None:
    check, mended, break_it = SAMPLES[name]
    break_it(house, story)
    assert [finding for _name, finding in examine(check)], check
    before = list(LanguageStatus.objects.order_by("pk").values())
    with pytest.raises(CommandError):
        doctor()
    assert list(LanguageStatus.objects.order_by("pk").values()) == before
    if mended:
        # What is mended may uncover what a person must decide, never the same again.
        with suppress(CommandError):
            doctor("--fix")
        assert not list(examine(check))


def test_a_language_has_one_version_of_a_page(story: StoryPage) -> None:
    arabic = version(story, "ar")
    with pytest.raises(IntegrityError), transaction.atomic():
        row(arabic, locale=story.locale)
