"""The words of `uploads.py` in English."""

from __future__ import annotations

from typing import Final

from .kinds import Wording

_PAPER: Final = "Paper photo"
_CODE: Final = "Collection code"

UPLOADS: Final[dict[str, Wording]] = {
    "paper_unreadable": Wording(
        _PAPER,
        "This picture cannot be opened, or it is no picture.",
        "Please take a new picture of the paper photo with your phone and upload that.",
    ),
    "paper_no_face": Wording(
        _PAPER,
        "No face was found in the picture.",
        "Lay the paper photo flat in a bright place, go closer, and take the picture from straight above.",
    ),
    "paper_many_faces": Wording(
        _PAPER,
        "There is more than one face in the picture.",
        "Take a picture of one photo only, with no other photo or card beside it.",
    ),
    "paper_other_person": Wording(
        _PAPER,
        "The paper photo and the electronic photo do not seem to show the same person.",
        "Check whether you uploaded the right ones. If you did, write a note and submit.",
    ),
    "code_unreadable": Wording(
        _CODE,
        "This picture cannot be opened, or it is no picture.",
        "Please save the picture of your collection code again and upload that.",
    ),
    "code_not_found": Wording(
        _CODE,
        "No collection code was recognised in the picture.",
        "On CHSI, press the code and hold to save its picture (no screenshot, no photo of the "
        "screen), then upload "
        "what you saved.",
    ),
    "code_many": Wording(
        _CODE,
        "There is more than one QR code in the picture.",
        "Leave only the collection code: crop away the others, then upload again.",
    ),
    "code_used": Wording(
        _CODE,
        "Another student has handed in this collection code already.",
        "Log in to your own CHSI account and get your own code again. If you have an earlier "
        "qualification, look "
        "whether the code belongs to the one you finish now.",
    ),
}
