"""Make every mutant of the policy, try to catch each, and say what caught them."""

import sys
from collections import Counter
from time import perf_counter

from checker.policy import PROCEDURES, load_document
from tests.mutation.catching import catch_all, complaints, listed_as_equivalent
from tests.mutation.mutants import mutants


def main() -> int:
    """Print what caught the mutants, and the survivors; return 1 if they are not those that are listed."""
    start = perf_counter()
    caught = catch_all(list(mutants(load_document(PROCEDURES))))
    listed = listed_as_equivalent()
    counts = Counter(each.by or "nothing" for each in caught)
    counted = ", ".join(f"{count} by {by}" for by, count in counts.most_common())
    print(f"{len(caught)} mutants, caught {counted}, in {perf_counter() - start:.0f} seconds")
    kinds = Counter(each.what for each in caught if each.by == "verify")
    print("by verify: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    for each in caught:
        if each.by is None:
            print(f"survived: {each.name} ({listed.get(each.name, 'not listed')})")
    wrong = list(complaints(caught, listed))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
