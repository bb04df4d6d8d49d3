"""A peer of ``benchmarks/match/match.py``: the most alike title by TF-IDF cosine within a window. Needs scikit-learn."""

import json
import sys
import time
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer


def percentile(values: list[float], part: float) -> float:
    return round(sorted(values)[int(len(values) * part)], 3)


def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text())
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    matrix = vectorizer.fit_transform(given["titles"])
    clock, processor, right = [], [], 0
    for asked in given["asked"]:
        low, high = asked["window"]
        begun, worked = time.perf_counter(), time.thread_time()
        scores = (matrix[low:high] @ vectorizer.transform([asked["title"]]).T).toarray().ravel()
        best = low + int(scores.argmax()) if len(scores) else -1
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.thread_time() - worked) * 1000)
        right += best == asked["at"]
    figures = {
        "p50_ms": percentile(clock, 0.5),
        "p99_ms": percentile(clock, 0.99),
        "cpu_p50_ms": percentile(processor, 0.5),
        "cpu_p99_ms": percentile(processor, 0.99),
        "right": round(right / len(clock), 4),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
