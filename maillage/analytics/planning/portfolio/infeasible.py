"""Which floors make a choice impossible: a smallest set of them that cannot hold together, named in French."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from maillage.analytics.planning.portfolio.spec import Equity, Problem

# A floor: ("imposed", action), ("territory", code), ("rural", ""), ("qpv", "").
Kind = Literal["imposed", "territory", "rural", "qpv"]
Floor = tuple[Kind, str]


def conflict_of(problem: Problem, is_infeasible: Callable[[Problem], bool]) -> tuple[Floor, ...]:
    """Floors that cannot hold together, while any of them left out would let the others hold.

    Each floor is left out in turn, and stays out when the others still cannot hold: one trial by floor. A trial that
    is not proven infeasible keeps its floor, so that a lack of time can only name too many.
    """
    kept = list(_floors(problem))
    for floor in tuple(kept):
        fewer = [one for one in kept if one != floor]
        if is_infeasible(only(problem, fewer)):
            kept = fewer
    return tuple(kept)


def only(problem: Problem, floors: Iterable[Floor]) -> Problem:
    """The same problem with these floors and no other."""
    kept = set(floors)
    equity = problem.equity
    actions = tuple(replace(one, mandatory=("imposed", one.code) in kept) for one in problem.actions)
    least = {code: count for code, count in equity.least_actions.items() if ("territory", code) in kept}
    rural = equity.rural_share if ("rural", "") in kept else 0.0
    qpv = equity.qpv_share if ("qpv", "") in kept else 0.0
    return replace(problem, actions=actions, equity=Equity(least, rural, qpv))


def conflict_words(problem: Problem, floors: Iterable[Floor]) -> str:
    """The conflict in French, with the way out."""
    kept = tuple(floors)
    forced = [code for kind, code in kept if kind == "imposed"]
    least = [f"{problem.equity.least_actions[code]} à {code}" for kind, code in kept if kind == "territory"]
    shares = [_share_words(problem, kind) for kind, _ in kept if kind in ("rural", "qpv")]
    if forced and not least and not shares:
        return f"Les actions imposées ({', '.join(forced)}) {_alone(problem, forced)}"
    if least and not forced and not shares:
        words = f"Les planchers par territoire ne peuvent pas être tenus ({', '.join(least)})."
        return f"{words} Allégez-les, ou ajoutez de l’argent."
    parts = [f"les actions imposées ({', '.join(forced)})"] if forced else []
    parts += [f"les planchers par territoire ({', '.join(least)})"] if least else []
    *first, last = [*parts, *shares]
    told = f"{', '.join(first)} et {last}" if first else last
    return f"{told[0].upper()}{told[1:]} ne tiennent pas ensemble. Allégez les uns ou les autres."


def _alone(problem: Problem, forced: list[str]) -> str:
    wanted, waiting = set[str](), list(forced)
    while waiting:
        code = waiting.pop()
        if code not in wanted:
            wanted.add(code)
            waiting += problem.action(code).requires
    if any(problem.action(code).forbidden for code in wanted):
        return "ont besoin d’une action écartée. Revenez sur l’une ou l’autre."
    if any(problem.action(code).excludes & wanted for code in wanted):
        return "s’excluent, elles ou celles dont elles ont besoin. Choisissez entre elles."
    return "ne peuvent pas être toutes payées. Allégez-les, ou ajoutez de l’argent."


def _share_words(problem: Problem, kind: Kind) -> str:
    if kind == "rural":
        return f"la part rurale ({problem.equity.rural_share:.0%})".replace("%", " %")
    return f"la part des QPV ({problem.equity.qpv_share:.0%})".replace("%", " %")


def _floors(problem: Problem) -> Iterable[Floor]:
    """The shares first: they are the first left out, so that a conflict is told by actions and territories."""
    if problem.equity.rural_share > 0:
        yield "rural", ""
    if problem.equity.qpv_share > 0:
        yield "qpv", ""
    yield from (("territory", code) for code, least in sorted(problem.equity.least_actions.items()) if least > 0)
    yield from (("imposed", one.code) for one in sorted(problem.actions, key=lambda one: one.code) if one.mandatory)
