"""`compare` on the command line: files, git revisions, exit codes, and the step that writes a summary."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker.build.places import ROOT
from tests.own_policy import PROCEDURES

TEXT = PROCEDURES.read_text("utf-8")
LATER = TEXT.replace("at least 56 days", "at least 55 days")
PLACE = "checker/policy/procedures.toml"
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "PYTHONPATH": str(ROOT),
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "dev@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def run(folder, *arguments, **variables):
    """Run `python -m checker compare` in a folder."""
    command = [sys.executable, "-m", "checker", "compare", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, env=ENVIRONMENT | variables)


def git(folder, *arguments):
    """Run git in a folder, and return what it says."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, text=True, env=ENVIRONMENT)
    return done.stdout.strip()


def commit(folder, text):
    """Commit the policy with this text, and return the commit."""
    (folder / PLACE).parent.mkdir(parents=True, exist_ok=True)
    (folder / PLACE).write_text(text, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "policy")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    """Give a repository in which the policy said 56 days, and now says 55."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path, TEXT)
    commit(tmp_path, LATER)
    return tmp_path


@pytest.fixture
def files(tmp_path):
    """Give a folder with two policy files."""
    (tmp_path / "old.toml").write_text(TEXT, "utf-8")
    (tmp_path / "new.toml").write_text(LATER, "utf-8")
    return tmp_path


def moving(done):
    """Return the clauses whose results move, by what a run wrote as JSON."""
    assert (done.returncode, done.stderr) == (0, b"")
    return [each["id"] for each in json.loads(done.stdout)["clauses"] if each["effect"] == "moves"]


class TestFiles:
    def test_two_files_are_compared_in_every_format(self, files):
        """Two files are compared, with exit code 0 though results move; text is the format where none is given."""
        assert moving(run(files, "old.toml", "new.toml", "--format", "json")) == ["eight-weeks"]
        text = run(files, "old.toml", "new.toml")
        assert (text.returncode, text.stdout[:14]) == (0, b"What changes: ")
        assert run(files, "old.toml", "new.toml", "--format", "text").stdout == text.stdout
        markdown = run(files, "old.toml", "new.toml", "--format", "markdown")
        assert (markdown.returncode, markdown.stdout[:16]) == (0, b"# What changes: ")

    def test_json_has_the_documented_shape(self, files):
        """The keys of the JSON form, and their order, are those that the contract documents."""
        found = json.loads(run(files, "old.toml", "new.toml", "--format", "json").stdout)
        parts = ["clauses", "decisions", "conflicts", "questions", "statuses", "topics", "addressees", "silences"]
        assert list(found) == ["old", "new", "identical", "checked", "complete", "changed", "order", *parts]
        shape = ["id", "effect", "changed", "checked", "complete", "moves", "beside", "new_answers"]
        assert {tuple(each) for each in found["clauses"] + found["conflicts"]} == {tuple(shape)}
        assert {tuple(each) for each in found["decisions"]} == {(*shape, "direction")}
        clause = next(each for each in found["clauses"] if each["moves"])
        for moved in (*clause["moves"], *clause["beside"].values()):
            assert list(moved) == ["from", "to", "sheets", "complete", "witness"]

    def test_identical_files_say_so(self, files):
        """Files that differ in comments alone say the same, and the same input gives the same bytes."""
        (files / "new.toml").write_text("# a comment\n" + TEXT, "utf-8")
        done = run(files, "old.toml", "new.toml")
        assert b"The two say the same: no word and no result differs." in done.stdout
        assert run(files, "old.toml", "new.toml", PYTHONHASHSEED="7").stdout == done.stdout
        assert json.loads(run(files, "old.toml", "new.toml", "--format", "json").stdout)["identical"] is True

    def test_every_fault_of_both_files_is_a_line(self, files):
        """Broken files end with 2, nothing on standard output, and one line per fault of either file, told apart."""
        (files / "old.toml").write_text(TEXT.replace('force = "advises"', 'forse = "advises"', 1), "utf-8")
        (files / "new.toml").write_text("[[", "utf-8")
        done = run(files, "old.toml", "new.toml")
        assert (done.returncode, done.stdout) == (2, b"")
        lines = done.stderr.decode().splitlines()
        assert lines[:2] == [
            "old.toml: clause `inform-ase`: `force` is missing",
            "old.toml: clause `inform-ase`: unknown key `forse`; did you mean `force`?",
        ]
        assert [line.partition(": ")[0] for line in lines[2:]] == ["new.toml"]
        assert lines[2].startswith("new.toml: not TOML: ")

    def test_a_missing_argument_is_one_line(self, files):
        """One version alone is refused with one line."""
        done = run(files, "old.toml")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)


class TestRevisions:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("HEAD~1", "main"),
            ("HEAD~1", PLACE),
            (f"HEAD~1:{PLACE}", "HEAD"),
            (f"main~1:./{PLACE}", f"main:{PLACE}"),
        ],
    )
    def test_a_revision_stands_for_the_policy_as_it_was(self, repository, old, new):
        """A revision is the policy's file at that revision; `REVISION:PATH` is any file of it."""
        assert moving(run(repository, old, new, "--format", "json")) == ["eight-weeks"]

    def test_a_revision_is_found_from_a_folder_below(self, repository):
        """In a folder below the top of the repository a revision means the same file."""
        assert moving(run(repository / "checker", "HEAD~1", "HEAD", "--format", "json")) == ["eight-weeks"]

    def test_a_file_wins_over_a_revision(self, repository):
        """Where a file has the name of a revision, the file is read; a folder of that name is not in the way."""
        (repository / "HEAD~1").write_text(LATER, "utf-8")
        assert moving(run(repository, "HEAD~1", "HEAD", "--format", "json")) == []
        (repository / "main").mkdir()
        assert moving(run(repository, "main~1", "main", "--format", "json")) == ["eight-weeks"]

    def test_a_broken_policy_at_a_revision_names_the_revision(self, repository):
        """A fault of a policy at a revision names the revision and the file."""
        commit(repository, TEXT.replace('force = "advises"', "", 1))
        done = run(repository, "HEAD~1", "HEAD")
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode() == f"HEAD:{PLACE}: clause `inform-ase`: `force` is missing\n"

    @pytest.mark.parametrize(
        ("name", "line"),
        [
            ("none", "`none`: no such file, and no such revision; allowed: a file, a git revision such as "),
            ("main:none", "`main:none`: the revision has no file `none`; allowed: `REVISION:PATH`"),
            ("main:", "`main:`: no such file, and it cannot be a revision; allowed: "),
            (":none", "`:none`: no such file, and it cannot be a revision; allowed: "),
            ("--output=made", "`--output=made`: no such file, and it cannot be a revision; allowed: "),
            ("a\nb", "`a\\nb`: no such file, and no such revision; allowed: "),
        ],
    )
    def test_what_cannot_be_read_is_one_line(self, repository, name, line):
        """What is neither file nor revision ends with 2 and one line that says what is allowed; nothing is made."""
        before = sorted(repository.iterdir())
        done = run(repository, "HEAD", "--", name)
        assert (done.returncode, done.stdout) == (2, b"")
        (found,) = done.stderr.decode().splitlines()
        assert found.startswith(line)
        assert sorted(repository.iterdir()) == before

    def test_without_a_repository_or_git_the_line_says_so(self, files):
        """Where there is no repository, or no git, the line says that."""
        done = run(files, "HEAD", "new.toml", GIT_CEILING_DIRECTORIES=str(files.parent))
        assert (done.returncode, done.stdout) == (2, b"")
        assert "git finds no repository here to look for a revision in" in done.stderr.decode()
        done = run(files, "HEAD", "new.toml", PATH="")
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode() == (
            "git cannot be run, so only files can be compared; install git, or give two files\n"
        )

    def test_history_that_was_not_fetched_is_named(self, repository, tmp_path_factory):
        """In a clone without the older commits, the line says how to fetch them."""
        shallow = tmp_path_factory.mktemp("shallow")
        git(shallow, "clone", "--quiet", "--depth", "1", repository.as_uri(), "clone")
        done = run(shallow / "clone", "HEAD~1", "HEAD")
        assert done.returncode == 2
        assert "`git fetch --unshallow` fetches the rest" in done.stderr.decode()


class TestSummary:
    @pytest.fixture
    def step(self):
        """Give the step of the workflow that writes the summary."""
        workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))
        job = workflow["jobs"]["test"]
        assert (workflow["permissions"], job.get("permissions")) == ({"contents": "read"}, None)
        assert job["steps"][0]["with"]["fetch-depth"] == 0
        (step,) = [each for each in job["steps"] if "GITHUB_STEP_SUMMARY" in each.get("run", "")]
        return step

    @staticmethod
    def summary(step, folder, base, head):
        """Run the step for a pull request from `head` into `base`, and return the summary."""
        file = folder / ".git" / "summary.md"
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        variables = {"BASE": base, "HEAD": head, "GITHUB_STEP_SUMMARY": str(file), "PATH": path}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        subprocess.run(command, cwd=folder, check=True, env=ENVIRONMENT | variables)
        return file.read_text("utf-8") if file.exists() else ""

    def test_a_change_of_the_policy_is_written_into_the_summary(self, step, repository):
        """The comparison is with where the branch left: what the base has changed since is not told."""
        base = git(repository, "rev-parse", "HEAD")
        git(repository, "checkout", "--quiet", "-b", "change")
        head = commit(repository, LATER.replace("at least 55 days", "at least 70 days"))
        git(repository, "checkout", "--quiet", "main")
        base = commit(repository, LATER.replace('title = "Three classes"', 'title = "Classes"'))
        summary = self.summary(step, repository, base, head)
        assert summary.startswith("# What changes: ")
        assert "Results move: clause 1.2." in summary
        assert "Words only" not in summary

    def test_a_pull_request_that_leaves_the_policy_alone_writes_nothing(self, step, repository):
        """Without a change of the policy there is no summary; the step runs for pull requests alone."""
        base = git(repository, "rev-parse", "HEAD")
        (repository / "other").write_text("other", "utf-8")
        assert self.summary(step, repository, base, commit(repository, LATER)) == ""
        assert step["if"] == "github.event_name == 'pull_request'"
