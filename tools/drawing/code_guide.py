"""How to get the collection code: the three ways of Attachment 1, and what to mind when saving it."""

from __future__ import annotations

from tools.drawing import things
from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    GREY,
    GROUND,
    NO_LINE,
    PALE,
    WHITE,
    at,
    circle,
    cross_badge,
    mark,
    path,
    rect,
    scene,
    text,
    tick_badge,
)
from tools.drawing.screens import (
    HEIGHT,
    LEFT,
    MIDDLE,
    RIGHT,
    WIDTH,
    button,
    cell,
    field,
    hold,
    order,
    screen,
    tap,
)

VIEW_CODE = "查看图像采集码"


def web_log_in() -> str:
    """Way one, step 1: the page of CHSI, its archive, log in."""
    chips = button(72, "学籍查询", x=40, width=76) + button(72, "学历查询", x=124, width=76)
    chips += button(116, "在线验证", x=40, width=76) + button(116, "学信档案", True, x=124, width=76)
    card = rect(LEFT, 168, RIGHT - LEFT, 130, 12, fill=WHITE, line=FINE, colour=GREY) + things.lines(
        56, 190, 110, 84
    )
    over = order(198, 112, 1) + order(184, 226, 2) + tap(158, 250)
    return screen("学信网", chips + card + button(224, "登录", True, x=56, width=128), over)


def web_choose() -> str:
    """Way one, step 2: the record of this degree."""
    rows = text(LEFT + 2, 86, "高等教育信息", 15, anchor="start") + cell(98, "学籍", True)
    rows += cell(148, "学历") + cell(198, "在线验证报告") + things.lines(LEFT, 262, 120, 150, 90, gap=16)
    return screen("学信档案", rows, tap(164, 124))


def web_view() -> str:
    """Way one, step 3: the button under the record."""
    card = rect(LEFT, 72, RIGHT - LEFT, 128, 12, fill=WHITE, line=FINE, colour=GREY)
    card += field(94, "姓名", 40) + field(120, "学校", 56) + field(146, "专业", 92) + field(172, "层次", 60)
    card += at(things.tiny_portrait(36), 156, 82)
    return screen("学籍信息", card + button(220, VIEW_CODE, True), tap(184, 248))


def web_save() -> str:
    """Way one, step 4: the code is saved on the phone."""
    code = at(things.code_card(136), MIDDLE - 68, 74)
    arrow = path("M60 240v18m-7-7 7 7 7-7m-17 14h20", line=FINE)
    words = text(80, 262, "长按存到手机", 16, anchor="start")
    return screen("图像采集码", code + arrow + words, hold(146, 164))


def wechat_log_in() -> str:
    """Way two, step 1: the account's menu. The notice breaks off after '登录学信'."""
    article = rect(LEFT, 74, RIGHT - LEFT, 88, 12, fill=GROUND, line=NO_LINE) + things.lines(
        52, 96, 110, 136, 84, gap=20
    )
    bar = path("M32 262h176M92 262v58M150 262v58", line=FINE)
    tab = rect(33, 263, 58, 60, 0, fill=DEEP, line=NO_LINE) + text(62, 290, "学信", 15, colour=WHITE)
    tab += text(62, 308, "账号", 15, colour=WHITE) + things.lines(106, 290, 30) + things.lines(164, 290, 30)
    popup = path("M54 250l8 10 8-10", DEEP, FINE) + button(214, "登录学信…", True, x=40, width=104)
    return screen(
        "学信网 公众号", article + bar + tab + popup, order(92, 296, 1) + order(142, 212, 2) + tap(136, 240)
    )


def _record(title: str, bottom: str) -> str:
    """The record, its button and the code below, as the account and the app show them."""
    rows = cell(70, "本科学籍", True) + button(122, VIEW_CODE, True)
    code = at(things.code_card(112), MIDDLE - 56, 172)
    over = order(200, 72, 1) + order(200, 124, 2) + order(MIDDLE - 58, 176, 3) + hold(146, 250)
    return screen(title, rows + code + bottom, over)


def wechat_save() -> str:
    """Way two, step 2: choose, open, hold."""
    return _record("学信档案", "")


def app_log_in() -> str:
    """Way three, step 1: the app's start page."""
    tiles = "".join(
        rect(x, y, 40, 40, 12, fill=GROUND, line=NO_LINE) + things.lines(x + 4, y + 54, 32)
        for x, y in ((50, 80), (150, 80), (50, 156), (100, 156), (150, 156))
    )
    chosen = rect(100, 80, 40, 40, 12, fill=DEEP) + path(
        "M111 92h18m-18 8h18m-18 8h10", line=FINE, colour=WHITE
    )
    chosen += text(MIDDLE, 141, "学籍查询", 15)
    over = order(146, 80, 1) + order(184, 242, 2) + tap(158, 266)
    return screen("学信网 APP", tiles + chosen + button(240, "登录", True, x=56, width=128), over)


def app_save() -> str:
    """Way three, step 2: choose, open, hold, as in the account."""
    tabs = path("M32 296h176", line=FINE)
    return _record("学籍信息", tabs)


def save() -> str:
    """Hold the code until the menu comes."""
    code = at(things.code_card(128), MIDDLE - 64, 44)
    sheet = (
        rect(33, 216, 174, 120, 14, fill=WHITE) + button(230, "保存图片", True) + things.lines(84, 290, 72)
    )
    phone = rect(30, 12, 180, 340, 24, fill=WHITE) + path("M108 24h24", line=FINE)
    shade = rect(32, 34, 176, 190, 0, fill=GROUND, line=NO_LINE)
    return scene(
        WIDTH, HEIGHT, phone + shade + code + sheet + hold(136, 118) + order(70, 62, 1) + order(194, 232, 2)
    )


def private() -> str:
    """The code is for the photographer and the college: not for groups."""
    card = at(things.code_card(112), 64, 26) + circle(172, 136, 28, fill=WHITE) + things.lock(172, 132)
    group_chat = rect(28, 196, 184, 100, 16, fill=WHITE)
    faces = circle(58, 228, 14, fill=BLUE, line=FINE) + circle(58, 270, 14, fill=PALE, line=FINE)
    bubbles = rect(84, 214, 76, 28, 10, fill=GROUND, line=FINE) + rect(
        84, 256, 54, 28, 10, fill=GROUND, line=FINE
    )
    words = text(96, 234, "群聊", 15, anchor="start")
    way = mark("M98 148v26", "M86 166l12 14 12-14")
    return scene(WIDTH, HEIGHT, card + group_chat + faces + bubbles + words + way + cross_badge(204, 284))


def degree() -> str:
    """Two records: the one of this graduation is right."""
    rows = ""
    for y, name, state, chosen in ((68, "专科", "已毕业", False), (166, "本科", "这次毕业", True)):
        line = DEEP if chosen else GREY
        rows += rect(LEFT, y, RIGHT - LEFT, 84, 12, fill=PALE if chosen else WHITE, colour=line)
        rows += text(LEFT + 14, y + 33, name, 20, anchor="start") + text(
            LEFT + 14, y + 62, state, 16, anchor="start"
        )
    return screen("选学籍", rows, cross_badge(196, 88, 20) + tick_badge(196, 186, 20) + tap(160, 236))


CODE_GUIDE = {
    "code-web-1": web_log_in,
    "code-web-2": web_choose,
    "code-web-3": web_view,
    "code-web-4": web_save,
    "code-wechat-1": wechat_log_in,
    "code-wechat-2": wechat_save,
    "code-app-1": app_log_in,
    "code-app-2": app_save,
    "code-save": save,
    "code-private": private,
    "code-degree": degree,
}
