"""The pictures and files of a text on the desk: which of them a language may replace, and the words beside them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail_localize.models import Translation

from cms.languages.languages import language
from cms.library.models import LibraryImage, Recording
from cms.translation.desk.rows import Row
from cms.translation.own_files import POLICIES, FilePlace, file_places

LIBRARY = {*POLICIES, Recording}


@dataclass(frozen=True)
class Picture:
    """
    A picture or file with the `rows` of its words.

    `place` says what a language may replace; `lacks` what readers of the language do not get with it.
    """

    label: str
    shown: Any
    rows: list[Row] = field(default_factory=list)
    place: FilePlace | None = None
    lacks: str = ""

    @property
    def is_image(self) -> bool:
        return isinstance(self.shown, LibraryImage)


def pictures_of(translation: Translation, source: Any, words: dict[str, list[Row]]) -> list[Picture]:
    """Return the pictures of an English text; `words` maps the field of an alternative text to its rows."""
    pictures = [
        Picture(place.label, place.own or place.english, words.pop(f"{place.field}_alt", []), place)
        for place in file_places(translation, source)
    ]
    # Words for a picture that has gone are translated all the same.
    rest = [row for rows in words.values() for row in rows]
    if rest:
        pictures.append(Picture(_("Alternative text"), None, rest))
    return [*pictures, *_same_everywhere(source, translation.target_locale.language_code)]


def _same_everywhere(source: Any, code: str) -> list[Picture]:
    """Return the files of the lists of a page: each is in one language, and the same on every page."""
    if not isinstance(source, ClusterableModel):
        return []
    found = []
    for relation in get_all_child_relations(type(source)):
        names = [
            each.name
            for each in relation.related_model._meta.get_fields()
            if isinstance(each, ForeignKey) and each.related_model in LIBRARY
        ]
        if not names or relation.name not in source.synchronised_fields:
            continue
        rows = getattr(source, relation.name).all()
        files = [file for row in rows for name in names if (file := getattr(row, name)) is not None]
        found += [Picture(_described(file), file, lacks=_lacking(file, code)) for file in files]
    return found


def _described(file: Any) -> str:
    code = getattr(file, "language", "")
    return f"{file.title} · {language(code).name}" if code else file.title


def _lacking(file: Any, code: str) -> str:
    if not isinstance(file, Recording):
        return ""
    text = next((text for text in file.texts.all() if text.language == code), None)
    if file.type == "video" and not (text and text.captions):
        return _("There are no captions in this language yet: an editor adds them in the library.")
    if not (text and text.transcript):
        return _("There is no transcript in this language yet: an editor adds it in the library.")
    return ""
