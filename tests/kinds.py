"""A public page of each kind that the demo has none of: tests look at them, and so do pictures and benchmarks."""

from datetime import date
from uuid import uuid4

from cms.library.models import Recording, RecordingText
from home.models import PressIndexPage, PressReleasePage
from initiatives.models import CollaborationPage, InitiativePage
from stories.models import MediaGalleryItem, MediaGalleryPage


def add_kinds_without_demo() -> None:
    """The demo has no press release, no collaboration, no video: one of each, the pages at `…/sample/`."""
    video = Recording.objects.create(title="A visit", type="video", hosted_at="https://youtu.be/aBcDeFgHiJk")
    RecordingText.objects.create(recording=video, language="ar", title="زيارة", transcript="استمعنا أولًا.")
    for gallery in MediaGalleryPage.objects.all():
        gallery.items.add(MediaGalleryItem(recording=video))
        gallery.save()
    keys = {PressIndexPage: uuid4(), InitiativePage: uuid4()}
    for parent in [*PressIndexPage.objects.all(), *InitiativePage.objects.filter(slug="shared-learning-initiative")]:
        page = (
            PressReleasePage(dateline="Los Angeles", summary="A sample.", boilerplate="Only a sample.")
            if isinstance(parent, PressIndexPage)
            else CollaborationPage(problem_of_practice="A sample.", starts=date(2026, 1, 1))
        )
        page.title, page.slug = "Sample", "sample"
        page.locale, page.translation_key = parent.locale, keys[type(parent)]
        parent.add_child(instance=page)
        page.save_revision().publish()
