"""A peer of ``benchmarks/match.py``: the most alike title by TF-IDF cosine within a window. Needs scikit-learn."""

import json
import sys
import time
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer


def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text())
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    matrix = vectorizer.fit_transform(given["titles"])
    taken, right = [], 0
    for asked in given["asked"]:
        low, high = asked["window"]
        begun = time.perf_counter()
        scores = (matrix[low:high] @ vectorizer.transform([asked["title"]]).T).toarray().ravel()
        best = low + int(scores.argmax()) if len(scores) else -1
        taken.append((time.perf_counter() - begun) * 1000)
        right += best == asked["at"]
    taken.sort()
    figures = {
        "p50_ms": round(taken[len(taken) // 2], 3),
        "p99_ms": round(taken[int(len(taken) * 0.99)], 3),
        "right": round(right / len(taken), 4),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
