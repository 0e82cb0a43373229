"""An entry of the demo content as a draft in English: what an editor would type into the form of its kind."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.images.forms import get_image_form
from wagtail.log_actions import log
from wagtail.models import Locale, Orderable, Page
from wagtail.utils.file import hash_filelike

from briefs.models import BriefIndexPage, BriefPage, PolicyPlatformPage, RecommendationLink, RecommendationPage
from cms.accounts.models import User
from cms.directory.models import (
    ContactPoint,
    DirectoryEntry,
    Funder,
    FundingAcknowledgement,
    Organisation,
    PageContact,
    PageFunding,
    PageOrganisation,
    PageStatistic,
    PageTerm,
    Person,
    ReusableText,
    Statistic,
    Term,
)
from cms.languages.languages import SOURCE_LANGUAGE
from cms.library.models import LibraryImage, Recording, RecordingText
from demo.content import KINDS, PARENTS, VOCABULARIES, Entry, State
from demo.fields import Reference, References, Roles
from demo.markup import as_html
from home.models import HomePage, PressIndexPage, PressReleasePage, StandardPage
from initiatives.models import EventIndexPage, EventPage, InitiativeIndexPage, InitiativePage
from stories.models import MediaGalleryItem, MediaGalleryPage, ReleasePage, StoryIndexPage, StoryPage

PAGE_MODELS: dict[str, type[Page]] = {
    "standard": StandardPage,
    "media_gallery": MediaGalleryPage,
    "platform": PolicyPlatformPage,
    "recommendation": RecommendationPage,
    "initiative_index": InitiativeIndexPage,
    "initiative": InitiativePage,
    "event_index": EventIndexPage,
    "event": EventPage,
    "story_index": StoryIndexPage,
    "release": ReleasePage,
    "story": StoryPage,
    "brief_index": BriefIndexPage,
    "brief": BriefPage,
    "press_index": PressIndexPage,
    "press_release": PressReleasePage,
}
SNIPPET_MODELS: dict[str, type[DirectoryEntry]] = {
    **dict.fromkeys(VOCABULARIES, Term),
    "organisation": Organisation,
    "person": Person,
    "funding": FundingAcknowledgement,
    "contact": ContactPoint,
    "statistic": Statistic,
    "reusable_text": ReusableText,
}
# Kind that a list of keys points at → the relation that holds it, its model, and the field there that points at it.
RELATIONS: dict[str, tuple[str, type[Orderable], str]] = {
    **dict.fromkeys(VOCABULARIES, ("page_terms", PageTerm, "term")),
    "contact": ("page_contacts", PageContact, "contact"),
    "statistic": ("page_statistics", PageStatistic, "statistic"),
    "funding": ("page_fundings", PageFunding, "funding"),
    "recommendation": ("recommendation_links", RecommendationLink, "recommendation"),
    "recording": ("items", MediaGalleryItem, "recording"),
}
EMBARGO = datetime.timedelta(days=1)


def slug_of(entry: Entry) -> str:
    """Return the last part of the address of a page; a recommendation's begins with its number."""
    return f"{entry.values['number']}-{entry.key}" if entry.kind == "recommendation" else entry.key


class Writer:
    """Finds and writes English texts, in the name of one editor. Entries are written in the order of loading."""

    def __init__(self, entries: list[Entry], editor: User) -> None:
        self.editor = editor
        self.locale = Locale.objects.get(language_code=SOURCE_LANGUAGE)
        self.names = {(entry.kind, entry.key): entry for entry in entries}
        self.found: dict[tuple[str, str], Any] = {}

    def find(self, entry: Entry) -> Any | None:
        """Return what there is of `entry` in English, a page or a snippet; None where it has not been written."""
        name = (entry.kind, entry.key)
        if name not in self.found:
            instance = self._look_up(entry)
            if instance is None:
                return None
            self.found[name] = instance
        return self.found[name]

    def write(self, entry: Entry) -> Any:
        """Save `entry` as a draft and return it; raises `ValidationError`, as its form would."""
        if entry.kind == "image":
            return self._write_image(entry)
        if entry.kind == "recording":
            return self._write_recording(entry)
        if entry.kind == "home":
            return self.rewrite(entry)
        return self._write_page(entry) if entry.kind in PAGE_MODELS else self._write_snippet(entry)

    def rewrite(self, entry: Entry) -> Any:
        """Save `entry`, which is there already, as a draft of what it says now. Its relations stay."""
        page = self._newest_draft(entry)
        for name, value in self._fields(entry).items():
            before = getattr(page, name)
            setattr(page, name, value)
            if isinstance(before, StreamValue):
                _keep_identities(before, getattr(page, name))
        page.save_revision(user=self.editor, log_action=True)
        return page

    def says(self, entry: Entry) -> bool:
        """Return whether the newest draft has the lines and values of `entry`, as far as they are not relations."""
        page = self._newest_draft(entry)
        plain = {name: value for name, value in self._fields(entry).items() if not isinstance(value, list)}
        return all(getattr(page, name) == value for name, value in plain.items())

    def _newest_draft(self, entry: Entry) -> Any:
        written: Any = self.find(entry)
        return written.get_latest_revision_as_object()

    def forget(self, entry: Entry) -> None:
        """Read `entry` from the database again when it is asked for the next time."""
        self.found.pop((entry.kind, entry.key), None)

    def is_written(self, entry: Entry) -> bool:
        """Return whether somebody has written `entry`; the home page of set-up was written by nobody."""
        instance = self.find(entry)
        return instance is not None and (entry.kind != "home" or instance.revisions.exclude(user=None).exists())

    def _look_up(self, entry: Entry) -> Any | None:
        found: Any
        if entry.kind == "image":
            with entry.values["file"].open("rb") as file:
                found = LibraryImage.objects.filter(file_hash=hash_filelike(file))
        elif entry.kind == "recording":
            # A storage that holds the name already puts something behind it.
            found = Recording.objects.filter(file__contains=entry.values["file"].stem)
        elif entry.kind == "home":
            found = HomePage.objects.filter(sites_rooted_here__is_default_site=True)
        elif entry.kind in PAGE_MODELS:
            found = PAGE_MODELS[entry.kind].objects.child_of(self._parent(entry)).filter(slug=slug_of(entry))
        else:
            found = SNIPPET_MODELS[entry.kind].objects.filter(**self._identity(entry))
        return found.first()

    def _identity(self, entry: Entry) -> dict[str, Any]:
        """Return the fields by which a snippet is found again."""
        vocabulary = {"vocabulary": VOCABULARIES[entry.kind]} if entry.kind in VOCABULARIES else {}
        return {**vocabulary, "key": entry.key, "locale": self.locale}

    def _parent(self, entry: Entry) -> Any:
        return next(self.find(other) for other in self.names.values() if other.kind == PARENTS[entry.kind])

    def _write_image(self, entry: Entry) -> LibraryImage:
        path = entry.values["file"]
        image = LibraryImage(uploaded_by_user=self.editor)
        fields = {name: value for name, value in entry.values.items() if name != "file"}
        files = {"file": SimpleUploadedFile(path.name, path.read_bytes(), "image/png")}
        form = get_image_form(LibraryImage)(fields, files, instance=image, user=self.editor)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        form.save()
        log(instance=image, action="wagtail.create", user=self.editor)
        return image

    def _write_recording(self, entry: Entry) -> Recording:
        """A video with its poster, and in each language its words and the captions that there are."""
        path = entry.values["file"]
        values = {name: value for name, value in entry.values.items() if name != "file"}
        recording = Recording(
            type="video",
            title=entry.texts[SOURCE_LANGUAGE]["title"],
            file=SimpleUploadedFile(path.name, path.read_bytes()),
            thumbnail=SimpleUploadedFile(f"{path.stem}.jpg", path.with_suffix(".jpg").read_bytes()),
            uploaded_by_user=self.editor,
            **values,
        )
        recording.full_clean()
        recording.save()
        for language, texts in entry.texts.items():
            text = RecordingText(recording=recording, language=language, **texts)
            captions = path.with_suffix(f".{language}.vtt")
            if captions.exists():
                text.captions = SimpleUploadedFile(captions.name, captions.read_bytes())
            text.full_clean()
            text.save()
        log(instance=recording, action="wagtail.create", user=self.editor)
        return recording

    def _write_page(self, entry: Entry) -> Page:
        page = PAGE_MODELS[entry.kind](
            slug=slug_of(entry), locale=self.locale, owner=self.editor, live=False, **self._fields(entry)
        )
        self._relate(page, entry)
        if entry.state(SOURCE_LANGUAGE) is State.EMBARGOED:
            page.go_live_at = timezone.now() + EMBARGO
        self._parent(entry).add_child(instance=page)
        page.save_revision(user=self.editor, log_action=True, clean=False)
        return page

    def _write_snippet(self, entry: Entry) -> models.Model:
        snippet: Any = SNIPPET_MODELS[entry.kind](live=False, **self._identity(entry), **self._fields(entry))
        self._relate(snippet, entry)
        snippet.full_clean()
        snippet.save()
        revision = snippet.save_revision(user=self.editor)
        log(instance=snippet, action="wagtail.create", user=self.editor, revision=revision, content_changed=True)
        return snippet

    def _fields(self, entry: Entry) -> dict[str, Any]:
        """Return the model's fields that are no relations, with their values."""
        fields = {name: entry.stored(name) for name in entry.texts[SOURCE_LANGUAGE]}
        for name, value in entry.values.items():
            field = KINDS[entry.kind][name]
            if isinstance(field, Reference):
                fields[name] = self._referred(field.kind, value) if value else None
            elif not isinstance(field, References | Roles):
                fields[name] = value
        if "body" in fields:
            fields["body"] = [(block, self._block_value(block, content)) for block, content in fields["body"]]
        return fields

    def _block_value(self, block: str, content: Any) -> Any:
        if block == "text":
            return as_html(content, lambda kind, key: f'linktype="page" id="{self._referred(kind, key).pk}"')
        return self._referred("reusable_text", content) if block == "reusable_text" else content

    def _relate(self, instance: Any, entry: Entry) -> None:
        """Give a page or snippet the rows that point at other entries, in the order of the fields and of their keys."""
        rows: dict[str, list[Orderable]] = {}
        for name, field in KINDS[entry.kind].items():
            value = entry.values.get(name, ())
            if isinstance(field, References):
                relation, model, target = RELATIONS[field.kind]
                rows.setdefault(relation, []).extend(
                    model(**{target: self._referred(field.kind, key)}) for key in value
                )
            elif name == "organisations":
                rows.setdefault("page_organisations", []).extend(
                    PageOrganisation(role=role, organisation=self._referred("organisation", key)) for role, key in value
                )
            elif name == "funders":
                rows["funders"] = [Funder(**{kind: self._referred(kind, key)}) for kind, key in value]
        for relation, related in rows.items():
            for position, row in enumerate(related):
                row.sort_order = position
            if related:
                setattr(instance, relation, related)

    def _referred(self, kind: str, key: str) -> Any:
        return self.find(self.names[(kind, key)])


def _keep_identities(before: StreamValue, now: StreamValue) -> None:
    """A block that is written anew in its place is the same block: only the words in it have changed."""
    for old, new in zip(before, now, strict=False):
        if old.block_type == new.block_type:
            new.id = old.id
