"""A photo that went through a chat is told from a photo that somebody exported carelessly."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests import pictures
from webapp.domain.chat_copy import is_chat_copy
from webapp.photocheck import check_photo


def exported(size: tuple[int, int] = (480, 640), quality: int = 90, dpi: int | None = 300) -> bytes:
    """A good portrait written anew: `dpi` None leaves the resolution out, as chats do."""
    stream = io.BytesIO()
    picture = Image.open(io.BytesIO(pictures.portrait())).resize(size)
    picture.save(stream, "JPEG", quality=quality, **({"dpi": (dpi, dpi)} if dpi else {}))
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(exported((360, 480), 50, None), id="smaller and squeezed"),
        pytest.param(exported((360, 480), 90, None), id="smaller in the same shape"),
        pytest.param(exported((270, 360), 60, 72), id="marked as a screen picture"),
        pytest.param(exported(quality=50, dpi=None), id="squeezed below the usual size"),
        pytest.param(exported((1080, 1440), 60, None), id="a large one, squeezed"),
    ],
)
def test_what_a_chat_leaves_is_recognised(data: bytes) -> None:
    assert is_chat_copy(check_photo(data))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pictures.portrait(), id="the original"),
        pytest.param(exported(dpi=None), id="only the dpi forgotten"),
        pytest.param(exported((360, 480)), id="too small, but with its dpi"),
        pytest.param(exported((1200, 1600), 92, None), id="large and of good quality"),
        pytest.param(exported((500, 500), 90, None), id="another shape: cropped by hand"),
        pytest.param(exported(quality=50), id="squeezed, but with its dpi"),
        pytest.param(b"%PDF-1.4 no photo", id="no photo at all"),
        pytest.param(b"\xff\xd8\xff\xe0 broken", id="broken"),
    ],
)
def test_one_sign_alone_is_no_proof(data: bytes) -> None:
    assert not is_chat_copy(check_photo(data))
