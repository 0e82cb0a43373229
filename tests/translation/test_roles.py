"""
Who may do what: every role sends the request of every action, and the state afterwards is looked at.

The requests of Wagtail's and wagtail-localize's own screens are sent directly too: whether a button is shown proves
nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Task, TaskState, WorkflowState
from wagtail_localize.models import (
    LocaleSynchronization,
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.directory.models import ReusableText, Term
from cms.library.models import LibraryImage
from cms.translation.drafts import Typed, keep
from cms.translation.exchange.collecting import collect
from cms.translation.exchange.formats import FORMATS
from cms.translation.exchange.plan import plan_import
from cms.translation.models import (
    Assignment,
    Draft,
    EarlierDraft,
    LanguageReview,
    LookedAt,
    Question,
    Remark,
    Reply,
    ReviewOpening,
    ReviewPolicy,
    SecondReading,
    Sending,
    SentText,
    TranslatedRevision,
)
from cms.translation.publishing import Moment
from cms.translation.questions.asking import ask
from cms.translation.review import approve, return_with_comment, submit_source
from cms.translation.segments import find_row, list_segments
from cms.translation.suggesting import Said, keep_remark
from cms.translation.taking_back import note_opening
from tests.forms import sent
from tests.house import House, People, fresh, make_people

ROLES = [field.name for field in fields(People)]
STORIES = ("open", "waiting", "live", "returned", "scheduled", "opened")
BODY = '<p>We <b>listened</b> to <a href="https://example.org/">everybody</a>.</p>'


@dataclass
class Scene:
    """A house with one text in each situation."""

    house: House
    english: Any
    open: Translation
    waiting: Translation
    live: Translation
    returned: Translation
    scheduled: Translation
    opened: Translation
    unfinished: Translation
    submitted: Any
    remark: Remark
    reading: SecondReading
    shared: ReusableText
    failed: SentText
    picture: LibraryImage
    earlier: EarlierDraft
    questions: dict[str, Question]
    aside: Draft
    theme: Translation
    theme_in_review: Translation
    locked: Any

    @property
    def target(self) -> dict[str, Any]:
        names = ("open", "waiting", "live", "returned", "scheduled", "opened")
        return {name: getattr(self, name).get_target_instance() for name in names}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene of all tests of this module: what a request changes is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        house = House(make_people())
        house.story_index("ar")
        picture = LibraryImage.objects.create(title="A class", file=get_test_image_file())
        values = {"lead_image": picture, "lead_image_alt": "A class", "body": [("text", BODY)]}
        stories = [house.go_live(house.story(slug, **values)) for slug in STORIES]
        house.translate(stories[2], "ar")
        texts = dict(zip(STORIES, (house.send(story, "ar")[0] for story in stories), strict=True))
        for name in ("open", "waiting", "returned", "scheduled", "opened"):
            house.fill(texts[name])
        for name in ("waiting", "returned", "scheduled", "opened"):
            house.submit(texts[name])
        texts["unfinished"] = house.send(stories[4], "es")[0]
        people = house.people
        first = list_segments(texts["returned"])[0].id
        remark = keep_remark(texts["returned"], Said(first, 0, text="عنوان أفضل"), user=people.reviewer_ar).remark
        return_with_comment(texts["returned"].get_target_instance(), user=people.reviewer_ar, comment="")
        later = Moment(at=timezone.now() + timedelta(days=9))
        approve(texts["scheduled"].get_target_instance(), user=people.reviewer_ar, moment=later)
        note_opening(texts["opened"].get_target_instance(), user=people.reviewer_ar)
        submitted = house.story("submitted")
        submit_source(fresh(submitted), user=people.editor)
        live = texts["live"].get_target_instance()
        reading = SecondReading.objects.create(
            translation_key=live.translation_key,
            language="ar",
            kind=SecondReading.Kind.ATTESTED,
            revision=live.live_revision,
            reason="Nobody was there.",
            authors=[people.translator_ar.pk, people.editor.pk],
        )
        sending = Sending.objects.create(title="Stories", sent_by=house.people.editor)
        page = ContentType.objects.get_for_model(stories[0])
        failed = sending.texts.create(
            content_type=page, object_id=stories[0].pk, title="Open", language="es", state="failed", message="No."
        )
        opened, waiting = texts["open"], texts["waiting"]
        title = list_segments(opened)[0]
        keep(opened, Typed(title.id, "عنوان أول", 0, done=True), user=house.people.translator_ar)
        earlier = EarlierDraft.objects.get()
        row, summary = (find_row(opened, segment.id) for segment in list_segments(opened)[:2])
        # A part that the English never had: what stands there is set aside.
        aside = Draft.objects.create(
            translation=opened,
            context=summary.context,
            string=find_row(waiting, list_segments(waiting)[-1].id).string,
            text="نص",
            typed_at=timezone.now(),
        )
        questions = {
            about: ask(opened, row, about=about, text="Why?", user=house.people.translator_ar)
            for about in ("english", "translation")
        }
        shared = house.reusable_text()
        themes = [house.term(f"theme-{n}", f"Theme {name}", order=n) for n, name in enumerate(("open", "in review"))]
        theme, theme_in_review = (house.send(term, "ar")[0] for term in themes)
        house.fill(theme)
        house.fill(theme_in_review)
        house.submit(theme_in_review)
        draft = house.story("draft")
        locked = house.go_live(house.story("locked"))
        Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=people.editor2, locked_at=timezone.now())
        yield Scene(
            house,
            draft,
            **texts,
            locked=fresh(locked),
            submitted=submitted,
            remark=remark,
            reading=reading,
            shared=shared,
            failed=failed,
            picture=picture,
            earlier=earlier,
            questions=questions,
            aside=aside,
            theme=theme,
            theme_in_review=theme_in_review,
        )
        transaction.set_rollback(True)


def snapshot() -> dict[str, list]:
    """What must not change where somebody was refused."""
    rows = {
        Page: ("pk", "path", "slug", "title", "live", "live_revision", "latest_revision", "alias_of", "locked"),
        Term: ("pk", "name", "live"),
        ReusableText: ("pk", "text", "live", "live_revision", "latest_revision"),
        Revision: ("pk", "approved_go_live_at"),
        Translation: ("pk", "enabled"),
        TranslationSource: ("pk", "last_updated_at"),
        StringTranslation: ("pk", "data"),
        Draft: ("pk", "text", "is_done", "string"),
        EarlierDraft: ("pk",),
        SegmentOverride: ("pk", "data_json"),
        WorkflowState: ("pk", "status"),
        TaskState: ("pk", "status"),
        Remark: ("pk", "suggestion", "comment", "answer", "outcome"),
        LookedAt: ("pk", "text"),
        ReviewOpening: ("pk",),
        ReviewPolicy: ("language", "kind"),
        SecondReading: ("pk", "confirmed_by"),
        TranslatedRevision: ("pk", "waits_for_source", "waits_for_page", "goes_live_at"),
        Task: ("pk", "active"),
        LocaleSynchronization: ("pk",),
        Assignment: ("pk", "assignee", "due", "note"),
        Question: ("pk", "answered_at"),
        Reply: ("pk", "text"),
        Sending: ("pk",),
        SentText: ("pk", "state", "message"),
        PageViewRestriction: ("pk", "restriction_type"),
    }
    return {model.__name__: list(model.objects.order_by("pk").values_list(*names)) for model, names in rows.items()}


@dataclass(frozen=True)
class Action:
    """A request, and the roles in whose hands it changes something. `data` and `url` are made from the scene."""

    url: Callable[[Scene], str]
    data: Callable[[Scene], dict[str, Any]] = lambda scene: {}
    allowed: frozenset[str] = frozenset()


def desk(name: str) -> Callable[[Scene], str]:
    return lambda scene: f"/admin/pages/{scene.target[name].pk}/edit/"


def typed(scene: Scene, name: str = "open") -> dict[str, str]:
    title = list_segments(getattr(scene, name))[0]
    return {f"was-{title.id}": title.text, f"text-{title.id}": "عنوان آخر"}


def done_on_desk(scene: Scene) -> dict[str, str]:
    return {"action": f"done:{list_segments(scene.open)[0].id}", **typed(scene)}


def part(name: str) -> Callable[[Scene], str]:
    def address(scene: Scene) -> str:
        target = scene.target[name]
        translation = Translation.objects.get(source__object_id=target.translation_key, target_locale=target.locale_id)
        return f"/admin/translation/{translation.pk}/parts/{list_segments(translation)[0].id}/"

    return address


def remark(name: str) -> Callable[[Scene], str]:
    return lambda scene: part(name)(scene).replace("/parts/", "/remarks/")


def link(name: str) -> Callable[[Scene], str]:
    """The address of the link in a text."""

    def address(scene: Scene) -> str:
        translation = getattr(scene, name)
        linked = next(segment for segment in list_segments(translation) if "<a" in segment.source)
        return f"/admin/translation/{translation.pk}/parts/{linked.id}/links/a1/"

    return address


def locked_form(scene: Scene, **extra: str) -> dict[str, Any]:
    return {**sent(scene.locked, title="A changed title", change_kind="update"), **extra}


def of_locked(path: str) -> Callable[[Scene], str]:
    return lambda scene: f"/admin/pages/{scene.locked.pk}/{path}/"


def override(name: str) -> Callable[[Scene], str]:
    return lambda scene: f"/admin/translation/override/{getattr(scene, name).pk}/"


def ask_address(name: str) -> Callable[[Scene], str]:
    return lambda scene: part(name)(scene).replace("/parts/", "/questions/")


def on_desk(scene: Scene) -> str:
    return f"/admin/translation/{scene.open.pk}/questions/"


def for_editors(scene: Scene) -> str:
    return f"/admin/translation/questions/{scene.open.source.object_id}/"


def answer(about: str, **extra: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"question": scene.questions[about].pk, "text": "Because.", **extra}


def sheet(scene: Scene) -> str:
    return "/admin/translation/vocabularies/theme/"


def on_sheet(action: str, name: str = "theme") -> Callable[[Scene], dict[str, Any]]:
    """What the sheet of the themes sends with a text for the term `name`; `{box}` in the action is its box."""

    def data(scene: Scene) -> dict[str, Any]:
        translation = getattr(scene, name)
        box = f"{translation.pk}-{list_segments(translation)[0].id}"
        return {"action": action.format(box=box), f"text-{box}": "موضوع آخر"}

    return data


def theme_review(scene: Scene) -> int:
    return fresh(scene.theme_in_review.get_target_instance()).current_workflow_task_state.pk


def address_of_file(name: str) -> Callable[[Scene], str]:
    return lambda scene: f"/admin/translation/{getattr(scene, name).pk}/in/po/"


def file_of(name: str) -> Callable[[Scene], dict[str, Any]]:
    """What a browser sends when the changes of a file have been seen: here another title."""

    def confirmed(scene: Scene) -> dict[str, Any]:
        translation = getattr(scene, name)
        batch = collect([translation], code="ar")
        first = replace(batch.entries[0], target="عنوان من ملف")
        file = FORMATS["po"].write(replace(batch, entries=(first,)))
        locked = name == "waiting"
        plan = None if locked else plan_import(FORMATS["po"].read(file), [translation], code="ar")
        return {"text": file.decode(), "fingerprint": plan.fingerprint if plan else "0" * 64}

    return confirmed


def english_form(scene: Scene, **extra: str) -> dict[str, Any]:
    return {**sent(scene.english, title="A changed title"), **extra}


def english_edit(scene: Scene) -> str:
    return f"/admin/pages/{scene.english.pk}/edit/"


def localize(path: str) -> Callable[[Scene], str]:
    return lambda scene: (
        "/admin/localize/"
        + path.format(
            translation=scene.open.pk,
            live=scene.live.pk,
            source=scene.open.source_id,
            english=scene.english.pk,
            target=scene.target["open"].pk,
            segment=scene.open.source.stringsegment_set.first().pk,
            text=scene.shared.pk,
        )
    )


def copy_form(scene: Scene) -> dict[str, Any]:
    return {"new_title": "Copy", "new_slug": "copy", "new_parent_page": scene.english.get_parent().pk}


def workflow_action(scene: Scene, name: str) -> str:
    target = scene.target["waiting"]
    return f"/admin/pages/workflow/action/{target.pk}/{name}/{target.current_workflow_task_state.pk}/"


def page_screen(path: str, name: str = "live") -> Callable[[Scene], str]:
    return lambda scene: f"/admin/pages/{scene.target[name].pk}/{path}/"


def english_screen(path: str) -> Callable[[Scene], str]:
    """A screen of the English page that is live with its translation."""
    return lambda scene: f"/admin/pages/{scene.live.source.get_source_instance().pk}/{path}/"


def snippet_screen(path: str) -> Callable[[Scene], str]:
    return lambda scene: f"/admin/snippets/directory/reusabletext/{path}/{scene.shared.pk}/"


NOBODY: frozenset[str] = frozenset()
ADMINISTRATOR = frozenset({"admin"})
EDITORS = frozenset({"editor", "editor2", "admin"})

ARABIC = frozenset({"translator_ar", "reviewer_ar"})

ACTIONS = {
    # The desk
    "save": Action(desk("open"), lambda scene: {"action": "save", **typed(scene)}, frozenset({"translator_ar"})),
    "submit": Action(desk("open"), lambda scene: {"action": "submit"}, frozenset({"translator_ar"})),
    "done": Action(desk("open"), done_on_desk, frozenset({"translator_ar"})),
    "save a part": Action(part("open"), lambda scene: {"text": "عنوان آخر"}, frozenset({"translator_ar"})),
    "finish a part": Action(part("open"), lambda scene: {"text": "عنوان", "done": "1"}, frozenset({"translator_ar"})),
    "save a part in review": Action(part("waiting"), lambda scene: {"text": "عنوان آخر"}),
    "save in review": Action(desk("waiting"), lambda scene: {"action": "save", **typed(scene)}),
    "submit in review": Action(desk("waiting"), lambda scene: {"action": "submit"}),
    "approve": Action(desk("waiting"), lambda scene: {"action": "approve"}, frozenset({"reviewer_ar"})),
    "return": Action(desk("waiting"), lambda scene: {"action": "return", "comment": "لا"}, frozenset({"reviewer_ar"})),
    "return without a word": Action(desk("waiting"), lambda scene: {"action": "return", "comment": " "}),
    "approve for a time": Action(
        desk("waiting"),
        lambda scene: {"action": "approve", "when": "time", "go_live_at": "2099-01-01T10:00"},
        frozenset({"reviewer_ar"}),
    ),
    "approve for a time that has passed": Action(
        desk("waiting"), lambda scene: {"action": "approve", "when": "time", "go_live_at": "2020-01-01T10:00"}
    ),
    "take back": Action(desk("waiting"), lambda scene: {"action": "take-back"}, frozenset({"translator_ar"})),
    "take back what a reviewer reads": Action(desk("opened"), lambda scene: {"action": "take-back"}),
    "take back what is not in review": Action(desk("open"), lambda scene: {"action": "take-back"}),
    "remark": Action(remark("waiting"), lambda scene: {"text": "عنوان أفضل"}, frozenset({"reviewer_ar"})),
    "look at a part": Action(remark("waiting"), lambda scene: {"looked": "1"}, frozenset({"reviewer_ar"})),
    "remark by form": Action(
        desk("waiting"), lambda scene: {"action": "remarks", **typed(scene, "waiting")}, frozenset({"reviewer_ar"})
    ),
    "remark on what is not in review": Action(remark("open"), lambda scene: {"text": "عنوان أفضل"}),
    "accept": Action(
        desk("returned"), lambda scene: {"action": f"accept:{scene.remark.pk}"}, frozenset({"translator_ar"})
    ),
    "accept what is about another text": Action(desk("open"), lambda scene: {"action": f"accept:{scene.remark.pk}"}),
    "accept all": Action(desk("returned"), lambda scene: {"action": "accept-all"}, frozenset({"translator_ar"})),
    "answer": Action(
        desk("returned"),
        lambda scene: {"action": f"answer:{scene.remark.pk}", f"answer-{scene.remark.pk}": "نعم"},
        frozenset({"translator_ar"}),
    ),
    "submit what came back": Action(desk("returned"), lambda scene: {"action": "submit"}),
    "withdraw an approval": Action(
        desk("scheduled"), lambda scene: {"action": "withdraw", "comment": "لا"}, frozenset({"reviewer_ar"})
    ),
    "withdraw an approval without a word": Action(desk("scheduled"), lambda scene: {"action": "withdraw"}),
    "confirm": Action(desk("live"), lambda scene: {"action": "confirm"}, frozenset({"reviewer_ar"})),
    "confirm what was read": Action(desk("open"), lambda scene: {"action": "confirm"}),
    "confirm on a screen of its own": Action(
        lambda scene: f"/admin/translation/readings/{scene.reading.pk}/", allowed=frozenset({"reviewer_ar"})
    ),
    "reopen": Action(desk("live"), lambda scene: {"action": "reopen", "comment": "لا"}, frozenset({"reviewer_ar"})),
    "reopen without a word": Action(desk("live"), lambda scene: {"action": "reopen"}),
    "override a translation": Action(override("open"), lambda scene: {"reason": "الآن"}, ADMINISTRATOR),
    "override without a reason": Action(override("open"), lambda scene: {"reason": " "}),
    "override what has parts missing": Action(override("unfinished"), lambda scene: {"reason": "الآن"}),
    "override the review of English": Action(
        lambda scene: f"/admin/translation/override/page/{scene.submitted.pk}/",
        lambda scene: {"reason": "الآن"},
        ADMINISTRATOR,
    ),
    "override what has no draft": Action(
        lambda scene: f"/admin/translation/override/snippet/directory/reusabletext/{scene.shared.pk}/",
        lambda scene: {"reason": "الآن"},
    ),
    "set who approves": Action(
        lambda scene: "/admin/translation/policies/", lambda scene: {"es": "reviewed", "ar": "attested"}, ADMINISTRATOR
    ),
    "approve what is not in review": Action(desk("open"), lambda scene: {"action": "approve"}),
    # Beside the desk
    "put an earlier text back": Action(
        lambda scene: f"/admin/translation/{scene.open.pk}/history/{scene.earlier.pk}/",
        allowed=frozenset({"translator_ar"}),
    ),
    "choose a picture": Action(
        lambda scene: f"/admin/translation/{scene.open.pk}/files/lead_image/",
        lambda scene: {"chosen": scene.picture.pk},
        frozenset({"translator_ar"}),
    ),
    "choose a picture in review": Action(
        lambda scene: f"/admin/translation/{scene.waiting.pk}/files/lead_image/",
        lambda scene: {"chosen": scene.picture.pk},
    ),
    # Questions
    "ask": Action(ask_address("open"), lambda scene: {"about": "english", "text": "Why?"}, ARABIC),
    "ask in review": Action(ask_address("waiting"), lambda scene: {"about": "translation", "text": "Why?"}, ARABIC),
    "ask about nothing": Action(ask_address("open"), lambda scene: {"about": "", "text": "Why?"}),
    "answer about the English on the desk": Action(on_desk, answer("english"), ARABIC | ADMINISTRATOR),
    "answer about the English": Action(for_editors, answer("english"), ARABIC | EDITORS),
    "mark as answered": Action(for_editors, answer("english", action="answered"), ARABIC | EDITORS),
    "answer about the translation": Action(on_desk, answer("translation"), ARABIC),
    "answer about the translation as an editor": Action(for_editors, answer("translation")),
    "delete what was set aside": Action(
        lambda scene: (
            f"/admin/translation/{scene.open.pk}/set-aside/{scene.aside.context_id}-{scene.aside.string_id}/delete/"
        ),
        allowed=frozenset({"translator_ar"}),
    ),
    "give a link its own address": Action(
        link("open"), lambda scene: {"address": "https://example.com/"}, frozenset({"translator_ar"})
    ),
    "give a link its own address in review": Action(link("waiting"), lambda scene: {"address": "https://example.com/"}),
    "follow the English": Action(
        lambda scene: f"/admin/translation/{scene.open.pk}/news/english/",
        lambda scene: {"parts": f"{scene.aside.context_id}-{scene.aside.string_id}"},
        frozenset({"translator_ar"}),
    ),
    "follow the English in review": Action(
        lambda scene: f"/admin/translation/{scene.waiting.pk}/news/english/",
        lambda scene: {"parts": list_segments(scene.waiting)[0].id},
    ),
    # The sheet of a vocabulary
    "sheet: save": Action(sheet, on_sheet("save"), frozenset({"translator_ar"})),
    "sheet: done": Action(sheet, on_sheet("done:{box}"), frozenset({"translator_ar"})),
    "sheet: save in review": Action(sheet, on_sheet("save", "theme_in_review")),
    "sheet: submit": Action(sheet, lambda scene: {"action": "submit:ar"}, frozenset({"translator_ar"})),
    "sheet: submit another language": Action(sheet, lambda scene: {"action": "submit:es"}),
    "sheet: approve": Action(
        sheet, lambda scene: {"action": "approve:ar", "shown": theme_review(scene)}, frozenset({"reviewer_ar"})
    ),
    "sheet: approve another language": Action(
        sheet, lambda scene: {"action": "approve:es", "shown": theme_review(scene)}
    ),
    "sheet: approve what was not shown": Action(sheet, lambda scene: {"action": "approve:ar"}),
    "sheet: return": Action(
        sheet,
        lambda scene: {"action": f"return:{theme_review(scene)}", f"comment-{theme_review(scene)}": "لا"},
        frozenset({"reviewer_ar"}),
    ),
    "sheet: return without a word": Action(sheet, lambda scene: {"action": f"return:{theme_review(scene)}"}),
    "sheet: send": Action(sheet, lambda scene: {"action": "send"}, EDITORS),
    # Files, and the machine where there is one
    "bring a file": Action(address_of_file("open"), file_of("open"), frozenset({"translator_ar"})),
    "bring a file of everything": Action(
        lambda scene: "/admin/translation/files/ar/in/po/", file_of("open"), frozenset({"translator_ar"})
    ),
    "bring a file in review": Action(address_of_file("waiting"), file_of("waiting")),
    "draft by machine": Action(lambda scene: f"/admin/translation/{scene.open.pk}/machine/"),
    # Sending
    "send": Action(
        lambda scene: f"/admin/translation/send/page/{scene.open.source.get_source_instance().pk}/",
        lambda scene: {"languages": ["es"]},
        EDITORS,
    ),
    "send a draft": Action(
        lambda scene: f"/admin/translation/send/page/{scene.english.pk}/", lambda scene: {"languages": ["es"]}
    ),
    "send a shared text": Action(
        lambda scene: f"/admin/translation/send/snippet/directory/reusabletext/{scene.shared.pk}/",
        lambda scene: {"languages": ["es"]},
        EDITORS,
    ),
    "send a section": Action(
        lambda scene: f"/admin/translation/send/section/{scene.english.get_parent().pk}/",
        lambda scene: {"languages": ["es"]},
        EDITORS,
    ),
    "send ticked pages": Action(
        lambda scene: (
            "/admin/bulk/wagtailcore/page/send_for_translation/"
            f"?id={scene.open.source.get_source_instance().pk}&id={scene.english.pk}"
        ),
        lambda scene: {"languages": ["es"]},
        EDITORS,
    ),
    "send a ticked draft": Action(
        lambda scene: f"/admin/bulk/wagtailcore/page/send_for_translation/?id={scene.english.pk}",
        lambda scene: {"languages": ["es"]},
    ),
    "send ticked translations": Action(
        lambda scene: f"/admin/bulk/wagtailcore/page/send_for_translation/?id={scene.target['live'].pk}",
        lambda scene: {"languages": ["es"]},
    ),
    "send ticked shared texts": Action(
        lambda scene: f"/admin/bulk/directory/reusabletext/send_for_translation/?id={scene.shared.pk}",
        lambda scene: {"languages": ["es"]},
        EDITORS,
    ),
    "ask for a translator and a day": Action(
        lambda scene: f"/admin/translation/send/page/{scene.open.source.get_source_instance().pk}/",
        lambda scene: {"languages": ["ar"], "assignee_ar": scene.house.people.translator_ar.pk, "due": "2099-01-01"},
        EDITORS,
    ),
    "try a sending again": Action(
        lambda scene: f"/admin/translation/sendings/{scene.failed.sending_id}/", lambda scene: {}, EDITORS
    ),
    # English
    "edit English": Action(english_edit, english_form, EDITORS),
    "take English back": Action(
        lambda scene: f"/admin/pages/{scene.submitted.pk}/edit/",
        lambda scene: {"action-cancel-workflow": "true"},
        EDITORS,
    ),
    "submit English": Action(english_edit, lambda scene: english_form(scene, **{"action-submit": "1"}), EDITORS),
    # A page that was locked for one of the editors
    "lock English": Action(english_screen("lock"), allowed=ADMINISTRATOR),
    "lock a translation": Action(page_screen("lock")),
    "edit what is locked": Action(of_locked("edit"), locked_form, frozenset({"editor2"})),
    "submit what is locked": Action(
        of_locked("edit"), lambda scene: locked_form(scene, **{"action-submit": "1"}), frozenset({"editor2"})
    ),
    "publish what is locked": Action(
        of_locked("edit"), lambda scene: locked_form(scene, **{"action-publish": "1"}), NOBODY
    ),
    "unlock": Action(of_locked("unlock"), allowed=frozenset({"editor2", "admin"})),
    # Nothing of the page is changed by that.
    "send what is locked": Action(
        lambda scene: f"/admin/translation/send/page/{scene.locked.pk}/", lambda scene: {"languages": ["es"]}, EDITORS
    ),
    # wagtail-localize's own screens
    "localize: submit": Action(localize("submit/page/{english}/"), lambda scene: {"locales": [_locale("es")]}),
    "localize: submit a snippet": Action(
        localize("submit/snippet/directory/reusabletext/{text}/"), lambda scene: {"locales": [_locale("es")]}
    ),
    "localize: update": Action(localize("update/{source}/"), lambda scene: {"publish_translations": "on"}),
    "localize: stop": Action(localize("translate/{live}/disable/")),
    "localize: convert to alias": Action(localize("page/{target}/convert_to_alias/")),
    "localize: edit a string": Action(
        localize("translate/{translation}/strings/{segment}/edit/"), lambda scene: {"value": "x"}
    ),
    "localize: upload": Action(localize("translate/{translation}/pofile/upload/")),
    "localize: machine": Action(localize("translate/{translation}/machine_translate/")),
    "localize: snippets": Action(localize("api/snippets/directory/reusabletext/")),
    "unknown action": Action(desk("open"), lambda scene: {"action": "publish", **typed(scene)}),
    "localize: restart": Action(desk("open"), lambda scene: {"localize-restart-translation": "1"}),
    # Wagtail's own screens, for a translation
    "publish by form": Action(desk("open"), lambda scene: {"action-publish": "1", "title": "x", "slug": "x"}),
    "publish by API": Action(lambda scene: f"/admin/api/main/pages/{scene.target['open'].pk}/action/publish/"),
    "alias by API": Action(
        lambda scene: f"/admin/api/main/pages/{scene.english.pk}/action/create_alias/",
        lambda scene: {"destination_page_id": scene.target["live"].get_parent().pk},
    ),
    "publish in bulk": Action(
        lambda scene: f"/admin/bulk/wagtailcore/page/publish/?id={scene.target['open'].pk}&id={scene.english.pk}"
    ),
    "publish a new page": Action(
        lambda scene: f"/admin/pages/add/stories/storypage/{scene.english.get_parent().pk}/",
        lambda scene: english_form(scene, **{"slug": "new", "action-publish": "1"}),
    ),
    "keep a language in step by aliases": Action(
        lambda scene: f"/admin/locales/edit/{_locale('ar')}/",
        lambda scene: {
            "language_code": "ar",
            "component-wagtail_localize_localesynchronization-enabled": "on",
            "component-wagtail_localize_localesynchronization-sync_from": _locale("en"),
        },
    ),
    "another workflow": Action(lambda scene: "/admin/workflows/add/", lambda scene: {"name": "Mine"}),
    "disable the review": Action(
        lambda scene: f"/admin/workflows/tasks/disable/{LanguageReview.objects.get().pk}/", lambda scene: {}
    ),
    "copy over a shared text": Action(
        snippet_screen("copy"), lambda scene: {"key": "copied", "text": '{"entityMap": {}, "blocks": []}'}
    ),
    "delete shared texts in bulk": Action(
        lambda scene: f"/admin/bulk/directory/reusabletext/delete/?id={scene.shared.pk}"
    ),
    "publish a copy": Action(
        lambda scene: f"/admin/pages/{scene.english.pk}/copy/",
        lambda scene: {**copy_form(scene), "publish_copies": "on"},
    ),
    "alias by copy": Action(
        lambda scene: f"/admin/pages/{scene.open.source.get_source_instance().pk}/copy/",
        lambda scene: {**copy_form(scene), "new_parent_page": scene.target["live"].get_parent().pk, "alias": "on"},
    ),
    "move to another language": Action(
        lambda scene: f"/admin/pages/{scene.english.pk}/move/{scene.target['live'].get_parent().pk}/confirm/"
    ),
    "create an Arabic shared text": Action(
        lambda scene: "/admin/snippets/directory/reusabletext/add/?locale=ar",
        lambda scene: {"key": "new", "text": '{"entityMap": {}, "blocks": []}'},
    ),
    "return by Wagtail's screen": Action(
        lambda scene: workflow_action(scene, "reject"), lambda scene: {"comment": "لا"}, frozenset({"reviewer_ar"})
    ),
    "approve by Wagtail's screen": Action(
        lambda scene: workflow_action(scene, "approve"), allowed=frozenset({"reviewer_ar"})
    ),
    "create in Arabic": Action(
        lambda scene: f"/admin/pages/add/stories/storypage/{scene.target['live'].get_parent().pk}/",
        lambda scene: english_form(scene, slug="new", title="New"),
    ),
    # Wagtail's own screens, for an English page
    "publish English": Action(english_edit, lambda scene: english_form(scene, **{"action-publish": "1"}), NOBODY),
    # The tree: a translation follows its English page
    "move a translation": Action(
        lambda scene: f"/admin/pages/{scene.target['live'].pk}/move/{scene.target['live'].get_parent().pk}/confirm/"
    ),
    "move a translation in bulk": Action(
        lambda scene: f"/admin/bulk/wagtailcore/page/move/?id={scene.target['live'].pk}",
        lambda scene: {"chooser": scene.target["live"].get_parent().pk},
    ),
    "reorder a translation": Action(lambda scene: page_screen("set_position")(scene) + "?position=0"),
    "delete a translation": Action(page_screen("delete")),
    "delete a translation in bulk": Action(
        lambda scene: f"/admin/bulk/wagtailcore/page/delete/?id={scene.target['live'].pk}"
    ),
    "restrict a translation": Action(page_screen("privacy"), lambda scene: {"restriction_type": "login"}),
    "unpublish a translation": Action(page_screen("unpublish"), allowed=ADMINISTRATOR),
    "delete live English": Action(english_screen("delete"), allowed=ADMINISTRATOR),
    "unpublish English": Action(english_screen("unpublish"), allowed=ADMINISTRATOR),
    "restrict English": Action(
        english_screen("privacy"), lambda scene: {"restriction_type": "login"}, allowed=ADMINISTRATOR
    ),
    "reorder English": Action(
        lambda scene: english_screen("set_position")(scene) + "?position=0", allowed=ADMINISTRATOR
    ),
    # Wagtail's own screens, for a shared text
    "delete a shared text": Action(snippet_screen("delete")),
    "unpublish a shared text": Action(snippet_screen("unpublish")),
    "publish a shared text": Action(
        snippet_screen("edit"),
        lambda scene: {"key": "not-normal", "text": '{"entityMap": {}, "blocks": []}', "action-publish": "1"},
    ),
}

# Here those who may edit have their text saved as a draft; what counts is that nothing went live.
DRAFT_IS_SAVED = {"publish English": EDITORS, "publish what is locked": {"editor2"}, "publish a shared text": EDITORS}


def _locale(code: str) -> int:
    return Locale.objects.get(language_code=code).pk


def public(state: dict[str, list]) -> list:
    """What readers could see of a snapshot."""
    pages = [row for row in state["Page"] if row[4]]
    return [[(row[0], row[3], row[5]) for row in pages], [row[:4] for row in state["ReusableText"] if row[2]]]


@pytest.mark.parametrize("name", ACTIONS)
def test_only_these_roles_change_anything(scene: Scene, name: str) -> None:
    action = ACTIONS[name]
    before = snapshot()
    for role in [*ROLES, "anonymous"]:
        client = Client(raise_request_exception=False)
        with transaction.atomic():
            if role != "anonymous":
                client.force_login(getattr(scene.house.people, role))
            response = client.post(action.url(scene), action.data(scene))
            after = snapshot()
            transaction.set_rollback(True)
        assert response.status_code < 500, f"{role}: {response.status_code}"
        if name.startswith("localize:") and "/localize/" in action.url(scene):
            assert response.status_code == (302 if role == "anonymous" else 403), role
        if role in DRAFT_IS_SAVED.get(name, ()):
            assert public(after) == public(before), role
        else:
            assert (after != before) == (role in action.allowed), f"{role}: {response.status_code}"


def test_who_may_attest_in_an_attested_language(scene: Scene) -> None:
    """An editor with a reason and after reading; a reviewer as ever; nobody else."""
    data = {"action": "approve", "comment": "لا أحد هنا.", "has_read": "on"}
    with transaction.atomic():
        ReviewPolicy.objects.create(language="ar", kind=ReviewPolicy.Kind.ATTESTED)
        before = snapshot()
        for role in ROLES:
            for sent_data in (data, {**data, "comment": ""}):
                client = Client()
                with transaction.atomic():
                    client.force_login(getattr(scene.house.people, role))
                    client.post(desk("waiting")(scene), sent_data)
                    allowed = role == "reviewer_ar" or (role in EDITORS and bool(sent_data["comment"]))
                    assert (snapshot() != before) == allowed, role
                    transaction.set_rollback(True)
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("translator_ar", "reviewer_ar", "admin")])
def test_desk_of_another_language_is_closed(scene: Scene, role: str) -> None:
    client = Client()
    with transaction.atomic():
        client.force_login(getattr(scene.house.people, role))
        assert client.get(desk("open")(scene)).status_code in {302, 403}
        transaction.set_rollback(True)


def test_nobody_but_administrators_holds_publish(scene: Scene) -> None:
    from django.contrib.auth.models import Permission
    from wagtail.models import GroupPagePermission

    holders = GroupPagePermission.objects.filter(permission__codename="publish_page")
    assert set(holders.values_list("group__name", flat=True)) == {"Administrators"}
    assert not Permission.objects.filter(codename__startswith="publish_", group__isnull=False).exists()


def test_roles_are_the_same_on_every_run(scene: Scene) -> None:
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from wagtail.models import GroupCollectionPermission, GroupPagePermission

    def rights() -> list:
        return [
            sorted(Group.objects.values_list("name", "permissions__codename")),
            sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
            sorted(GroupCollectionPermission.objects.values_list("group", "collection", "permission")),
        ]

    before = rights()
    call_command("prepare")
    assert rights() == before


def test_scene_is_what_the_table_needs(scene: Scene) -> None:
    """The open text is complete, the waiting one in review, the live one public: so a refusal is about the role."""
    target = scene.target
    assert not target["open"].workflow_in_progress
    assert all(segment.is_done for segment in list_segments(scene.open))
    assert target["waiting"].workflow_in_progress
    assert fresh(target["live"]).live
