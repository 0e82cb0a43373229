"""A chart of bars: drawn without a style or a script, and always there as a table too."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail_localize.segments import StringSegmentValue

from cms.languages.formats import format_money, format_number, format_percentage


class Unit(TextChoices):
    PERCENT = "percent", _("percent")
    NUMBER = "number", _("number")
    DOLLARS = "dollars", _("dollars")


FORMATS = {Unit.PERCENT: format_percentage, Unit.NUMBER: format_number, Unit.DOLLARS: format_money}
# A percentage is a part of the whole, and its bar of the whole line.
WHOLE = Decimal(100)


class Bar(NamedTuple):
    """`figure` is the value as readers write it, `length` that of the bar in percent of the line."""

    label: str
    figure: str
    length: str


class ChartValue(blocks.StructValue):
    """A chart with what its template prints."""

    @property
    def drawn(self) -> list[Bar]:
        """The bars that have a value, on one scale."""
        unit = Unit(self["unit"])
        bars = [(bar["label"], Decimal(bar["value"])) for bar in self["bars"] if bar["value"] is not None]
        longest = max((value for _label, value in bars), default=WHOLE)
        scale = max(longest, WHOLE) if unit == Unit.PERCENT else longest or WHOLE
        return [Bar(label, FORMATS[unit](value), f"{value / scale * 100:.1f}") for label, value in bars]

    def plain_texts(self) -> Iterator[str]:
        """Yield the caption, then each bar with its figure."""
        yield self["caption"]
        yield from (f"{bar.label} {bar.figure}" for bar in self.drawn)


class BarBlock(blocks.StructBlock):
    """One bar of a chart."""

    label = blocks.CharBlock(label=_("label"), max_length=100)
    value = blocks.DecimalBlock(label=_("value"), min_value=0, max_digits=14, decimal_places=2)


class ChartBlock(blocks.StructBlock):
    """Bars that compare a few figures; labels are texts, the figures wait with them."""

    caption = blocks.CharBlock(
        label=_("caption"), max_length=200, help_text=_("What the chart shows, and for whom and when")
    )
    unit = blocks.ChoiceBlock(label=_("unit"), choices=Unit.choices, default=Unit.PERCENT)
    bars = blocks.ListBlock(BarBlock(label=_("Bar")), label=_("bars"), default=[{}, {}], min_num=2, max_num=12)

    def get_translatable_segments(self, value: ChartValue) -> list[StringSegmentValue]:
        """
        Return the caption and the label of each bar, for wagtail-localize.

        Unit and values belong to those texts, as the target of a link does to its words: where one of them changes, the
        chart is behind in the other languages.
        """
        caption = StringSegmentValue("caption", value["caption"], attrs={"unit": value["unit"]})
        bars = (
            StringSegmentValue(_place_of(bar), bar.value["label"], attrs={"value": str(bar.value["value"])})
            for bar in value["bars"].bound_blocks
        )
        return [caption, *bars]

    def restore_translated_segments(self, value: ChartValue, segments: list[StringSegmentValue]) -> ChartValue:
        """Return the chart of the English text with the translated `segments` in their places."""
        texts = {segment.path: segment.render_text() for segment in segments}
        value["caption"] = texts.get("caption", value["caption"])
        for bar in value["bars"].bound_blocks:
            bar.value["label"] = texts.get(_place_of(bar), bar.value["label"])
        return value

    class Meta:
        icon = "sliders"
        label = _("Chart")
        description = _("Bars that compare a few figures, with the same figures as a table")
        template = "components/blocks/chart.html"
        value_class = ChartValue
        preview_value: ClassVar = {
            "caption": "Sample A and sample B",
            "unit": Unit.PERCENT.value,
            "bars": [{"label": "Sample A", "value": Decimal(64)}, {"label": "Sample B", "value": Decimal(36)}],
        }


def _place_of(bar: ListValue.ListChild) -> str:
    return f"bars.{bar.id}.label"
