"""Pictures by Pillow: measured by their header before anything is decoded, turned as EXIF says, drawn on white.

Runs in the reading process only. Text in pictures is OCR's matter.
"""

from __future__ import annotations

import io
import warnings

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from hsdclient.reading import measures
from hsdclient.reading.facts import Facts, Picture
from hsdclient.reading.formats.opened import Opened, Stopped, clamped

_TYPES = {
    "PNG": ("image/png", ".png"),
    "JPEG": ("image/jpeg", ".jpg"),
    "GIF": ("image/gif", ".gif"),
    "BMP": ("image/bmp", ".bmp"),
    "TIFF": ("image/tiff", ".tif"),
    "WEBP": ("image/webp", ".webp"),
}
# Imported by name, so that Pillow knows these formats and no other.
_PLUGINS = (
    BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
_ORIENTATION = 0x0112
_SIDEWAYS = frozenset({5, 6, 7, 8})
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
# Pillow's own alarm is replaced by the check of the header, which knows no exception and needs no filter.
Image.MAX_IMAGE_PIXELS = None
warnings.simplefilter("ignore")


class Pictures(Opened):
    """One picture, or the pages of a TIFF."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        image = self._open()
        media_type, extension = _TYPES[str(image.format)]
        # Only scanners make pictures of many pages; the frames of a moving one are not pages.
        pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        width, height = _shown(image)
        pages = min(pages, measures.PAGES)
        super().__init__(Facts("image", media_type, extension, "nothing", "", pages, width=width, height=height))

    def size(self, page: int) -> tuple[float, float]:
        width, height = _shown(self._open(page))
        return float(width), float(height)

    def picture(self, page: int, width: int, turned: int) -> Picture:
        image = self._open(page)
        shown = _shown(image)
        shape = shown if turned % 180 == 0 else (shown[1], shown[0])
        wide, high = clamped(width, shape)
        largest = max(wide, high)
        if image.format == "JPEG":
            image.draft("RGB", (largest, largest))  # decodes at a half, a quarter, an eighth
        if image.width * image.height > 4 * wide * high:
            factor = max(1, min(image.width // (2 * wide), image.height // (2 * high)))
            drawn = image.reduce(factor) if factor > 1 and image.mode not in ("P", "1") else image
        else:
            drawn = image
        drawn = _on_white(ImageOps.exif_transpose(drawn) if _turned_by_exif(image) else drawn)
        if turned % 360 in _TURNS:
            drawn = drawn.transpose(_TURNS[turned % 360])
        drawn = drawn.resize((wide, high), Image.Resampling.LANCZOS if drawn.width > wide else Image.Resampling.BICUBIC)
        return Picture(wide, high, drawn.tobytes())

    def _open(self, page: int = 0) -> Image.Image:
        try:
            image = Image.open(io.BytesIO(self._content), formats=tuple(_TYPES))
            if not 0 <= page < (getattr(image, "n_frames", 1) if page else 1):
                raise Stopped("no_page")
            if page:
                image.seek(page)
        except (OSError, SyntaxError, ValueError, EOFError, KeyError, ZeroDivisionError) as error:
            raise Stopped("damaged") from error
        if image.width * image.height > measures.PIXELS:
            raise Stopped("bomb")
        return image


def _turned_by_exif(image: Image.Image) -> int:
    """The EXIF orientation, 0 when there is none or it cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION, 0)
    except Exception:  # whatever a broken EXIF block raises, the picture itself may be sound
        return 0
    return value if isinstance(value, int) and 2 <= value <= 8 else 0


def _shown(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if _turned_by_exif(image) in _SIDEWAYS else (width, height)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        low, high = image.getextrema()
        span = (float(high) - float(low)) or 1.0  # type: ignore[arg-type]
        image = image.convert("F").point(lambda value: (value - float(low)) * (255.0 / span)).convert("L")  # type: ignore[arg-type]
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        solid = image.convert("RGBA")
        ground = Image.new("RGBA", solid.size, "white")
        return Image.alpha_composite(ground, solid).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")
