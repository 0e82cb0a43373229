"""What a body is made of. Few blocks, each with a preview, so that an editor can choose by looking."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.directory.models import ReusableText
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.charts import ChartBlock
from cms.pages.tables import TableBlock


class TextBlock(blocks.RichTextBlock):
    """Running text with headings and lists; a finished story can be pasted into one of these."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", ["h2", "h3", "bold", "italic", "link", "ol", "ul", "pasting"])
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs with headings, lists and links")
        template = "components/blocks/text.html"
        preview_value = "<h2>A heading</h2><p>A paragraph that says one thing.</p>"


class SpeakerBlock(blocks.ChoiceBlock):
    """Who speaks, as far as other languages have words for it. Stands on the desk of translators and nowhere else."""

    choices: ClassVar = [
        ("woman", _("A woman or girl")),
        ("man", _("A man or boy")),
        ("women", _("Several women or girls")),
        ("people", _("Several people")),
    ]

    def get_searchable_content(self, value: object) -> list[str]:
        """Nobody finds a page by it."""
        return []


# The languages other than English in which somebody may have said what is quoted.
SPOKEN_IN = [("es", _("Spanish")), ("ar", _("Arabic"))]
SPOKEN_IN_HELP = _(
    "If it was not English. The pages in other languages say that the words were translated; the page in this language"
    " has them as they were said."
)


class SpokenInBlock(blocks.ChoiceBlock):
    """In which language something was first said; nothing for English."""

    choices: ClassVar = SPOKEN_IN

    def get_searchable_content(self, value: object) -> list[str]:
        """Nobody finds a page by it."""
        return []


class QuotationValue(blocks.StructValue):
    """Words and their speaker as a reader has them."""

    def plain_texts(self) -> list[str]:
        """Return what a reader reads: who speaks is for translators."""
        return [text for text in (self["words"], self["speaker"]) if text]


class QuotationBlock(blocks.StructBlock):
    """Somebody's words."""

    words = blocks.TextBlock(label=_("words"), help_text=_("Without quotation marks: the page sets them."))
    speaker = blocks.CharBlock(label=_("speaker"), required=False, help_text=_("A role, or a name that we may publish"))
    spoken_by = SpeakerBlock(
        label=_("for translators: who speaks"),
        required=False,
        help_text=_("Spanish and Arabic say it with other words. Never public."),
    )
    spoken_in = SpokenInBlock(label=_("spoken in"), required=False, help_text=SPOKEN_IN_HELP)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words that somebody said or wrote, set large")
        template = "components/blocks/quotation.html"
        value_class = QuotationValue
        preview_value: ClassVar = {"words": "We listened first.", "speaker": "A student"}


class ReusableTextBlock(SnippetChooserBlock):
    """A passage that is edited once and stands on several pages."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(ReusableText, **kwargs)

    def get_preview_value(self) -> ReusableText | None:
        """One that there is: an invented one would look as if it could be chosen."""
        return ReusableText.objects.filter(live=True, locale__language_code=SOURCE_LANGUAGE).first()

    class Meta:
        icon = "doc-full"
        label = _("Shared text")
        description = _("A passage from the directory that appears on several pages")
        template = "components/blocks/reusable_text.html"


class BodyBlock(blocks.StreamBlock):
    """The reading text of a page."""

    text = TextBlock()
    quotation = QuotationBlock()
    reusable_text = ReusableTextBlock()


class BriefBodyBlock(BodyBlock):
    """The text of a brief, which may show its figures."""

    table = TableBlock()
    chart = ChartBlock()


class NoteBlock(blocks.RichTextBlock):
    """A note at the end of a text; a link to its number, such as `#note-1`, stands where it belongs."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", ["bold", "italic", "link", "pasting"])
        super().__init__(**kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Note")
        description = _("Where something is said, or what would interrupt the text")
        template = "components/blocks/text.html"
        preview_value = "<p>Where this is said, and on which page.</p>"


class NotesBlock(blocks.StreamBlock):
    """The notes of a text, numbered in this order."""

    note = NoteBlock()


class PointBlock(blocks.TextBlock):
    """One sentence of a list."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"rows": 2, **kwargs})

    class Meta:
        icon = "list-ul"
        label = _("Point")
        description = _("One sentence of the list")
        template = "components/blocks/point.html"
        preview_value = "Ask before you plan."


class PointsBlock(blocks.StreamBlock):
    """A short list of points, each one sentence. `min_num` holds as soon as there is one point."""

    point = PointBlock()

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """Wagtail asks for the smallest number only where the list itself is required."""
        fewest = self.meta.min_num
        if fewest and not self.is_deferred_validation and 0 < len(value) < fewest:
            message = ngettext("At least %(number)d point", "At least %(number)d points", fewest)
            raise blocks.StreamBlockValidationError(non_block_errors=[message % {"number": fewest}])
        return super().clean(value)


class HandoutPointsBlock(PointsBlock):
    """What fits on the one-page handout: three to five points of at most 140 characters."""

    point = PointBlock(max_length=140)

    class Meta:
        min_num = 3
        max_num = 5


def handout_points_field() -> StreamField:
    """Return the field `handout_points` of a page type that has a handout."""
    return StreamField(
        HandoutPointsBlock(),
        verbose_name=_("points of the handout"),
        blank=True,
        help_text=_(
            "Three to five sentences of at most 140 characters. Each stands alone: somebody reads it on a sheet of "
            "paper, without the story."
        ),
    )
