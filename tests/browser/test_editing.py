"""A writer at the editor: a finished story is pasted, the counters count, the checklist leads to what is missing."""

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.staff import Staff
from tests.house import PASSWORD, House, People
from tests.sites import Site

# As Word puts a document on the clipboard: its own tags, styles, marks of lists, a note and its text at the end.
WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"><title>Story</title>
<style><!-- p.MsoNormal {margin:0in} @list l0 {mso-list-id:1} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang="EN-US"><!--StartFragment-->
<p class=MsoTitle>A school that listens<o:p></o:p></p>
<h1>How it began<o:p></o:p></h1>
<p class=MsoNormal>We <b>listened</b> <i>first</i>, and read <a href="https://example.org/report">the
report</a>.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Ask<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-.25in;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>Answer<o:p></o:p></p>
<h2>What came <b>next</b></h2><h4>In spring</h4>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>In a table</p></td></tr></table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="file:///x.png"/></v:shape><![endif]--><img
src="file:///C:/x.png" onerror="window.stolen = 1"><script>window.stolen = 1</script><a
href="javascript:window.stolen=1">The end.</a></p>
<div style='mso-element:footnote-list'><hr size=1><div style='mso-element:footnote' id=ftn1><p
class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1">[1]</a> A note.</p></div></div>
<!--EndFragment--></body></html>"""
FROM_WORD = [
    ("header-two", 0, "A school that listens", [], []),
    ("header-two", 0, "How it began", [], []),
    (
        "unstyled",
        0,
        "We listened first, and read the report.[1]",
        [("BOLD", "listened"), ("ITALIC", "first")],
        [("https://example.org/report", "the report")],
    ),
    ("unordered-list-item", 0, "Ask", [], []),
    ("ordered-list-item", 0, "Answer", [], []),
    ("header-two", 0, "What came next", [], []),
    ("header-three", 0, "In spring", [], []),
    ("unstyled", 0, "The end.", [], []),
    ("unstyled", 0, "[1] A note.", [], []),
]

# As Google Docs does: one bold wrapper that is not bold, formats in styles only, paragraphs in list items.
GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"
style="line-height:1.38"><span style="font-size:20pt;font-weight:400">Part one</span></h1><p dir="ltr"><span
style="font-weight:400;font-style:normal">We </span><span style="font-weight:700">plant</span><span
style="font-weight:400;font-style:italic"> together</span><span>, see </span><a
href="https://www.google.com/url?q=https://example.org/plan&amp;sa=D"><span
style="color:#1155cc">the plan</span></a><span style="font-size:0.6em;vertical-align:super">1</span><span> or write
to </span><a href="mailto:press@example.org"><span>the press office</span></a><span>.</span></p><br><ul><li
dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Seeds</span></p></li><ul><li dir="ltr" aria-level="2"><p
dir="ltr"><span>Beans</span></p></li></ul></ul><ol><li><p>Water</p></li></ol><p><span><img
src="https://lh3.googleusercontent.com/x"></span></p></b><br class="Apple-interchange-newline">"""
FROM_GOOGLE = [
    ("header-two", 0, "Part one", [], []),
    (
        "unstyled",
        0,
        "We plant together, see the plan¹ or write to the press office.",
        [("BOLD", "plant"), ("ITALIC", " together")],
        [("https://example.org/plan", "the plan"), ("mailto:press@example.org", "the press office")],
    ),
    ("unordered-list-item", 0, "Seeds", [], []),
    ("unordered-list-item", 1, "Beans", [], []),
    ("ordered-list-item", 0, "Water", [], []),
]

TABLE_OF_3_MB = "<p>Before</p><table>" + "<tr><td>cell &amp; cell</td></tr>" * 100_000 + "</table><p>After</p>"
PASTE = """([element, html]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "plain");
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def paste(staff: Staff, html: str) -> list[tuple]:
    """Paste into a new block; return the type, depth, text, formats and links of each part of it."""
    page = staff.page
    page.evaluate(PASTE, [staff.insert_text_block("body").element_handle(), html])
    # The editor hands its text to the form a quarter of a second later.
    page.wait_for_timeout(500)
    value = page.locator("#panel-child-text-body-section input[type=hidden][name$='-value']").last.input_value()
    content = json.loads(value)
    return [part(block, content["entityMap"]) for block in content["blocks"]]


def part(block: dict[str, Any], entities: dict[str, Any]) -> tuple:
    def text(span: dict[str, int]) -> str:
        return block["text"][span["offset"] : span["offset"] + span["length"]]

    formats = [(span["style"], text(span)) for span in block["inlineStyleRanges"]]
    links = [(entities[str(span["key"])]["data"]["url"], text(span)) for span in block["entityRanges"]]
    return block["type"], block["depth"], block["text"], formats, links


def test_a_writer_at_the_editor(site: Site, people: People, staff_page: Page) -> None:
    with site.connected():
        index = House(people).story_index().pk
    with site.served() as address:
        staff = Staff(staff_page, address, PASSWORD)
        staff.sign_in("test_editor")
        page = staff_page
        page.goto(f"{address}/admin/pages/add/stories/storypage/{index}/")
        staff.write(title="A school that listens")

        assert paste(staff, WORD) == FROM_WORD
        said = page.locator(".pasted")
        expect(said).to_contain_text("tables and pictures")
        expect(said).to_contain_text("Notes are in the text")
        assert page.evaluate("window.stolen") is None

        assert paste(staff, GOOGLE) == FROM_GOOGLE
        expect(page.locator(".pasted").last).to_have_text("Left out of what you pasted: pictures.")

        assert [text for _type, _depth, text, *_ in paste(staff, TABLE_OF_3_MB)] == ["Before", "After"]
        expect(page.locator(".pasted").last).to_have_text("Left out of what you pasted: tables.")

        page.get_by_role("button", name="Toggle checks").click()
        needed = page.get_by_test_id("checklist-needed")
        expect(needed).to_contain_text("Summary")
        wished = page.get_by_test_id("checklist-wished").get_by_role("link", name="Description for search and sharing")
        wished.click()
        # It is in another tab.
        expect(page.locator("#id_search_description")).to_be_visible()
        page.get_by_role("tab", name="Text").click()
        staff.write(summary="We asked.")
        counter = page.locator("#id_summary + .counter")
        expect(counter).to_have_text("Characters left: 291")
        # The page is saved while somebody writes, and the list follows.
        expect(needed).to_have_count(0)

        # What is pasted is not cut.
        page.locator("#id_summary").fill("x" * 310)
        expect(counter).to_have_text("Characters too many: 10")
        assert len(page.locator("#id_summary").input_value()) == 310
