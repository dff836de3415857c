"""A file on which the software fails is refused by name; the others of its batch stand."""

import pytest

from kim.cleaning import Cleaned, clean
from kim.cleaning.fault_isolation import Files, isolating_faults
from kim.errors import KimError
from tests.kim.cleaning.cleaning_by_hand import GOOD, reading, received, table


def failing(batch: Files) -> Cleaned:
    if any(one.file_name == "b.xlsx" and not read.refused for one, read in batch):
        raise RecursionError("KIM Anyelir")
    return clean(batch)


def test_the_file_at_fault_is_refused_and_the_others_stand() -> None:
    batch = [(received(number, f"{name}.xlsx"), reading(table([GOOD]))) for number, name in enumerate("abc", 1)]
    made = isolating_faults(failing, batch)
    assert made.submissions["status"].to_pylist() == ["accepted", "rejected", "accepted"]
    (finding,) = made.findings.to_pylist()
    assert (finding["rule"], finding["submission_id"]) == ("file_not_judged", batch[1][0].submission_id)
    assert finding["value"].startswith("RecursionError at kim/")
    assert "Anyelir" not in str(finding)
    assert isolating_faults(clean, batch).records == clean(batch).records


@pytest.mark.parametrize("fault", [KimError("the schemas disagree"), MemoryError(), OSError(28, "full")])
def test_what_is_no_files_fault_passes_on(fault: Exception) -> None:
    def work(_: Files) -> None:
        raise fault

    with pytest.raises(type(fault)):
        isolating_faults(work, [(received(), reading(table([GOOD])))])
