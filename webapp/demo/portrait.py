"""A drawn portrait for the demo and the tests.

The repository must not hold photographs of people, and pictures are needed that a photo check accepts. This
portrait is drawn by numbers alone, smooth enough for face detectors to take it for a face, and its geometry
is exact: the crown, the eye line and the cheeks are where the `Shot` says.
"""

import io
from dataclasses import replace

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from webapp.demo.body import draw_body
from webapp.demo.canvas import HEIGHT, SCALE, WIDTH, Canvas, Pose, full_mask
from webapp.demo.curves import Array
from webapp.demo.extras import draw_glasses, draw_hat, draw_sunglasses
from webapp.demo.eyes import draw_brow, draw_eye
from webapp.demo.face import draw_ears, draw_face
from webapp.demo.hair import draw_hair, draw_hair_behind, draw_locks
from webapp.demo.look import Look, Shot
from webapp.demo.mouth import draw_mouth, draw_nose

MOST_BYTES = 36_000
DEFAULT_LOOK = Look()
DEFAULT_SHOT = Shot()
_BYSTANDER = Look(
    skin=(222, 176, 142), hair_style="crop", jaw=1.06, clothes=(90, 92, 88), collar="round", seed=9
)


def draw_portrait(look: Look = DEFAULT_LOOK, shot: Shot = DEFAULT_SHOT) -> Image.Image:
    """Draw one person in one shot: 480 x 640 RGB. The same arguments give the same pixels."""
    canvas = Canvas(shot.background)
    pose = Pose(
        WIDTH / 2 + shot.off_centre, shot.eye_line, shot.face_width / 2, shot.crown, shot.roll_degrees
    )
    draw_backdrop(canvas, shot, pose)
    if shot.second_face:
        draw_person(canvas, _BYSTANDER, DEFAULT_SHOT, Pose(404, 232, shot.face_width * 0.33, 104))
    draw_person(canvas, look, shot, pose)
    return develop(canvas, shot)


def portrait_jpeg(look: Look = DEFAULT_LOOK, shot: Shot = DEFAULT_SHOT, dpi: int = 300) -> bytes:
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


def draw_backdrop(canvas: Canvas, shot: Shot, pose: Pose) -> None:
    """An even backdrop stays as it is; the two faults are a gradient from top to bottom and a shadow."""
    everywhere = full_mask()
    if shot.backdrop == "gradient":
        fall = np.linspace(1.0, 0.62, HEIGHT * SCALE, dtype=np.float32)[:, None, None]
        canvas.shade(everywhere, np.broadcast_to(fall, canvas.pixels.shape))
    if shot.backdrop == "shadow":
        head = pose.spot(0.62, -0.25, 1.12, 1.5, blur=0.12)
        shoulders = pose.spot(0.75, 3.0, 2.2, 1.3, blur=0.12)
        canvas.shade(head, (0.58, 0.62, 0.66))
        canvas.shade(shoulders.without(head), (0.58, 0.62, 0.66))


def draw_person(canvas: Canvas, look: Look, shot: Shot, pose: Pose) -> None:
    """Draw one person from the back to the front."""
    upright = replace(pose, roll_degrees=0.0)
    draw_hair_behind(canvas, look, pose)
    draw_body(canvas, look, upright)
    draw_locks(canvas, look, upright)
    draw_ears(canvas, look, pose)
    draw_face(canvas, look, pose)
    for side in (-1, 1):
        closed = shot.eyes == "closed" or (shot.eyes == "wink" and side == 1)
        draw_eye(canvas, look, pose, side, closed)
        draw_brow(canvas, look, pose, side)
    draw_nose(canvas, look, pose)
    draw_mouth(canvas, look, shot, pose)
    if look.glasses and not shot.sunglasses:
        draw_glasses(canvas, look, pose)
    if shot.sunglasses:
        draw_sunglasses(canvas, look, pose)
    draw_hair(canvas, look, pose)
    if shot.hat:
        draw_hat(canvas, pose)


def develop(canvas: Canvas, shot: Shot) -> Image.Image:
    """Turn the canvas into the camera's picture: exposure, sharpening or blur, noise, a white border."""
    pixels = canvas.picture() * 2.0**shot.exposure_stops
    soft = _blurred(pixels, shot.blur or 0.8)
    pixels = soft if shot.blur else pixels + 0.7 * (pixels - soft)
    noise = np.random.default_rng(shot.seed).normal(0, shot.noise, pixels.shape)
    image = Image.fromarray(np.clip(pixels + noise + 0.5, 0, 255).astype(np.uint8))
    if shot.border:
        inner = image.crop((shot.border, shot.border, WIDTH - shot.border, HEIGHT - shot.border))
        return ImageOps.expand(inner, shot.border, "white")
    return image


def _blurred(pixels: Array, radius: float) -> Array:
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float32)
