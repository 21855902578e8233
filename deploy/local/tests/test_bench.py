"""What the benches make of figures and files; they themselves are no tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import neighbours, pages, report
from bench.__main__ import BENCHES
from headgate_local.layout import ROOT

GOLDEN = ROOT / "dag-generator" / "src" / "test" / "resources" / "golden" / "diamond" / "dag.py"


def test_every_bench_of_the_table_is_one_and_every_one_has_its_place_on_the_page() -> None:
    table = json.loads((ROOT / "deploy" / "local" / "suites.json").read_text())["bench"]
    assert sorted(entry["name"] for entry in table) == sorted(BENCHES)
    page = (ROOT / "docs" / "performance.md").read_text()
    assert [name for name in BENCHES if f"<!-- figures: {name} -->" not in page] == []


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 10.0), (0.95, 19.0), (0.951, 20.0), (1.0, 20.0)], ids=["p50", "p95", "above", "all"]
)
def test_a_quantile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert report.quantile([float(n) for n in range(20, 0, -1)], share) == value


def test_a_ratio_below_one_tells_that_we_lose() -> None:
    assert report.ratio(1.0, 4.0) == "0.25×"
    assert report.ratio(8.0, 4.0) == "2×"
    assert report.ratio(8.0, 0.0) == "–"


def test_figures_replace_what_was_there_and_leave_the_words_and_other_places_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Before.\n\n<!-- figures: one -->\nold\n<!-- end of figures -->\n\n"
        "Between.\n<!-- figures: two -->\nkept\n<!-- end of figures -->\n"
    )
    table = report.Table("Speed", ["", "seconds"], [["ours", 1.234], ["theirs", None]])
    names = ("date", "cores", "processor", "memoryGiB", "system", "airflow", "python", "java", "loadBefore")
    report.Result("one", [table], ["A note."]).keep(tmp_path, dict.fromkeys(names, "m"), 1.0)
    assert pages.write(tmp_path, page) == ["one"]
    first = page.read_text()
    assert "old" not in first
    assert "| ours | 1.23 |" in first
    assert "| theirs | – |" in first
    assert "- A note." in first
    assert "Between.\n<!-- figures: two -->\nkept\n<!-- end of figures -->" in first
    pages.write(tmp_path, page)
    assert page.read_text() == first, "written twice it is the same"


def test_the_plain_dag_takes_its_settings() -> None:
    text = neighbours.plain(dag_id="mine", seconds=[1.0, 2.0], deferrable=True)
    assert "\nDAG_ID = 'mine'\n" in text
    assert "\nSECONDS = [1.0, 2.0]\n" in text
    assert "\nDEFERRABLE = True\n" in text
    compile(text, "plain.py", "exec")
    with pytest.raises(AssertionError, match="no CHAIN"):
        neighbours.plain(chain=1)


def test_a_dag_file_of_ours_becomes_one_with_resumed_waits() -> None:
    text = neighbours.resumed(GOLDEN.read_text(), "mark")
    assert "from headgate_bench import Wait\n" in text
    assert '        "mark",\n' in text
    compile(text, "dag.py", "exec")
    with pytest.raises(AssertionError):
        neighbours.resumed("from elsewhere import DAG\n", "mark")
