"""The chart of simulations: kappa against the share that was reviewed, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.learn.simulation_curves import Curve
    from relcode.simulating.simulate import Simulated

_WIDE, _HIGH = 330, 250  # of one panel's field
_LEFT, _TOP, _GAP, _BELOW = 62, 64, 52, 92
_STEP = 112  # from one name of the legend to the next
_TICKS: Final = tuple(n / 5 for n in range(6))
# dark enough on white, told apart by those who see few colours, and by dashes in black and white
_LOOKS: Final = {
    "random": ("#555555", "2 3"),
    "doubtful": ("#b8860b", "7 3"),
    "uncertain": ("#7a3fa0", "1 2 6 2"),
    "gain": ("#0060b0", ""),
    "code-by-code": ("#b02020", "10 3 2 3"),
}
_STYLE = "font-family='sans-serif' font-size='12' fill='#222222'"


class _Panel(NamedTuple):
    """A field with its left edge at `x`."""

    x: float

    def place(self, share: float, kappa: float) -> tuple[float, float]:
        return self.x + share * _WIDE, _TOP + (1 - max(kappa, 0.0)) * _HIGH

    def line(self, one: Curve) -> str:
        places = (self.place(*at) for at in zip(one.shares, one.median(), strict=True))
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        colour, dashes = _LOOKS[one.name]
        return (
            f"<polyline points='{points}' fill='none' stroke='{colour}' stroke-width='2'"
            f" stroke-dasharray='{dashes}'/>"
        )

    def axes(self, target: float) -> Iterator[str]:
        (left, bottom), (right, top) = self.place(0, 0), self.place(1, 1)
        for tick in _TICKS:
            x, y = self.place(tick, tick)
            yield _rule(x, top, x, bottom) + _rule(left, y, right, y)
            yield _text(f"{tick:.0%}", x, bottom + 17, "middle")
            yield _text(f"{tick:.1f}", left - 7, y + 4, "end")
        y = self.place(0, target)[1]
        yield _rule(left, y, right, y, "#222222")
        yield _text(f"target {target:.2f}", right - 4, y + 14, "end")
        yield _text("share of the units that people reviewed", (left + right) / 2, bottom + 36)


def chart(simulated: Sequence[tuple[str, Simulated]], title: str) -> str:
    """A panel for each simulation, by its name: the median kappa over codes, a line an order."""
    width = _LEFT + len(simulated) * (_WIDE + _GAP)
    height = _TOP + _HIGH + _BELOW
    size = f"viewBox='0 0 {width} {height}' width='{width}' height='{height}'"
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} role='img' {_STYLE}>",
        f"<title>{escape(title)}</title>",
        f"<rect width='{width}' height='{height}' fill='#ffffff'/>",
        _text(title, _LEFT, 22, "start", "font-size='15' font-weight='bold'"),
        _text("kappa, median over codes", 0, 0, "middle", _upright()),
    ]
    for number, (name, one) in enumerate(simulated):
        panel = _Panel(_LEFT + number * (_WIDE + _GAP))
        codes = "1 code" if len(one.codes) == 1 else f"{len(one.codes)} codes"
        about = f"{name}: {one.size:,} units, {codes}"
        parts += [_text(about, panel.x, _TOP - 14, "start"), *panel.axes(one.target)]
        parts += [panel.line(curve) for curve in one.curves]
    names = dict.fromkeys(curve.name for _, one in simulated for curve in one.curves)
    return "\n".join([*parts, *_legend(list(names), width), "</svg>", ""])


def _legend(names: Sequence[str], width: int) -> Iterator[str]:
    """The names beside their lines, in rows below the fields."""
    places = range(_LEFT, width - _STEP, _STEP)
    for number, name in enumerate(names):
        x = places[number % len(places)]
        y = _TOP + _HIGH + 62 + number // len(places) * 18
        colour, dashes = _LOOKS[name]
        yield (
            f"<line x1='{x}' y1='{y - 4}' x2='{x + 26}' y2='{y - 4}' stroke='{colour}'"
            f" stroke-width='2' stroke-dasharray='{dashes}'/>"
        )
        yield _text(name, x + 32, y, "start")


def _upright() -> str:
    return f"transform='translate(16 {_TOP + _HIGH / 2}) rotate(-90)'"


def _rule(x1: float, y1: float, x2: float, y2: float, colour: str = "#dddddd") -> str:
    return f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{colour}'/>"


def _text(words: str, x: float, y: float, anchor: str = "middle", more: str = "") -> str:
    return f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' {more}>{escape(words)}</text>"
