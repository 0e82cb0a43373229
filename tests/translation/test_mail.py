"""Email about translations: to the right person, in the reader's language, after the fact, and never in the way."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from email.message import EmailMessage
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from cms.accounts.models import User
from cms.accounts.roles import TRANSLATORS
from cms.translation.assignments import Order, assign
from cms.translation.drafts import Typed, keep
from cms.translation.mail.models import MailWishes
from cms.translation.mail.tasks import send_letter
from cms.translation.models import Assignment, Question
from cms.translation.questions.asking import ask, reply
from cms.translation.review import approve, return_with_comment, submit_source
from cms.translation.segments import find_row, list_segments
from cms.translation.sending import send_for_translation
from tests.house import House, fresh
from tests.staff.test_dashboard import signed_in

Committed = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Callable[[], AbstractContextManager[Any]]:
    """What is done inside is saved for good at its end, and the worker does what it was asked to."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def story(house: House) -> Any:
    house.story_index("es", "ar")
    return house.go_live(house.story())


def reads(user: User, code: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": code})


def parts_of(mail: EmailMessage) -> tuple[str, str]:
    """Return the plain text and the HTML of a mail."""
    (html,) = mail.alternatives
    assert html.mimetype == "text/html"
    return mail.body, html.content


@pytest.mark.parametrize(
    ("interface", "begin"), [("en", "Begin"), ("es", "Empezar"), ("ar", "بدء العمل")], ids=["en", "es", "ar"]
)
def test_whoever_is_asked_to_translate_is_told_in_their_language_with_one_button(
    house: House, story: Any, committed: Any, mailoutbox: list, interface: str, begin: str
) -> None:
    people = house.people
    reads(people.translator_ar, interface)
    order = Order({"ar": people.translator_ar}, note="For <parents>.")
    with committed():
        [translation] = send_for_translation(story, languages=["ar"], user=people.editor, order=order)
    (mail,) = mailoutbox
    assert mail.to == ["translator_ar@example.org"]
    assert "A story of one school" in mail.subject
    plain, html = parts_of(mail)
    address = (
        f"http://testserver/admin/pages/{translation.get_target_instance().pk}/edit/"
        f"#segment-{list_segments(translation)[0].id}"
    )
    assert f"{begin}:\n{address}" in plain
    assert "> For <parents>." in plain
    assert html.count(f'href="{address}"') == 1
    assert "For &lt;parents&gt;." in html
    assert f'<html lang="{interface}" dir="{"rtl" if interface == "ar" else "ltr"}">' in html
    # Sent again without another translator, nobody is told twice.
    with committed():
        send_for_translation(story, languages=["ar"], user=people.editor, order=order)
    assert len(mailoutbox) == 1


def test_many_texts_are_one_letter(house: House, story: Any, committed: Any, mailoutbox: list) -> None:
    people = house.people
    other = house.go_live(house.story("another", title="Another story"))
    order = Order({"es": people.translator_es})
    with committed():
        for text in (story, other):
            send_for_translation(text, languages=["es"], user=people.editor, order=order)
    (mail,) = mailoutbox
    assert mail.subject == "2 texts for you to translate"
    assert "Another story" in mail.body
    assert not Assignment.objects.filter(told=None).exists()


def test_a_returned_and_an_approved_text_are_told_of_once(
    house: House, story: Any, committed: Any, mailoutbox: list
) -> None:
    people = house.people
    reads(people.translator_ar, "ar")
    second = User.objects.create_user("test_second", "second@example.org")
    second.groups.add(Group.objects.get(name=TRANSLATORS["ar"]))
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    title = list_segments(translation)[0]
    keep(translation, Typed(title.id, "قصة مدرسة", 0, done=True), user=second)
    target = house.submit(translation)
    with committed():
        return_with_comment(target, user=people.reviewer_ar, comment="العنوان\nأطول من اللازم.")
    (mail,) = mailoutbox
    assert mail.to == ["translator_ar@example.org"]
    plain, html = parts_of(mail)
    assert "> أطول من اللازم." in plain
    assert '<body dir="rtl">' in html
    assert "A story of one school" in mail.subject
    mailoutbox.clear()

    house.submit(translation)
    with committed():
        approve(fresh(target), user=people.reviewer_ar)
    assert sorted(mail.to[0] for mail in mailoutbox) == ["second@example.org", "translator_ar@example.org"]


def test_english_texts_too(house: House, committed: Any, mailoutbox: list) -> None:
    people, text = house.people, house.story()
    submit_source(fresh(text), user=people.editor)
    with committed():
        return_with_comment(fresh(text), user=people.reviewer_en, comment="Say which school.")
    submit_source(fresh(text), user=people.editor)
    with committed():
        approve(fresh(text), user=people.reviewer_en)
    assert [mail.to for mail in mailoutbox] == [["editor@example.org"]] * 2
    assert "> Say which school." in mailoutbox[0].body


@pytest.fixture
def asked(house: House, story: Any) -> Question:
    (translation,) = house.send(story, "ar")
    row = find_row(translation, list_segments(translation)[3].id)
    return ask(translation, row, about="english", text="Which school?", user=house.people.translator_ar)


def test_a_question_goes_to_the_editor_who_sent_the_text_and_its_answer_back(
    house: House, story: Any, committed: Any, mailoutbox: list
) -> None:
    people = house.people
    translation = house.send(story, "ar")[0]
    keep(translation, Typed(list_segments(translation)[3].id, "مسودة سرية", 0), user=people.translator_ar)
    row = find_row(translation, list_segments(translation)[3].id)
    with committed():
        question = ask(translation, row, about="english", text="Which\nschool?", user=people.translator_ar)
        ask(translation, row, about="translation", text="هل هذا صحيح؟", user=people.translator_ar)
    (mail,) = mailoutbox
    assert mail.to == ["editor@example.org"]
    assert "> school?" in mail.body
    assert "We listened first." in mail.body
    assert f"/admin/translation/questions/{story.translation_key}/" in mail.body
    assert "مسودة" not in mail.body + parts_of(mail)[1]
    with committed():
        reply(question, text="The one in Oakland.", user=people.editor2)
    answer = mailoutbox[-1]
    assert answer.to == ["translator_ar@example.org"]
    assert f"#segment-{question.part}" in answer.body
    with committed():
        reply(question, text="Oakland, CA?", user=people.translator_ar)
    assert mailoutbox[-1].to == ["editor@example.org"]
    assert "Oakland, CA?" in mailoutbox[-1].body
    assert len(mailoutbox) == 3


def test_who_turned_a_mail_off_has_none_of_that_kind(
    house: House, story: Any, committed: Any, mailoutbox: list, settings: Any
) -> None:
    people = house.people
    client = signed_in(people.translator_ar)
    html = client.get("/admin/account/").content.decode()
    assert set(re.findall(r'name="mail-([a-z]+)"', html)) == {"assigned", "returned", "approved", "questions"}
    assert set(
        re.findall(r'name="mail-([a-z]+)"', signed_in(people.editor).get("/admin/account/").content.decode())
    ) == {"questions"}
    assert 'name="mail-' not in signed_in(people.reviewer_ar).get("/admin/account/").content.decode()
    form = {
        "name_email-first_name": "Sara",
        "name_email-last_name": "Haddad",
        "name_email-email": "translator_ar@example.org",
        "theme-theme": "light",
        "theme-contrast": "system",
        "theme-density": "default",
        "locale-preferred_language": "en",
        "mail-returned": "on",
    }
    assert client.post("/admin/account/", form).status_code == 302
    wishes = MailWishes.objects.get()
    assert (wishes.assigned, wishes.returned) == (False, True)
    order = Order({"ar": people.translator_ar})
    with committed():
        (translation,) = send_for_translation(story, languages=["ar"], user=people.editor, order=order)
    assert mailoutbox == []
    house.fill(translation)
    target = house.submit(translation)
    # Nor has anybody where the site sends none.
    settings.STAFF_MAIL = False
    assert 'name="mail-' not in client.get("/admin/account/").content.decode()
    with committed():
        return_with_comment(target, user=people.reviewer_ar, comment="لا")
    assert mailoutbox == []


def test_what_was_not_saved_is_not_told(house: House, story: Any, committed: Any, mailoutbox: list) -> None:
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    target = house.submit(translation)
    with committed(), transaction.atomic():
        return_with_comment(target, user=house.people.reviewer_ar, comment="لا")
        transaction.set_rollback(True)
    assert mailoutbox == []


def test_who_lost_the_right_is_told_nothing(house: House, asked: Question, mailoutbox: list) -> None:
    people = house.people
    answer = reply(asked, text="That one.", user=people.editor2)
    people.translator_ar.groups.clear()
    send_letter.call("reply", answer.pk, people.translator_ar.pk)
    send_letter.call("reply", answer.pk, people.translator_es.pk)
    people.editor.groups.clear()
    Question.objects.update(answered_at=None)
    send_letter.call("question", asked.pk, people.editor.pk)
    asked.delete()
    send_letter.call("question", asked.pk or 0, people.editor2.pk)
    assert mailoutbox == []


def test_a_mail_server_that_is_down_holds_nothing_up_and_is_asked_again(
    house: House, story: Any, committed: Any, settings: Any, mailoutbox: list
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "editions"]}}
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    target = house.submit(translation)
    with committed():
        return_with_comment(target, user=house.people.reviewer_ar, comment="لا")
    first = DBTaskResult.objects.get(task_path__endswith="send_letter")
    assert mailoutbox == []
    # Nobody listens on this port.
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    arguments = first.args_kwargs["args"]
    send_letter.call(*arguments)
    second = DBTaskResult.objects.exclude(pk=first.pk).get(task_path__endswith="send_letter")
    assert second.run_after > first.enqueued_at
    assert second.args_kwargs["args"] == [*arguments, 1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_letter.call(*second.args_kwargs["args"])
    (mail,) = mailoutbox
    assert mail.to == ["translator_ar@example.org"]


def test_a_title_cannot_add_a_header(house: House, committed: Any, mailoutbox: list) -> None:
    house.story_index("ar")
    shared = house.reusable_text()
    (translation,) = house.send(shared, "ar")
    TranslationSource.objects.update(object_repr="A title\r\nBcc: everybody@example.org")
    with committed():
        assign(Translation.objects.get(pk=translation.pk), Order({"ar": house.people.translator_ar}))
    (mail,) = mailoutbox
    assert "Bcc" not in mail.message()
    assert mail.subject == "For you to translate: “A title Bcc: everybody@example.org”"
