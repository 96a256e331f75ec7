"""How good the search is, and how fast, on queries with human ratings.

    python benchmarks/relevance.py [FOLDER]

The folder holds feed.tsv.gz, queries_dev.tsv and qrels_dev.tsv (ratings 0 to 3); it defaults to
../shared/data/electronics. Gain is 2^rating - 1, products without a rating count 0, and queries
without any good product are left out of the averages.
"""

from __future__ import annotations

import csv
import math
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from skill.catalog.publish import publish
from skill.catalog.service import TantivyCatalog

Ratings = Mapping[str, int]
DATA = Path(__file__).parents[2] / "shared/data/electronics"


def ndcg(found: Sequence[str], ratings: Ratings, depth: int = 10) -> float:
    """Normalised discounted cumulative gain; 1.0 is the best order there can be."""
    gained = _gain([ratings.get(product_id, 0) for product_id in found[:depth]])
    return gained / _gain(sorted(ratings.values(), reverse=True)[:depth])


def recall(found: Sequence[str], ratings: Ratings) -> float:
    good = {product_id for product_id, rating in ratings.items() if rating}
    return len(good.intersection(found)) / len(good)


def _gain(ratings: Sequence[int]) -> float:
    return math.fsum((2.0**rating - 1) / math.log2(n + 2) for n, rating in enumerate(ratings))


def load(folder: Path) -> dict[str, Ratings]:
    """The ratings of every query that has a good product."""
    by_qid: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in _rows(folder / "qrels_dev.tsv"):
        by_qid[row["qid"]][row["id"]] = int(row["rating"])
    phrases = {row["qid"]: row["query"] for row in _rows(folder / "queries_dev.tsv")}
    return {phrases[qid]: rated for qid, rated in by_qid.items() if any(rated.values())}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def measure(catalog: TantivyCatalog, queries: Mapping[str, Ratings]) -> dict[str, float]:
    scores: defaultdict[str, list[float]] = defaultdict(list)
    times: list[float] = []
    for phrase, ratings in queries.items():
        for _ in range(5):
            start = time.perf_counter()
            catalog.search(catalog.understand(phrase), limit=10)
            times.append((time.perf_counter() - start) * 1000)
        page = catalog.search(catalog.understand(phrase), limit=100)
        found = [product.id for product in page.products]
        scores["NDCG@10"].append(ndcg(found, ratings))
        scores["NDCG@10, rated only"].append(ndcg([i for i in found if i in ratings], ratings))
        scores["recall@100"].append(recall(found, ratings))
    averages = {name: statistics.fmean(values) for name, values in scores.items()}
    percentiles = statistics.quantiles(times, n=100)
    return averages | {"p50 ms": percentiles[49], "p99 ms": percentiles[98]}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    if not (folder / "qrels_dev.tsv").exists():
        sys.exit(f"skipped: there are no rated queries in {folder}")
    with tempfile.TemporaryDirectory() as home:
        now = datetime.now(UTC)
        report = publish(folder / "feed.tsv.gz", Path(home), "USD", lambda: now)
        catalog = TantivyCatalog(Path(home), "USD", lambda: now)
        queries = load(folder)
        print(f"{report.products} products, {len(queries)} queries")
        for name, value in measure(catalog, queries).items():
            print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
