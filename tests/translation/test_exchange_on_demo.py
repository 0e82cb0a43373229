"""All texts of the demo as files, out and in."""

from pathlib import Path

import pytest

from cms.translation.exchange.collecting import texts_of_language
from cms.translation.exchange.plan import plan_import
from tests.translation.test_exchange import PO, check_with_msgfmt, out, parsed


@pytest.mark.parametrize("code", ["es", "ar"])
def test_all_texts_of_the_demo_go_out_and_come_back(demo: None, code: str, tmp_path: Path) -> None:
    texts = texts_of_language(code)
    data = out(*texts, code=code)
    check_with_msgfmt(data, tmp_path)
    said = plan_import(PO.read(data), texts, code=code)
    assert not said.does_something
    assert said.unchanged + said.untranslated == len(parsed(data)) > 100
