"""People and pages for tests, made through the functions that the staff's screens call."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import ADMINISTRATORS, EDITORS, REVIEWERS, TRANSLATORS
from cms.directory.models import ReusableText, Term
from cms.translation.drafts import save_texts
from cms.translation.review import approve, submit_for_review, submit_source
from cms.translation.segments import list_segments
from cms.translation.sending import send_for_translation
from home.models import HomePage
from stories.models import ReleasePage, StoryIndexPage, StoryPage

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class People:
    """One person for each role."""

    admin: User
    editor: User
    editor2: User
    reviewer_en: User
    translator_es: User
    translator_ar: User
    reviewer_es: User
    reviewer_ar: User

    def translator(self, code: str) -> User:
        return getattr(self, f"translator_{code}")

    def reviewer(self, code: str) -> User:
        return getattr(self, f"reviewer_{code}")


ROLES = {
    "admin": ADMINISTRATORS,
    "editor": EDITORS,
    "editor2": EDITORS,
    "reviewer_en": REVIEWERS["en"],
    "translator_es": TRANSLATORS["es"],
    "translator_ar": TRANSLATORS["ar"],
    "reviewer_es": REVIEWERS["es"],
    "reviewer_ar": REVIEWERS["ar"],
}


def make_people() -> People:
    """Make one person for each role, with the password `PASSWORD`."""
    people = {}
    for name, group in ROLES.items():
        user = User.objects.create_user(f"test_{name}", f"{name}@example.org", PASSWORD, is_superuser=name == "admin")
        user.groups.add(Group.objects.get(name=group))
        people[name] = user
    return People(**people)


def fresh(instance: Any) -> Any:
    """Return the row as the database has it now."""
    return type(instance).objects.get(pk=instance.pk)


class House:
    """What the people do: `write`, `go_live`, `translate`, each with the right person's hands."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.home = HomePage.objects.get(locale__language_code="en")

    def page(self, parent: Any, page: Any) -> Any:
        """Add an English draft below `parent` as the editor."""
        page.live = False
        parent.add_child(instance=page)
        page.save_revision(user=self.people.editor)
        return page

    def snippet(self, snippet: Any) -> Any:
        """Make an English draft of a snippet as the editor."""
        snippet.live, snippet.locale = False, self.home.locale
        snippet.save()
        snippet.save_revision(user=self.people.editor)
        return snippet

    def change(self, page: Any, **values: Any) -> Any:
        """Save a draft of `page` with other values as the editor."""
        draft = fresh(page).get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save_revision(user=self.people.editor)
        return draft

    def go_live(self, instance: Any) -> Any:
        """Submit the newest English revision and approve it."""
        submit_source(fresh(instance), user=self.people.editor)
        approve(fresh(instance), user=self.people.reviewer_en)
        return fresh(instance)

    def send(self, source: Any, *codes: str) -> list[Translation]:
        return send_for_translation(fresh(source), languages=codes, user=self.people.editor)

    def fill(self, translation: Translation, mark: str = "") -> None:
        """Translate every part that has no text yet, by putting a mark in front of the English."""
        code = translation.target_locale.language_code
        texts = {
            segment.id: f"{mark or code}: {segment.source}"
            for segment in list_segments(translation)
            if not segment.is_done
        }
        save_texts(translation, texts, user=self.people.translator(code))

    def submit(self, translation: Translation) -> Any:
        code = translation.target_locale.language_code
        submit_for_review(translation, user=self.people.translator(code))
        return translation.get_target_instance()

    def translate(self, source: Any, code: str) -> Any:
        """Send, translate, submit and approve; return the live translation. The language has its terms by then."""
        self._translate_terms(source, code)
        (translation,) = self.send(source, code)
        self.fill(translation)
        target = self.submit(translation)
        approve(target, user=self.people.reviewer(code))
        return fresh(target)

    def _translate_terms(self, source: Any, code: str) -> None:
        """Write the terms of a page that a language lacks straight into the database: no page goes live without."""
        if not isinstance(source, Page):
            return
        locale = Locale.objects.get(language_code=code)
        there = Term.objects.filter(locale=locale).values("translation_key")
        for term in Term.objects.filter(page_terms__page=source.pk).exclude(translation_key__in=there).distinct():
            values = {"vocabulary": term.vocabulary, "key": term.key, "order": term.order, "live": True}
            Term.objects.create(
                name=f"{code}: {term.name}", locale=locale, translation_key=term.translation_key, **values
            )

    def story_index(self, *codes: str) -> StoryIndexPage:
        """Return the live list of stories, live in the languages `codes` too: there already, as the home pages are."""
        index = StoryIndexPage.objects.filter(locale=self.home.locale).first() or self._put_live(self.home, "Stories")
        for code in codes:
            if not index.get_translations().filter(locale__language_code=code, live=True).exists():
                home = HomePage.objects.get(locale__language_code=code)
                self._put_live(home, f"{code}: Stories", translation_key=index.translation_key)
        return fresh(index)

    def _put_live(self, home: HomePage, title: str, **values: Any) -> StoryIndexPage:
        index = home.add_child(instance=StoryIndexPage(title=title, slug="stories", locale=home.locale, **values))
        index.save_revision(user=self.people.editor).publish()
        return index

    def story(self, slug: str = "a-story", **values: Any) -> StoryPage:
        """Return a new English draft of a story."""
        defaults = {
            "title": "A story of one school",
            "summary": "What one school does.",
            "body": [("text", "<h2>How it began</h2><p>We <b>listened</b> first.</p>")],
        }
        return self.page(self.story_index(), StoryPage(slug=slug, **{**defaults, **values}))

    def release(self, slug: str = "a-release", **values: Any) -> ReleasePage:
        """Return a new English draft of a release."""
        defaults = {
            "title": "What schools do",
            "summary": "Stories of some schools.",
            "body": [("text", "<p>We went and saw.</p>")],
        }
        return self.page(self.story_index(), ReleasePage(slug=slug, **{**defaults, **values}))

    def term(
        self, key: str = "mental-health", name: str = "Mental health", vocabulary: str = "theme", **values: Any
    ) -> Term:
        return self.go_live(self.snippet(Term(vocabulary=vocabulary, key=key, name=name, **{"order": 1, **values})))

    def reusable_text(self, key: str = "not-normal", text: str = "<p>We cannot go back.</p>") -> ReusableText:
        return self.go_live(self.snippet(ReusableText(key=key, text=text)))
