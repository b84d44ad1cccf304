"""Names of exported photos."""

from __future__ import annotations

import pytest

from tests.domain.exports.students import row
from webapp.domain.errors import InvalidError
from webapp.domain.exports.naming import Names, check_pattern
from webapp.domain.exports.selection import ExportRow


def named(pattern: str, rows: list[ExportRow]) -> list[str]:
    """The names of the photos of one export."""
    check_pattern(pattern)
    names = Names(pattern)
    given = [names.give(found).name for found in rows]
    names.require_distinct()
    return given


def name(pattern: str, **values: str) -> str:
    """The name of one photo."""
    return named(pattern, [row(**values)])[0]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{id_number}.jpg", "42120220020101101X.jpg"),
        ("{student_no}", "2023000001.jpg"),
        (" {student_no}.JPG ", "2023000001.jpg"),
        ("{college}/{student_no}_{name}", "外国语学院/2023000001_阿依努尔·买买提.jpg"),
        ("{major}-{class_name}/{id_number}", "翻译-翻译2301/42120220020101101X.jpg"),
    ],
)
def test_patterns(pattern: str, expected: str) -> None:
    assert name(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{nickname}.jpg", "“nickname”"),
        ("{}.jpg", "“”"),
        ("{0}", "“0”"),
        ("{name.__class__}", "“name.__class__”"),
        ("{name[0]}", "字段"),
        ("{name!r}", "“name”"),
        ("{name:>900000000}", "“name”"),
        ("{name", "大括号"),
        ("name}", "大括号"),
        ("  ", "请填写"),
        ("x" * 201, "200"),
    ],
)
def test_a_wrong_pattern_is_named(pattern: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        name(pattern)


@pytest.mark.parametrize(
    ("pattern", "values", "expected"),
    [
        ("{name}", {"name": "../../etc/passwd"}, "_.._etc_passwd.jpg"),
        ("../{student_no}", {}, "_/2023000001.jpg"),
        ("/{student_no}", {}, "_/2023000001.jpg"),
        ("a\\..\\{student_no}", {}, "a_.._2023000001.jpg"),
        ("{name}", {"name": 'a\x00b:c*d?e"f<g>h|i\n'}, "a_b_c_d_e_f_g_h_i_.jpg"),
        ("{name}", {"name": " . "}, "_.jpg"),
        ("{name}", {"name": "con"}, "_con.jpg"),
        ("{name}/x", {"name": "LPT1.x"}, "_LPT1.x/x.jpg"),
        ("{name}", {"name": "COM¹"}, "_COM¹.jpg"),
        ("{name}", {"name": "gpj\u202eexe"}, "gpj_exe.jpg"),
    ],
)
def test_no_name_leaves_its_folder(pattern: str, values: dict[str, str], expected: str) -> None:
    assert name(pattern, **values) == expected


def test_long_names_are_cut_to_what_file_systems_take() -> None:
    assert len(name("{name}", name="长" * 500).encode()) <= 255


@pytest.mark.parametrize(("first", "second"), [("李", "李"), ("Anna", "ANNA"), ("é", "é")])
def test_names_that_would_be_one_file_are_refused(first: str, second: str) -> None:
    rows = [row(name=first), row(name=second)]
    with pytest.raises(InvalidError, match="重名"):
        named("{name}", rows)
    both = [row(name=name, student_no=number) for name, number in ((first, "1"), (second, "2"))]
    assert len(named("{name}_{student_no}", both)) == 2


@pytest.mark.parametrize("folder", ["manifest.csv", "SHA256sums"])
def test_no_folder_is_called_as_the_proof(folder: str) -> None:
    with pytest.raises(InvalidError, match="重名"):
        name(folder + "/{student_no}")
