from pathlib import Path

import pytest

import refresh


@pytest.mark.parametrize(
    ("system", "line", "paths"),
    [
        ("nt", r'"C:\Kế hoạch\Plan 2027.xlsx"', [r"C:\Kế hoạch\Plan 2027.xlsx"]),
        ("nt", r"C:\plan.xlsx C:\cafe.xlsx", [r"C:\plan.xlsx", r"C:\cafe.xlsx"]),
        ("nt", r"C:\Mom'sPlan.xlsx", [r"C:\Mom'sPlan.xlsx"]),
        ("posix", r"/Users/an/Kế\ hoạch\ 2027.xlsx ", ["/Users/an/Kế hoạch 2027.xlsx"]),
        ("posix", "'/home/an/Kế hoạch.xlsx' /tmp/b.xlsx", ["/home/an/Kế hoạch.xlsx", "/tmp/b.xlsx"]),
        ("posix", "/tmp/mom's plan.xlsx", ["/tmp/mom's plan.xlsx"]),
        ("posix", "  ", []),
    ],
)
def test_reads_the_paths_a_terminal_writes_when_files_are_dropped(system: str, line: str, paths: list[str]) -> None:
    assert refresh.dropped(line, system) == paths


def test_takes_a_path_typed_with_spaces_as_one_when_it_exists(tmp_path: Path) -> None:
    plan = tmp_path / "Kế hoạch 2027.xlsx"
    plan.touch()
    assert refresh.dropped(f" {plan}\n") == [str(plan)]
