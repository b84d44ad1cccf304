"""The words of `file.py` in English."""

from __future__ import annotations

from typing import Final

from .kinds import Exact, Wording

ORIGINAL: Final = (
    "Ask the branch for the original file: sent in WeChat with “原图” (Full image) ticked, as a file, or by "
    "e-mail. Then upload that one."
)
EXPORT: Final = (
    "Ask the photographer to export it again: JPEG, 480×640 pixels, 300 dpi, 20 to 40 KB, and to send you "
    "the original file."
)

FILE_WORDING: Final[dict[str, Wording]] = {
    "file_type": Wording(
        "File format",
        "This file holds {measured}, not a JPEG photo; changing its extension does not help.",
        ORIGINAL,
        {
            "kind_empty": Exact("This file is empty.", ORIGINAL),
            "kind_heic": Exact("This is an iPhone's HEIC file, not the JPEG file from the branch."),
            "kind_png": Exact(
                "This is a PNG file, most likely a screenshot or a saved copy, not the original JPEG."
            ),
            "kind_webp": Exact(
                "This is a WebP file, most likely saved from a web page or a chat, not the original JPEG."
            ),
            "kind_mpo": Exact(
                "This file holds more than one photo (MPO); please hand in one plain JPEG.", EXPORT
            ),
            "kind_pdf": Exact("This is a PDF document, not a photo."),
            "kind_zip": Exact(
                "This is an archive: unpack it first, then upload the photo inside.",
                "Unpack it, then upload the .jpg file inside.",
            ),
        },
    ),
    "integrity": Wording(
        "Complete file",
        "The photo file is incomplete or damaged.",
        ORIGINAL,
        {
            "jpeg_truncated": Exact("The photo file is incomplete: its end did not arrive."),
            "jpeg_damaged": Exact(
                "The data in the photo file is damaged: the picture shifts or changes colour."
            ),
            "jpeg_no_picture": Exact("The file begins like a JPEG, but there is no readable photo in it."),
            "jpeg_too_large": Exact("The photo is too large to be checked.", EXPORT),
            "jpeg_too_many_scans": Exact("The photo file is built oddly and cannot be checked.", EXPORT),
            "jpeg_hidden_file": Exact(
                "Another file is hidden behind the photo; such a file cannot be reported."
            ),
            "jpeg_trailing_data": Exact(
                "There is data after the photo that is not part of it, most likely added by a phone app."
            ),
        },
    ),
    "dimensions": Wording(
        "Size in pixels",
        "The photo is {measured}; it should be exactly {allowed} pixels (width × height).",
        EXPORT,
        {
            "lying": Exact(
                "The photo is stored lying down ({measured}); it should be upright: {allowed} pixels "
                "(width × height)."
            )
        },
    ),
    "file_size": Wording(
        "File size",
        "The file is {measured}; usual is {allowed}.",
        EXPORT,
        {
            "above_most": Exact(
                "The file is too large: {measured}; usual is {allowed}. The registration system does "
                "not take it."
            ),
            "above_usual": Exact(
                "The file is larger than usual: {measured}; usual is {allowed}. Most are accepted, "
                "but it may "
                "be returned."
            ),
            "below_usual": Exact(
                "The file is smaller than usual: {measured}; usual is {allowed}. A chat may have "
                "compressed it.",
                ORIGINAL,
            ),
        },
    ),
    "color_mode": Wording(
        "Colour mode",
        "The colour mode of the photo is {measured}; it should be 24-bit RGB colour.",
        "Ask the photographer to export it in RGB with 8 bits a channel, and to send you the original file.",
    ),
    "resolution": Wording(
        "Resolution mark",
        "The file says {measured}; it should say {allowed}. The picture is not affected, but some "
        "systems check it.",
        "Ask the photographer to export it with 300 dpi (the size in pixels stays).",
        {
            "unstated": Exact(
                "The file names no resolution; it should say {allowed}. The picture is not affected, "
                "but some "
                "systems check it."
            )
        },
    ),
    "compression_quality": Wording(
        "Compression quality",
        "The photo is compressed too much: a quality of about {measured}; it should be {allowed}.",
        "Ask the photographer to export it with a higher JPEG quality (about 80). If it came through "
        "a chat, ask "
        "for the original file.",
    ),
    "orientation": Wording(
        "Upright photo",
        "The photo is not upright.",
        "Ask the photographer to turn the photo upright and export it again.",
        {
            "exif_turn": Exact(
                "The file carries a mark “turn by {measured}”: some programs show the photo lying down.",
                "Ask the photographer to export it again without that mark (EXIF orientation 1).",
            ),
            "upside_down": Exact("The photo is upside down."),
            "lying": Exact("The photo is lying on its side; it should be upright."),
        },
    ),
}
