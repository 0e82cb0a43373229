"""The texts of the interface are found, checked and compiled without gettext's programs."""

from io import StringIO
from pathlib import Path

import polib
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import ngettext

from cms.languages.messages import Message, faults, messages_in_python, messages_in_template

SPANISH = "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
ARABIC = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)
STORIES = Message("1 story", "%(n)s stories")


def test_messages_of_python_are_found() -> None:
    source = """
from django.utils.translation import gettext_lazy as _, npgettext, pgettext, ngettext
A = _("One " "text")
B = pgettext("a context", "Two")
C = translation.ngettext("%(n)s part", "%(n)s parts", count) % {"n": count}
D = npgettext("a context", "One", "Many", 3)
E = _(variable)
F = other("No message")
"""
    assert set(messages_in_python(source)) == {
        Message("One text"),
        Message("Two", context="a context"),
        Message("%(n)s part", "%(n)s parts"),
        Message("One", "Many", "a context"),
    }


def test_messages_of_a_template_are_found() -> None:
    source = """{% load i18n %}{# Translators: a note #}
<a title="{% translate "It’s “here” (now)" %}">{% translate 'Two' context "own language" as two %}
{{ _("Three")|upper }}</a>
{% blocktranslate count n=list|length with date=day|long_date trimmed %}
  One of {{ date }}
{% plural %}
  {{ n }} of {{ date }}
{% endblocktranslate %}
{% blocktranslate context "own language" %}Five at 100%{% endblocktranslate %}"""
    assert set(messages_in_template(source)) == {
        Message("It’s “here” (now)"),
        Message("Two", context="own language"),
        Message("Three"),
        Message("One of %(date)s", "%(n)s of %(date)s"),
        Message("Five at 100%%", context="own language"),
    }


def test_a_missing_text_is_a_fault() -> None:
    message = Message("Menu")
    assert list(faults(message, None, SPANISH)) == ["is not in the catalogue"]
    assert list(faults(message, polib.POEntry(msgid="Menu"), SPANISH)) == ["has no translation"]
    assert list(faults(message, polib.POEntry(msgid="Menu", msgstr="Menú", flags=["fuzzy"]), SPANISH)) == [
        "is marked fuzzy"
    ]
    assert list(faults(message, polib.POEntry(msgid="Menu", msgstr="Menú"), SPANISH)) == []


def test_a_missing_or_foreign_placeholder_is_a_fault() -> None:
    message = Message("Published %(date)s")
    lacking = polib.POEntry(msgid=message.text, msgstr="Publicado")
    foreign = polib.POEntry(msgid=message.text, msgstr="Publicado el %(date)s en %(place)s")
    assert list(faults(message, lacking, SPANISH)) == ["lacks the placeholder date"]
    assert list(faults(message, foreign, SPANISH)) == ["has a placeholder place that the English has not"]


def test_every_plural_form_is_needed_and_prints_its_number() -> None:
    forms = dict(enumerate(["لا توجد قصص", "قصة واحدة", "قصتان", "%(n)s قصص", "%(n)s قصة", "%(n)s قصة"]))
    entry = polib.POEntry(msgid=STORIES.text, msgid_plural=STORIES.plural, msgstr_plural=forms)
    assert list(faults(STORIES, entry, ARABIC)) == []
    entry.msgstr_plural = {**forms, 3: "", 5: "قصة"}
    assert list(faults(STORIES, entry, ARABIC)) == [
        "plural form 3 has no translation",
        "plural form 5 lacks the placeholder n",
    ]


def test_a_form_for_millions_prints_its_number_too() -> None:
    forms = {0: "1 historia", 1: "historias", 2: "%(n)s historias"}
    entry = polib.POEntry(msgid=STORIES.text, msgid_plural=STORIES.plural, msgstr_plural=forms)
    assert list(faults(STORIES, entry, SPANISH)) == ["plural form 1 lacks the placeholder n"]


def test_the_interface_is_complete_in_every_language() -> None:
    output = StringIO()
    call_command("check_messages", stdout=output)
    assert "all translated" in output.getvalue()


@pytest.fixture
def small_project(tmp_path: Path, settings: django_settings) -> Path:
    """A project with one template and catalogues that know nothing of it."""
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{% load i18n %}{% translate "A new text" %}')
    for code, forms in (("es", SPANISH), ("ar", ARABIC)):
        folder = tmp_path / "locale" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": forms}
        catalogue.append(polib.POEntry(msgid="An old text", msgstr="…"))
        catalogue.save(str(folder / "django.po"))
    return tmp_path


def test_the_check_names_what_is_missing_and_where(small_project: Path) -> None:
    errors = StringIO()
    with pytest.raises(CommandError, match="2 texts"):
        call_command("check_messages", stderr=errors)
    assert "es: “A new text” is not in the catalogue (templates/page.html)" in errors.getvalue()


def test_an_update_adds_what_is_new_and_keeps_what_is_gone(small_project: Path) -> None:
    with pytest.raises(CommandError):
        call_command("check_messages", update=True, stderr=StringIO())
    catalogue = polib.pofile(str(small_project / "locale" / "es" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == ["A new text"]
    assert [(entry.msgid, entry.msgstr) for entry in catalogue.obsolete_entries()] == [("An old text", "…")]


def test_compiling_is_done_once(small_project: Path) -> None:
    first, second = StringIO(), StringIO()
    call_command("compile_messages", stdout=first)
    call_command("compile_messages", stdout=second)
    compiled = polib.mofile(str(small_project / "locale" / "ar" / "LC_MESSAGES" / "django.mo"))
    assert compiled.find("An old text").msgstr == "…"
    assert len(first.getvalue().splitlines()) == 2
    assert second.getvalue() == ""


@pytest.mark.parametrize(
    ("number", "spanish", "arabic"),
    [
        (0, "0 historias", "لا توجد قصص"),
        (1, "1 historia", "قصة واحدة"),
        (2, "2 historias", "قصتان"),
        (5, "5 historias", "5 قصص"),
        (12, "12 historias", "12 قصة"),
        (100, "100 historias", "100 قصة"),
        (1_000_000, "1000000 de historias", "1000000 قصة"),
    ],
)
def test_readers_see_the_right_plural(number: int, spanish: str, arabic: str) -> None:
    for code, text in (("es", spanish), ("ar", arabic)):
        with translation.override(code):
            assert ngettext("1 story", "%(n)s stories", number) % {"n": number} == text
