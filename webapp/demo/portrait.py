"""A drawn portrait for the demo and the tests.

The repository must not hold photographs of people, and pictures are needed that a photo check accepts. This portrait
is drawn by numbers alone, smooth enough for face detectors to take it for a face, and its geometry is exact: the
crown, the eye line and the cheeks are where the `Shot` says.
"""

import io

import numpy as np
from PIL import Image, ImageFilter

from webapp.demo.body import draw_body
from webapp.demo.canvas import Array, Canvas, Pose, full_mask
from webapp.demo.face import draw_ears, draw_face
from webapp.demo.features import draw_brow, draw_eye, draw_mouth, draw_nose
from webapp.demo.hair import draw_hair, draw_hair_behind
from webapp.demo.look import Look, Shot

MOST_BYTES = 36_000


def draw_portrait(look: Look = Look(), shot: Shot = Shot()) -> Image.Image:
    """Draw one person in one shot: 480 x 640 RGB. The same arguments give the same pixels."""
    canvas = Canvas(shot.background)
    pose = Pose(240 + shot.off_centre, shot.eye_line, shot.face_width / 2, shot.crown, shot.roll_degrees)
    draw_person(canvas, look, shot, pose)
    return develop(canvas, shot)


def portrait_jpeg(look: Look = Look(), shot: Shot = Shot(), dpi: int = 300) -> bytes:
    """The drawn portrait as a photographer would deliver it: JPEG, 300 dpi, 20 to 40 KB."""
    return encode_jpeg(draw_portrait(look, shot), dpi)


def encode_jpeg(image: Image.Image, dpi: int = 300) -> bytes:
    """Encode at the best quality that stays within the usual 20 to 40 KB."""
    data = b""
    for quality in range(95, 60, -3):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi))
        data = buffer.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def draw_person(canvas: Canvas, look: Look, shot: Shot, pose: Pose) -> None:
    """Draw one person from the back to the front."""
    upright = Pose(pose.centre_x, pose.eye_y, pose.unit, pose.crown_y)
    draw_hair_behind(canvas, look, pose)
    draw_body(canvas, look, upright)
    draw_ears(canvas, look, pose)
    draw_face(canvas, look, pose)
    for side in (-1, 1):
        closed = shot.eyes == "closed" or (shot.eyes == "wink" and side == 1)
        draw_eye(canvas, look, pose, side, closed)
        draw_brow(canvas, look, pose, side)
    draw_nose(canvas, look, pose)
    draw_mouth(canvas, look, shot, pose)
    draw_hair(canvas, look, pose)


def develop(canvas: Canvas, shot: Shot) -> Image.Image:
    """Turn the canvas into the camera's picture: exposure, blur, noise."""
    pixels = canvas.picture()
    pixels *= 2.0**shot.exposure_stops
    noise = np.random.default_rng(shot.seed).normal(0, 1, pixels.shape)
    image = Image.fromarray(np.clip(pixels + shot.noise * noise + 0.5, 0, 255).astype(np.uint8))
    return image
