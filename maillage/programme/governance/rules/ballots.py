"""What a ballot gives, by the rule that the instance chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.programme.governance.enums import DecisionRule, Outcome, VoteChoice


@dataclass(frozen=True)
class Voice:
    """One member's voice and its college."""

    college: str
    choice: VoteChoice


@dataclass(frozen=True)
class Result:
    """The outcome, the voices counted and the sentence that says them."""

    outcome: Outcome
    voices_for: int
    voices_against: int
    abstentions: int
    words: str


def result_of(voices: Iterable[Voice], rule: DecisionRule, majority_percent: int | None = None) -> Result:
    """Count the voices. Abstentions are said, and are no expressed voice; a tie adopts nothing."""
    cast = tuple(voices)
    counts = Counter(voice.choice for voice in cast)
    yes, no, none = counts[VoteChoice.FOR], counts[VoteChoice.AGAINST], counts[VoteChoice.ABSTAIN]
    adopted = _adopted(cast, yes, no, rule, majority_percent)
    outcome = Outcome.ADOPTED if adopted else Outcome.REJECTED
    return Result(outcome, yes, no, none, _words(yes, no, none))


def _adopted(cast: tuple[Voice, ...], yes: int, no: int, rule: DecisionRule, percent: int | None) -> bool:
    if rule is DecisionRule.CONSENSUS:
        return yes > 0 and no == 0
    if rule is DecisionRule.QUALIFIED:
        return yes + no > 0 and 100 * yes >= (percent or 100) * (yes + no)
    if rule is DecisionRule.BY_COLLEGE:
        colleges = {voice.college for voice in cast if voice.choice is not VoteChoice.ABSTAIN}
        return bool(colleges) and all(_majority(cast, college) for college in colleges)
    return yes > no


def _majority(cast: tuple[Voice, ...], college: str) -> bool:
    inside = Counter(voice.choice for voice in cast if voice.college == college)
    return inside[VoteChoice.FOR] > inside[VoteChoice.AGAINST]


def _words(yes: int, no: int, none: int) -> str:
    if yes and not no and not none:
        return f"à l’unanimité des {yes} voix" if yes > 1 else "par la seule voix exprimée"
    return f"{yes} pour, {no} contre, {none} abstention{'s' if none > 1 else ''}"
