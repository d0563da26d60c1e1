"""The record: each version of the policy that was published, under its fingerprint, and the present one among them."""

import json
from datetime import date

import pytest

from checker.build.places import POLICIES
from checker.build.published import COMMAND, faults_of, record_policy
from checker.pages.versions import VERSIONS
from tests.invented import PROCEDURES

DAY = date(2027, 2, 3)


class TestTheRecord:
    def test_holds_every_published_policy_and_the_present_one(self):
        """Each file is canonical JSON under its own fingerprint, and the present version is among them."""
        assert faults_of() == []

    def test_a_version_that_is_not_recorded_is_told_with_the_command(self, tmp_path):
        """A changed policy without its record fails, and the message says which command to run: the control."""
        (fault,) = faults_of(tmp_path, PROCEDURES)
        assert "not recorded" in fault
        assert COMMAND in fault
        record_policy(tmp_path, PROCEDURES, day=DAY)
        assert faults_of(tmp_path, PROCEDURES) == []

    @pytest.mark.parametrize(
        ("name", "change", "fault"),
        [
            ("f" * 12 + ".json", lambda data: data, "begins otherwise"),
            (None, lambda data: data.replace(b"14 days", b"13 days", 1), "begins otherwise"),
            (None, lambda data: json.dumps(json.loads(data), indent=1).encode(), "not canonical"),
            (None, lambda data: data[:-1], "not JSON"),
        ],
        ids=["name", "content", "form", "cut"],
    )
    def test_a_file_that_is_not_what_it_is_named_is_told(self, tmp_path, name, change, fault):
        """A record that was renamed, edited, laid out anew or cut short is told: the control."""
        path = record_policy(tmp_path, PROCEDURES, day=DAY)
        data = path.read_bytes()
        (tmp_path / (name or path.name)).write_bytes(change(data))
        assert any(fault in each for each in faults_of(tmp_path, PROCEDURES))

    def test_recording_again_changes_nothing(self, tmp_path):
        """Recording the present policy again gives the committed file, byte for byte."""
        path = record_policy(tmp_path, day=DAY)
        assert path.read_bytes() == (POLICIES / path.name).read_bytes()

    def test_the_list_of_versions_only_grows(self, tmp_path):
        """A version is listed once, with the day on which it was first recorded, after those that were there before."""
        record_policy(tmp_path, day=DAY)
        record_policy(tmp_path, PROCEDURES, day=date(2027, 5, 6))
        record_policy(tmp_path, day=date(2027, 8, 9))
        listed = json.loads((tmp_path / VERSIONS).read_text("utf-8"))
        assert [each["recorded"] for each in listed] == ["2027-02-03", "2027-05-06"]
        assert {f"{each['version']}.json" for each in listed} | {VERSIONS} == {each.name for each in tmp_path.iterdir()}

    def test_a_list_and_records_that_do_not_fit_are_told(self, tmp_path):
        """A record that is not listed, and a version without its record, are each told: the control."""
        path = record_policy(tmp_path, PROCEDURES, day=DAY)
        (tmp_path / VERSIONS).write_text("[]", "utf-8")
        assert [each for each in faults_of(tmp_path, PROCEDURES) if "is not in versions.json" in each]
        record_policy(tmp_path, PROCEDURES, day=DAY)
        path.unlink()
        assert [each for each in faults_of(tmp_path, PROCEDURES) if "has no record" in each]
