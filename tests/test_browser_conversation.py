"""What answering promises: live states, the way to the next question, taking back, and trying other answers."""

from itertools import pairwise

import pytest

from checker.engine.answers import read_answers
from checker.engine.assess import assess
from checker.markup.places import CHECKER_PAGE
from checker.markup.trial import trial_html
from checker.sentences.asked import STATE_WORDS, decides, in_order_of_effect, state_of
from checker.sentences.view import view_of
from tests.checker_page import after, choose, opened, ready, status, type_date, value
from tests.shipped import CASES_TABLE, DATED, LATER, POLICY
from tests.test_browser_checker import checked


def answers_of(given):
    """Return answers as the engine has them."""
    answers, faults = read_answers(POLICY, given)
    assert faults == ()
    return answers


def comes_to(answers):
    """Return all that the answers come to, as far as it can differ by an answer."""
    found = assess(POLICY, answers)
    return (
        {name: outcome.value for name, outcome in found.decisions.items()},
        {finding.clause: finding.status for finding in found.findings},
    )


class TestTheOrder:
    def test_holds_every_question_once_and_no_topic_twice(self):
        """Every question stands in the form once, under the topic of its clause."""
        order = in_order_of_effect(POLICY)
        assert sorted(question.id for _, questions in order for question in questions) == sorted(POLICY.questions)
        assert len({topic.id for topic, _ in order}) == len(order)
        assert all(POLICY.clauses[question.clause].topic == topic.id for topic, each in order for question in each)

    def test_begins_with_what_can_change_most(self):
        """No topic stands before another whose questions can change more."""
        most = [max(len(decides(POLICY, each)) for each in questions) for _, questions in in_order_of_effect(POLICY)]
        assert most == sorted(most, reverse=True)
        assert most[0] > most[-1]


class TestStates:
    def test_are_exact_for_every_case(self):
        """A question is settled by the others exactly where no answer to it gives another result or a conflict."""
        seen = set()
        for case in CASES_TABLE:
            answers = answers_of({name: each for name, each in case.answers.items() if each is not None})
            view = view_of(POLICY, answers)
            for question in POLICY.questions.values():
                if question.type == "date":
                    continue
                values = [choice.id for choice in question.choices] or [True, False]
                given = dict(answers.given)
                given.pop(question.id, None)
                others = [comes_to(answers_of({**given, question.id: each})) for each in values]
                in_conflict = any(question in clash.questions for clash in view.conflicts)
                if any(each != others[0] for each in others):
                    assert state_of(view, question) != "settled", (case.says, question.id)
                elif not in_conflict and not any(
                    "undetermined" in (*each[0].values(), *each[1].values()) for each in others
                ):
                    assert state_of(view, question) == "settled", (case.says, question.id)
                seen.add(state_of(view, question))
        assert seen == set(STATE_WORDS)

    def test_stand_beside_each_question_in_words(self, checker):
        """A question is still open, answered, or settled by other answers, and says so as the answers come."""

        def state(question):
            return checker.locator(f"[data-state-of={question}]").text_content()

        assert state("solely_workflow") == STATE_WORDS["needed"]
        choose(checker, "classification", "autonomous")
        assert state("classification") == STATE_WORDS["answered"]
        assert state("solely_workflow") == STATE_WORDS["settled"]
        assert checker.locator("#q-solely_workflow").get_attribute("data-state") == "settled"
        choose(checker, "classification", "assistive")
        assert state("solely_workflow") == STATE_WORDS["needed"]
        choose(checker, "solely_workflow", "false")
        choose(checker, "classification", "augmentative")
        assert state("solely_workflow") == STATE_WORDS["settled"]
        assert checked(checker)["solely_workflow"] == "false"

    def test_a_question_has_its_clause_at_hand(self, checker):
        """The words of its clause, and a link to itself, open in place beside each question."""
        question = checker.locator(f"#q-{LATER}")
        question.locator("summary").click()
        assert question.locator("blockquote").inner_text() == DATED.text
        assert question.get_by_role("link", name="Link to this question").get_attribute("href").endswith(f"#q-{LATER}")


class TestTheWayToTheNext:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_leads_through_every_question_that_can_still_change_a_decision(self, checker, width):
        """The summary counts the open questions and leads to the next, in the order of the form, until none is left."""
        page = checker
        page.set_viewport_size({"width": width, "height": 800})
        choose(page, "classification", "autonomous")
        visited = []
        for _ in POLICY.questions:
            link = page.locator(".summary a[data-next]")
            if not link.count():
                break
            open_now = link.get_attribute("data-next").split()
            noun = "open question" if len(open_now) == 1 else "open questions"
            undecided = page.locator("[data-decision][data-value=undetermined] h3").all_inner_texts()
            what = "these two" if len(undecided) > 1 else f"“{undecided[0]}”; the other is settled"
            assert link.inner_text().startswith(f"{len(open_now)} {noun} can still change {what}.")
            link.click()
            at = page.evaluate("document.activeElement.dataset.question")
            assert at in open_now
            visited.append(at)
            choose(page, at, "true")
        assert len(visited) == 5
        assert page.locator(".summary .ways p").inner_text() == "No open question can change these two."
        shown = page.eval_on_selector_all("[data-question]", "all => all.map((each) => each.dataset.question)")
        assert visited == sorted(visited, key=shown.index)


class TestTakingBack:
    def test_one_answer_can_be_cleared_and_put_back(self, checker):
        """A cleared answer can be put back where it stood, a date as it was typed; focus stays at the question."""
        choose(checker, "classification", "assistive")
        type_date(checker, "ama_submission_date", "1 March")
        for question, kept in (("classification", "assistive"), ("ama_submission_date", "1 March")):
            after(checker, checker.locator(f'button[data-clear="{question}"]').click)
            assert question not in checked(checker)
            assert checker.evaluate("document.activeElement.dataset.putBack") == question
            after(checker, lambda: checker.keyboard.press("Enter"))
            assert checked(checker)[question] == kept
            assert checker.evaluate("document.activeElement.closest('[data-question]').dataset.question") == question
            assert not checker.locator(f'button[data-put-back="{question}"]').is_visible()


class TestWhatIf:
    def test_shows_what_would_change_and_keeps_the_real_answers(self, checker):
        """While other answers are tried, the result names what moves; the visitor's own come back untouched."""
        choose(checker, "classification", "assistive")
        choose(checker, "solely_workflow", "true")
        type_date(checker, "ama_submission_date", "soon")
        own = checked(checker)
        checker.locator("button[data-try]").click()
        choose(checker, "solely_workflow", "false")
        said = checker.locator(".trial").inner_text()
        assert "Designed solely to enhance workflow efficiency: No (yours: Yes)" in said
        assert "ASE’s stated position" in said
        assert "The text does not say" in said
        assert checker.locator(".trial").get_attribute("data-changes") == "2"  # the position, and clause 3.1
        assert value(checker, "position") == "not_stated"
        kept = checker.evaluate("JSON.parse(sessionStorage.getItem('checker:state')).controls")
        assert kept == own
        after(checker, checker.get_by_role("button", name="Back to mine").click)
        assert checked(checker) == own
        assert value(checker, "position") == "strongly_advises_against"
        assert not checker.locator(".trial").is_visible()

    def test_a_trial_can_be_made_ones_own_and_taken_back(self, checker):
        """The answers tried can be taken over; what they replaced can be brought back."""
        choose(checker, "fda_process_begun", "true")
        checker.locator("button[data-try]").click()
        choose(checker, "fda_process_begun", "false")
        after(checker, checker.get_by_role("button", name="Make these mine").click)
        assert checker.evaluate("JSON.parse(sessionStorage.getItem('checker:state')).controls") == {
            "fda_process_begun": "false"
        }
        after(checker, checker.locator("[data-notice=replaced] button").click)
        assert checked(checker) == {"fda_process_begun": "true"}
        assert status(checker, "discussion-criteria") == "undetermined"

    def test_a_reload_ends_a_trial(self, page):
        """Whoever leaves in the middle of a trial finds the own answers again."""
        opened(page)
        choose(page, "fda_process_begun", "true")
        page.locator("button[data-try]").click()
        choose(page, "fda_process_begun", "false")
        page.reload()
        ready(page)
        assert checked(page) == {"fda_process_begun": "true"}

    def test_names_every_difference_and_nothing_else(self):
        """For every pair of neighbouring cases the trial lists exactly the decisions and clauses that differ."""
        for first, second in pairwise(CASES_TABLE):
            own, tried = (
                assess(POLICY, answers_of({name: each for name, each in case.answers.items() if each is not None}))
                for case in (first, second)
            )
            moved = [name for name in POLICY.decisions if own.decisions[name].value != tried.decisions[name].value]
            moved += [
                before.clause
                for before, now in zip(own.findings, tried.findings, strict=True)
                if before.status != now.status
            ]
            html = trial_html(POLICY, own, tried, CHECKER_PAGE)
            assert f'data-changes="{len(moved)}"' in html
            assert all(f"#{name}" in html or POLICY.decisions[name].title in html for name in moved)
