"""The one table of colours and type sizes (light and dark) that palette, style sheet, icons and badges are
made from.
Plain data: it knows no widget and no domain word."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


# Named tuples, not dataclasses: those cost the first window 3 ms.
class Tone(NamedTuple):
    """Colours of one state: `fill` for a shape or bar, `chip` and `chip_text` for the pill with the word in
    it."""

    fill: str
    chip: str
    chip_text: str


class Tokens(NamedTuple):
    """Every colour of a theme as `#RRGGBB`. `on_x` is the text that stands on `x`."""

    dark: bool
    window: str
    base: str
    alternate: str
    border: str
    input_border: str
    text: str
    secondary: str
    placeholder: str
    disabled: str
    accent: str
    on_accent: str
    selection: str
    on_selection: str
    selection_inactive: str
    link: str
    visited: str
    focus: str
    tooltip: str
    on_tooltip: str
    hover: str
    tones: Mapping[str, Tone]
    high_contrast: bool = False


LIGHT: Final = Tokens(
    dark=False,
    window="#F4F5F7",
    base="#FFFFFF",
    alternate="#F7F8FA",
    border="#D3D8DF",
    input_border="#7C8694",
    text="#1A1F26",
    secondary="#4A5361",
    placeholder="#636D7C",
    disabled="#8A93A0",
    accent="#1B4F8F",
    on_accent="#FFFFFF",
    selection="#1B4F8F",
    on_selection="#FFFFFF",
    selection_inactive="#D6E2F1",
    link="#1A57A6",
    visited="#6A3A9C",
    focus="#1B4F8F",
    tooltip="#26303C",
    on_tooltip="#F4F6F8",
    hover="#E6EAF0",
    tones=MappingProxyType(
        {
            "green": Tone("#0F8F86", "#E0F3F1", "#0A5750"),
            "amber": Tone("#C77A06", "#FDF0DA", "#7A4A00"),
            "red": Tone("#9E250F", "#FBE5E0", "#851D0A"),
            "blue": Tone("#1F4FC4", "#E4EAFB", "#173B94"),
            "none": Tone("#5B6470", "#ECEEF1", "#434B56"),
            "neutral": Tone("#4A5361", "#ECEEF1", "#1A1F26"),
        }
    ),
)

DARK: Final = Tokens(
    dark=True,
    window="#1F2329",
    base="#171A1F",
    alternate="#1C2026",
    border="#3A414C",
    input_border="#7E8896",
    text="#E7EAEE",
    secondary="#B6BEC9",
    placeholder="#98A2AF",
    disabled="#6C7683",
    accent="#8AB8F2",
    on_accent="#0B1B2E",
    selection="#2C5A94",
    on_selection="#FFFFFF",
    selection_inactive="#2E3A4A",
    link="#8AB8F2",
    visited="#C3A3EC",
    focus="#8AB8F2",
    tooltip="#E7EAEE",
    on_tooltip="#171A1F",
    hover="#2A3038",
    tones=MappingProxyType(
        {
            "green": Tone("#4FE0D2", "#0F3431", "#8BEFE5"),
            "amber": Tone("#FBCD7B", "#3D2C0C", "#FBDCA3"),
            "red": Tone("#E0483A", "#45150F", "#F7B1A8"),
            "blue": Tone("#6488F5", "#1B2850", "#B3C4FB"),
            "none": Tone("#7A828D", "#2B3038", "#C2C9D2"),
            "neutral": Tone("#B6BEC9", "#2B3038", "#E7EAEE"),
        }
    ),
)

#: Type roles: (size relative to body, weight 100..900). Body is 10 pt at 100 % or the system's own size when
#: larger.
TYPE: Final[Mapping[str, tuple[float, int]]] = MappingProxyType(
    {
        "caption": (0.9, 400),
        "body": (1.0, 400),
        "emphasis": (1.0, 600),
        "section": (1.2, 600),
        "page": (1.6, 600),
        "tile": (2.2, 600),
    }
)

#: Row densities: (least height in pixels at 100 %, pixels added to the taller of the two fonts).
DENSITIES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "compact": (24, 4),
        "default": (28, 8),
        "comfortable": (36, 14),
    }
)


def luminance(colour: str) -> float:
    """WCAG 2.1 relative luminance (0..1) of `#RRGGBB`."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """WCAG 2.1 contrast ratio (1..21) of two colours `#RRGGBB`."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
