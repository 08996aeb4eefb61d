"""Cases that are right and fail all the same: they are run, told, and do not end the suite in failure.

The list is known_failures.txt, one line a case: "SUITE: TITLE". Whoever mends one takes it off the list."""
import pathlib

LIST = pathlib.Path(__file__).resolve().parent / "known_failures.txt"


def known_failures(suite):
    """The titles of the suite's cases that are known to fail."""
    if not LIST.exists():
        return set()
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {line[len(suite) + 2:] for line in lines if line.startswith(suite + ": ")}
