"""lemon24/reader with twenty workers, in an SQLite file."""

import sys

from reader import make_reader

from benchmarks.race.racers.course import Phase, course, tell

WORKERS = 20


def main() -> None:
    run = course()
    reader = make_reader(sys.argv[3])
    for url in run.urls():
        reader.add_feed(url)
    cold = Phase()
    reader.update_feeds(workers=WORKERS, scheduled=False)
    cold_figures = cold.figures()
    run.publish()
    warm = Phase()
    reader.update_feeds(workers=WORKERS, scheduled=False)
    warm_figures = warm.figures()
    counts = reader.get_entry_counts()
    tell(cold=cold_figures, warm=warm_figures, entries=counts.total)


if __name__ == "__main__":
    main()
