"""The few pieces that every figure shares: escaped text, labels, numbers written short."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from maillage.design.typography import spaced

INK = "#14213d"
MUTED = "#4a5568"
PAPER = "#fbf9f5"
TEAL = "#0b5d5e"
BRICK = "#9b2c1f"
LINE = "#ffffff"
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Verdana, sans-serif"
SEQUENTIAL = ("#e3efe9", "#bfdcd3", "#92c3b9", "#60a49e", "#33817f", "#13605f", "#063f42")


def coordinate(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float = 14,
    anchor: str = "start",
    weight: str = "",
    fill: str = "",
    css: str = "",
) -> str:
    """A text element; `fill` is left to the style sheet when it is empty."""
    extra = f' font-weight="{weight}"' if weight else ""
    extra += f' fill="{fill}"' if fill else ""
    extra += f" class={quoteattr(css)}" if css else ""
    return (
        f'<text x="{coordinate(x)}" y="{coordinate(y)}" font-size="{size:g}" text-anchor="{anchor}"{extra}>'
        f"{escape(spaced(content))}</text>"
    )


def frame(
    width: float, height: float, title: str, description: str, body: str, *, name: str, css: str, role: str = "img"
) -> str:
    """The svg element with its accessible name and description."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {coordinate(width)} {coordinate(height)}" role="{role}" '
        f'aria-labelledby="{name}-title {name}-desc" class={quoteattr(css)} font-family={quoteattr(FONT)}>'
        f'<title id="{name}-title">{escape(spaced(title))}</title>'
        f'<desc id="{name}-desc">{escape(spaced(description))}</desc>'
        f"{body}</svg>"
    )
