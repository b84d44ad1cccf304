from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.photocheck import files
from tests.pictures import portrait, print_of
from webapp.cli.photo import group
from webapp.photocheck import CODES


def run(*words: str | Path) -> Result:
    """Run `flask photo` as a shell would, without an app: it needs none."""
    result = CliRunner().invoke(group, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "林同学.jpg"
    file.write_bytes(portrait())
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.jpg"
    file.write_bytes(files.photo(quality=30))
    return file


def test_json_is_one_object_a_line(good: Path, bad: Path) -> None:
    result = run("check", good, bad, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(good), str(bad)]
    assert [line["verdict"] for line in lines] == ["pass", "fail"]
    assert [finding["code"] for finding in lines[0]["findings"]] == list(CODES)
    assert lines[0]["elapsed_ms"] > 0
    assert result.exit_code == 1


def test_the_table_is_for_people(good: Path, bad: Path) -> None:
    assert "合格" in run("check", good).stdout
    told = run("check", bad).stdout
    assert "不合格  压缩质量" in told
    assert "不小于 60" in told
    assert "请摄影师" in told


def test_the_exit_status_tells_the_worst(good: Path, bad: Path, tmp_path: Path) -> None:
    warned = tmp_path / "warned.jpg"
    warned.write_bytes(files.with_exif(orientation=6))
    assert run("check", good).exit_code == 0
    assert run("check", good, warned).exit_code == 0
    assert run("check", warned, bad).exit_code == 1
    missing = run("check", bad, tmp_path / "missing.jpg", good, "--json")
    assert missing.exit_code == 2
    assert "missing.jpg" in missing.stderr
    assert len(missing.stdout.splitlines()) == 2
    folder = run("check", tmp_path)
    assert folder.exit_code == 2
    assert "文件夹" in folder.stderr


def test_annotated_pictures_are_written(good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert run("check", good, "--annotate", folder).exit_code == 0
    assert (folder / "林同学.png").read_bytes().startswith(b"\x89PNG")


def test_no_annotated_picture_replaces_another(good: Path, tmp_path: Path) -> None:
    """Photos of two folders may have one name."""
    other = tmp_path / "other" / good.name
    other.parent.mkdir()
    other.write_bytes(files.photo(quality=30))
    run("check", good, other, "--annotate", tmp_path / "drawn")
    assert sorted(path.name for path in (tmp_path / "drawn").iterdir()) == ["林同学-2.png", "林同学.png"]


def test_a_folder_that_cannot_be_made_is_named(good: Path) -> None:
    result = run("check", good, "--annotate", good / "folder")
    assert result.exit_code == 2
    assert "请换一个可以写的位置" in result.stderr


def test_an_annotated_picture_that_cannot_be_written_is_named(good: Path, tmp_path: Path) -> None:
    """The report is told all the same."""
    (tmp_path / "林同学.png").mkdir()
    result = run("check", good, "--annotate", tmp_path)
    assert result.exit_code == 2
    assert "林同学.png" in result.stderr
    assert "合格" in result.stdout


def test_compare(good: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.jpg"
    paper.write_bytes(print_of())
    same = json.loads(run("compare", good, paper, "--json").stdout)
    assert (same["verdict"], same["reason"]) == ("same", "")
    assert "是同一个人" in run("compare", good, good, "--other-shot").stdout
    nobody = tmp_path / "nobody.jpg"
    nobody.write_bytes(files.PDF)
    told = run("compare", good, nobody)
    assert told.exit_code == 0
    assert "照片 B" in told.stdout
    assert run("compare", good, tmp_path / "missing.jpg").exit_code == 2


def test_a_stranger_is_never_called_the_same(good: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.jpg"
    stranger.write_bytes(portrait("guli"))
    result = run("compare", good, stranger, "--json")
    verdict = json.loads(result.stdout)["verdict"]
    assert verdict != "same"
    assert result.exit_code == (1 if verdict == "different" else 0)
