"""The text for a group: names and nothing else, cut where a chat would cut it."""

from __future__ import annotations

from datetime import date

import pytest

from webapp import clock
from webapp.domain.chasing.stages import Stage
from webapp.domain.chasing.texts import WORDS, Frame, Missing, messages

UNTIL = clock.start_of_day(date(2027, 3, 1))
FRAME = Frame(Stage.UNSUBMITTED, UNTIL, "https://bupai.example.edu.cn/me")


def missing(*names: str, group: str = "翻译2301") -> list[Missing]:
    return [Missing(n, name, f"20231000{n:02d}", group) for n, name in enumerate(names, start=1)]


def test_names_until_when_and_where() -> None:
    (only,) = messages(missing("张三", "李四"), FRAME)
    assert only.text == (
        "【毕业照补拍】还有 2 位同学未提交补拍材料：\n"
        "张三、李四\n"
        "截止：2月28日（周日）结束前\n"
        "链接：https://bupai.example.edu.cn/me"
    )
    assert only.student_ids == (1, 2)
    assert "2023" not in only.text.replace("https://bupai.example.edu.cn", "")


def test_equal_names_are_told_apart_by_as_much_of_the_number_as_it_takes() -> None:
    twins = [Missing(1, "张伟", "2023110007", "a"), Missing(2, "张伟", "2023120007", "a")]
    (only,) = messages([*twins, Missing(3, "李四", "2023110008", "a")], FRAME)
    assert "张伟（10007）、张伟（20007）、李四\n" in only.text


def test_several_classes_have_a_line_each() -> None:
    both = [*missing("张三", "李四"), Missing(9, "王五", "2023200001", "英语2302")]
    (only,) = messages(both, FRAME)
    assert "\n翻译2301：张三、李四\n英语2302：王五\n" in only.text


@pytest.mark.parametrize("longest", [150, 200, 1900])
def test_a_long_list_is_cut_into_messages_that_stand_alone(longest: int) -> None:
    everybody = missing(*(f"同学{n}" for n in range(400)), group="翻译2301")
    everybody += [Missing(1000 + n, f"别班{n}", f"3{n:09d}", "英语2302") for n in range(40)]
    parts = messages(everybody, FRAME, longest)
    assert [one for part in parts for one in part.student_ids] == [one.student_id for one in everybody]
    for number, part in enumerate(parts, start=1):
        assert len(part.text) <= longest
        assert f"还有 440 位同学未提交补拍材料（第 {number}/{len(parts)} 条）：\n" in part.text
        assert part.text.split("\n")[1].startswith(("翻译2301：", "英语2302：")), "the class is named again"
        assert part.text.endswith("链接：https://bupai.example.edu.cn/me")


def test_nobody_is_no_message() -> None:
    assert messages([], FRAME) == []


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_words(stage: Stage) -> None:
    (only,) = messages(missing("张三"), Frame(stage, None, ""))
    assert WORDS[stage] in only.text
    assert "截止" not in only.text and "链接" not in only.text
