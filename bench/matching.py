"""`python -m bench.matching`: deduplication against the national tool's method, on places with known duplicates.

Each run is a fresh process; the two methods alternate; medians are shown, and ratios are what to read.
"""

from __future__ import annotations

from statistics import median

from bench._fresh import fresh
from bench.matching_peer import peer_pairs
from bench.matching_places import Scene, scene
from maillage.analytics.matching import Band, find_pairs

ROUNDS = 3
CASES = (("un département", 1_500), ("la France", 20_000))


def prepared(size: int) -> Scene:
    """The scene of a case, built before anything is timed."""
    return scene(size)


def ours(built: Scene) -> dict[str, int]:
    """Our pairs by band, judged against the truth."""
    pairs = find_pairs(built.rows)
    automatic = {(p.a_index, p.b_index) for p in pairs if p.score.band is Band.AUTOMATIC}
    review = {(p.a_index, p.b_index) for p in pairs if p.score.band is Band.REVIEW}
    return {
        "true": len(built.truth),
        "merged": len(automatic),
        "merged_right": len(automatic & built.truth),
        "review": len(review),
        "review_right": len(review & built.truth),
    }


def theirs(built: Scene) -> dict[str, int]:
    """The pairs that the national method merges, judged against the truth."""
    merged = peer_pairs(built.rows)
    right = len(merged & built.truth)
    return {"true": len(built.truth), "merged": len(merged), "merged_right": right, "review": 0, "review_right": 0}


def main() -> None:
    for label, size in CASES:
        runs: dict[str, list[dict]] = {"ours": [], "theirs": []}
        for _ in range(ROUNDS):
            for method, results in runs.items():
                results.append(fresh("bench.matching", "prepared", method, size))
        print(f"\n{label} : {size} lieux, {runs['ours'][0]['result']['true']} doublons connus")
        for method, results in runs.items():
            _show(method, results)
        ratio = median(r["seconds"] for r in runs["ours"]) / median(r["seconds"] for r in runs["theirs"])
        print(f"  rapport des durées, Maillage sur méthode nationale : {ratio:.1f}")


def _show(method: str, results: list[dict]) -> None:
    seconds, peak = median(r["seconds"] for r in results), median(r["peak_mb"] for r in results)
    found = results[0]["result"]
    wrong = found["merged"] - found["merged_right"]
    recall = (found["merged_right"] + found["review_right"]) / found["true"]
    print(
        f"  {method:7} {seconds:7.2f} s  {peak:6.0f} Mo  fusions {found['merged']} dont fausses {wrong}  "
        f"à vérifier {found['review']} (vraies {found['review_right']})  rappel {recall:.3f}"
    )


if __name__ == "__main__":
    main()
