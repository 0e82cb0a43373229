"""Figures and addresses in Arabic text keep their order."""

import re

import pytest

from cms.languages.isolation import isolate


def isolated(html: str) -> list[str]:
    return re.findall(r'<bdi dir="ltr"(?: class="address")?>(.*?)</bdi>', isolate(html))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("عام 2023-24 بلغ $9,120 أي −3.5% و46 شخصًا", ["2023-24", "$9,120", "−3.5%"]),
        ("في العام الدراسي 2023–24.", ["2023–24"]),
        ("من 6–8 أشخاص، بنسبة 92%", ["6–8", "92%"]),
        ("في 14/05/2024 الساعة 10:30", ["14/05/2024", "10:30"]),
        ("النسخة 1.1، والحجم 235 KB · 4 صفحات", ["1.1", "235 KB"]),
        ("و$9 و−3", ["$9", "−3"]),
        (
            "الهاتف +1 (916) 555-0142 أو (916) 555-0142 أو 916-555-0142",
            [
                "+1 (916) 555-0142",
                "(916) 555-0142",
                "916-555-0142",
            ],
        ),
        ("الهاتف +962 6 550 0000", ["+962 6 550 0000"]),
        ("البريد saaun@caljustice.org.", ["saaun@caljustice.org"]),
        (
            "على https://example.org/a/?b=1&amp;c=2. أو (www.example.org/x)",
            [
                "https://example.org/a/?b=1&amp;c=2",
                "www.example.org/x",
            ],
        ),
    ],
)
def test_what_would_turn_round_is_isolated(text: str, runs: list[str]) -> None:
    assert isolated(text) == runs


@pytest.mark.parametrize(
    "text",
    [
        "قراءة في 4 دقائق",
        "3 مايو/أيار 2026.",
        "في عام 2026، وفي 2027.",
        "من الروضة إلى K-12 و COVID-19",
        "منظمة California Partnership for the Future of Learning",
        "الأرقام 10 20 30 40",
        "البند ب-5",
        "نص بلا أرقام",
        "",
    ],
)
def test_what_keeps_its_order_stays_as_it_is(text: str) -> None:
    assert isolate(text) == text


def test_tags_and_attributes_are_not_touched() -> None:
    html = '<p class="year-2023-24"><a href="https://example.org/2023-24?a=$9">العام 2023-24</a></p>'
    expected = html.replace(">العام 2023-24<", '>العام <bdi dir="ltr">2023-24</bdi><')
    assert isolate(html) == expected


def test_character_references_are_not_figures() -> None:
    assert isolate("&#39;1,200&#39; &quot;6-8&quot; &#x2F;") == (
        '&#39;<bdi dir="ltr">1,200</bdi>&#39; &quot;<bdi dir="ltr">6-8</bdi>&quot; &#x2F;'
    )


def test_isolating_twice_changes_nothing() -> None:
    once = isolate('عام 2023-24 على https://example.org/ <bdi dir="ltr">$9,120</bdi> <code>6-8</code>')
    assert isolate(once) == once
    assert once.count("<bdi") == 3


def test_only_an_address_may_break() -> None:
    assert 'class="address"' in isolate("على https://example.org/")
    assert 'class="address"' not in isolate("عام 2023-24")
