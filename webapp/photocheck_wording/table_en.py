"""The words of `table.py` in English: the same codes, details and placeholders, held together by a test."""

from __future__ import annotations

from typing import Final

from .file_en import FILE_WORDING, ORIGINAL
from .kinds import Exact, Wording

_RETAKE: Final = "This cannot be mended afterwards: ask the branch for a new photo. "
_REFRAME: Final = (
    "Ask the photographer to crop the original shot anew; no new photo is needed. Just show them this line."
)
_BACKDROP: Final = (
    "Ask the photographer for an even light blue background (reference RGB 100, 197, 255), without "
    "gradient, shadow or objects."
)
_BLUE: Final = "it should be light blue (reference RGB 100, 197, 255)."
_TURN: Final = "(turn, nod or tilt of about {measured})"

_HEAD: Final[dict[str, Wording]] = {
    "single_face": Wording(
        "One person",
        "There should be exactly one face in the photo.",
        _RETAKE,
        {
            "no_face": Exact(
                "No face was found in the photo.",
                "Check whether this is the right file. If it is, please contact the branch.",
            ),
            "many_faces": Exact(
                "There are {measured} faces in the photo; only yours may be there.",
                "Please upload the photo that shows you alone. If the branch has none, ask it for a new one.",
            ),
        },
    ),
    "head_pose": Wording(
        "Head straight",
        f"The head is not straight {_TURN}.",
        _RETAKE + "Sit straight, face the camera, and hold your chin level.",
        {
            "turned": Exact(f"The face is turned to one side {_TURN}; both ears should show alike."),
            "bowed": Exact(f"The head is bowed a little {_TURN}."),
            "raised": Exact(f"The chin is raised a little {_TURN}."),
            "tilted": Exact(
                f"The head is tilted a little {_TURN}.",
                "If it is little, ask the photographer to turn the photo straight and crop it again; "
                "if it is "
                "much, a new photo is needed.",
            ),
        },
    ),
    "centering": Wording(
        "Centred",
        "You are {measured} off the middle; allowed is {allowed}.",
        _REFRAME,
        {
            "too_far_left": Exact(
                "You are {size} too far left; please be in the middle (allowed: {allowed})."
            ),
            "too_far_right": Exact(
                "You are {size} too far right; please be in the middle (allowed: {allowed})."
            ),
        },
    ),
    "crown_position": Wording(
        "Crown (top of the head)",
        "The top of the head is {measured} below the upper edge; it should be {allowed}.",
        _REFRAME,
    ),
    "eye_line": Wording(
        "Height of the eyes",
        "The eyes are {measured} below the upper edge; it should be {allowed}.",
        _REFRAME,
    ),
    "face_width": Wording(
        "Width of the face",
        "The face is {measured} wide; it should be {allowed}.",
        _REFRAME,
        {
            "too_small": Exact("The face is too small: {measured} wide; it should be {allowed}."),
            "too_large": Exact("The face is too large: {measured} wide; it should be {allowed}."),
        },
    ),
    "shoulders_level": Wording(
        "Shoulders level",
        "One shoulder is higher than the other (about {measured}).",
        _RETAKE + "Sit straight with both shoulders level.",
    ),
}

_FACE: Final[dict[str, Wording]] = {
    "eyes_open": Wording(
        "Eyes open",
        "The eyes are not open naturally.",
        _RETAKE + "Keep both eyes open naturally and look into the camera.",
        {
            "one_closed": Exact("One eye is closed or half closed."),
            "closed": Exact("The eyes are closed."),
            "half_closed": Exact("The eyes seem half closed; the photo may be returned."),
            "looking_aside": Exact("The eyes do not look into the camera."),
        },
    ),
    "mouth_closed": Wording(
        "Lips closed",
        "The mouth is not closed naturally.",
        _RETAKE + "Close your lips lightly, without showing your teeth.",
        {
            "lips_apart": Exact("The lips seem not quite closed; the photo may be returned."),
            "open": Exact("The mouth is open, or teeth are showing."),
        },
    ),
    "glasses": Wording(
        "Glasses",
        "The glasses cover the eyes, reflect light, or are tinted.",
        _RETAKE + "Clear glasses are allowed if they do not reflect and the frame leaves the eyes free; "
        "taking them off is safest.",
        {
            "tinted": Exact("The glasses are tinted: the eyes cannot be seen clearly."),
            "glare": Exact("The glasses reflect light over the eyes."),
            "frame_over_eye": Exact("The frame seems to cover an eye; the photo may be returned."),
        },
    ),
    "occlusion": Wording(
        "Face uncovered",
        "Something covers part of the face.",
        _RETAKE
        + "Comb your hair above the eyebrows and behind the ears, take off any mask, and keep your hands "
        "away from your face.",
        {
            "brows": Exact(
                "Hair covers the eyebrows or the eyes.",
                _RETAKE + "Comb your fringe above the eyebrows first.",
            ),
            "cheek": Exact(
                "Hair covers one side of the face.", _RETAKE + "Comb your hair behind the ears first."
            ),
            "hair_or_rim": Exact(
                "There seems to be hair on the upper cheek, or the rim of large glasses.",
                "Rims of glasses are fine: nothing to do, your college looks at it. If hair covers the face, "
                "please have the photo taken again.",
            ),
            "mask": Exact("A mask or scarf covers the face.", _RETAKE + "Please take off your mask."),
            "mouth_hidden": Exact("The mouth is covered."),
            "hand": Exact("A hand touches the head or face.", _RETAKE + "Please keep your hands down."),
        },
    ),
    "head_covering": Wording(
        "Nothing on the head",
        "There seems to be a hat or scarf on the head.",
        _RETAKE
        + "Please take off hats, scarves and hair ornaments. If you wear none, just say so in a note when "
        "you submit.",
        {
            "unnatural_color": Exact(
                "What is on the head has a colour that hair has not: it looks like a hat or scarf."
            ),
            "many_colors": Exact("There are several colours on the head, like a patterned hat or scarf."),
            "brighter_than_skin": Exact(
                "Something on the head is brighter than the skin, like a light hat or scarf."
            ),
            "smooth": Exact("Something on the head shows no strands of hair, like a hat or scarf."),
            "rim": Exact("A smooth edge like the rim of a hat or scarf runs above the brows."),
            "around": Exact(
                "The top of the head and both sides of the face have one colour and show no strands of hair, "
                "like a hood or scarf."
            ),
            "skin_colored": Exact(
                "Something like a hat or scarf, nearly of the skin's colour, is on the head."
            ),
        },
    ),
    "clothing_contrast": Wording(
        "Colour of the clothes",
        "The clothes are too close to the background: the shoulders cannot be told from it.",
        _RETAKE + "Please wear a top that differs clearly from light blue, for example dark or white.",
    ),
}

_PICTURE: Final[dict[str, Wording]] = {
    "background_color": Wording(
        "Background colour",
        f"The background is {{measured}}; {_BLUE}",
        _BACKDROP,
        {
            "too_dark": Exact(f"The background is too dark ({{measured}}); {_BLUE}"),
            "too_deep": Exact(f"The background is too strong a blue ({{measured}}); {_BLUE}"),
            "greenish": Exact(f"The background is greenish ({{measured}}); {_BLUE}"),
            "purplish": Exact(f"The background is purplish ({{measured}}); {_BLUE}"),
            "greyish": Exact(f"The background is grey ({{measured}}); {_BLUE}"),
            "white": Exact(f"The background is white ({{measured}}); this time {_BLUE}"),
        },
    ),
    "background_uniformity": Wording(
        "Even background",
        "The background is not even; it should be one clean light blue.",
        _BACKDROP,
        {
            "gradient": Exact("The background is a gradient: its colour changes from one side to the other."),
            "shadow": Exact("There is a shadow on the background."),
            "patches": Exact("There are folds or patches on the background."),
            "objects": Exact("There is something else in the background."),
        },
    ),
    "exposure": Wording(
        "Exposure",
        "The photo is too bright or too dark.",
        "Ask the photographer to correct the exposure from the original shot; if that fails, a new "
        "photo is needed.",
        {
            "under": Exact("The whole photo is too dark (about {measured} below what it should be)."),
            "over": Exact("The face is too bright: the skin has lost its detail (overexposed: {measured})."),
            "over_all": Exact("The whole photo is too bright: even the background has lost its colour."),
            "face_dark": Exact("The face is too dark to be seen clearly."),
        },
    ),
    "even_lighting": Wording(
        "Even light",
        "The light on the face is uneven.",
        _RETAKE + "Ask the photographer to light both sides, without clear shadows on the face.",
        {
            "left_dark": Exact(
                "In the photo, the left half of the face is much darker than the right (by about {measured})."
            ),
            "right_dark": Exact(
                "In the photo, the right half of the face is much darker than the left (by about {measured})."
            ),
            "top_dark": Exact(
                "The upper half of the face is in shadow, much darker than the lower (by about {measured})."
            ),
            "bottom_dark": Exact(
                "The lower half of the face is in shadow, much darker than the upper (by about {measured})."
            ),
            "aslant": Exact("A shadow lies aslant over one side of the face."),
        },
    ),
    "natural_color": Wording(
        "Natural colour",
        "The colours of the photo are not natural.",
        "Ask the photographer to correct the colours (white balance) so that the skin looks natural.",
        {
            "cast_green": Exact("The whole photo is greenish."),
            "cast_blue": Exact("The whole photo is bluish."),
            "cast_magenta": Exact("The whole photo is purplish red."),
            "cast_yellow": Exact("The whole photo is yellowish."),
            "cast_red": Exact("The whole photo is reddish."),
            "no_color": Exact("This is a black-and-white photo; a colour photo is needed."),
            "red_eye": Exact(
                "The eyes are red from the flash.",
                "Ask the photographer to remove the red-eye; if that fails, a new photo is needed.",
            ),
        },
    ),
    "sharpness": Wording(
        "Sharp",
        "The photo is not sharp enough.",
        "Ask the photographer to export from the original shot that was not scaled down; if that is "
        "blurred too, a "
        "new photo is needed.",
        {
            "motion": Exact("The photo is blurred, as if something moved.", _RETAKE),
            "soft": Exact("The photo is soft: out of focus, or enlarged from a small picture."),
        },
    ),
    "foreign_content": Wording(
        "Nothing added",
        "There is something on the photo that is not part of it.",
        "Ask the photographer to remove borders, text, dates and watermarks and to export it again.",
        {
            "border": Exact("There is a border around the photo."),
            "text": Exact("There is text, a number, a date or a watermark on the photo."),
            "marks": Exact("There seem to be letters, a logo or stains on the background."),
            "writing": Exact(
                "There seems to be a line of text, a number or a date at the bottom of the photo."
            ),
            "earring": Exact(
                "There seems to be an earring beside the ear.",
                _RETAKE
                + "Please take off earrings, necklaces and other jewellery. If you wear none, just say so "
                "in a note when you submit.",
            ),
        },
    ),
    "photo_of_photo": Wording(
        "Not rephotographed",
        "There is a grid-like pattern on the photo, as if it was taken of a screen or of a paper photo.",
        "Please do not take a photo of a photo. " + ORIGINAL,
    ),
}

WORDING: Final[dict[str, Wording]] = {**FILE_WORDING, **_HEAD, **_FACE, **_PICTURE}
