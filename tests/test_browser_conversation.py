"""What answering promises: live states, the way to the next question, and taking back."""

from checker.engine.answers import read_answers
from checker.engine.assess import assess
from checker.sentences.asked import STATE_WORDS, state_of
from checker.sentences.view import view_of
from tests.checker_page import after, choose, status, type_date
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
    def test_is_that_of_the_sections(self, checker):
        """The form asks every question once, in the order of its sections, and each section has its title."""
        shown = checker.eval_on_selector_all("[data-question]", "all => all.map((each) => each.dataset.question)")
        assert shown == [name for section in POLICY.sections for name in section.questions]
        assert sorted(shown) == sorted(POLICY.questions)
        assert [title.removesuffix("¶") for title in checker.locator(".questions h2").all_inner_texts()] == [
            f"{number} {section.title}" for number, section in enumerate(POLICY.sections, 1)
        ]


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
        assert state("solely_workflow") == STATE_WORDS["needed"]  # a yes would show answers that do not fit
        assert state("requirements_familiar") == STATE_WORDS["settled"]
        assert checker.locator("#q-requirements_familiar").get_attribute("data-state") == "settled"
        choose(checker, "classification", "assistive")
        assert state("solely_workflow") == STATE_WORDS["needed"]
        choose(checker, "solely_workflow", "false")
        choose(checker, "classification", "augmentative")
        assert state("solely_workflow") == STATE_WORDS["answered"]
        assert checked(checker)["solely_workflow"] == "false"

    def test_a_question_has_its_clause_at_hand(self, checker):
        """The words of its clause, and a link to itself, open in place beside each question."""
        question = checker.locator(f"#q-{LATER}")
        question.locator("summary").click()
        assert question.locator("blockquote").inner_text() == DATED.text
        assert question.get_by_role("link", name="Link to this question").get_attribute("href").endswith(f"#q-{LATER}")


class TestWhatIsNotNeeded:
    def test_is_in_a_fold_and_comes_back(self, checker):
        """What is settled and unanswered is in a fold at the end; other answers bring it back to its place."""
        shown = "all => all.map((each) => each.dataset.question)"
        order = checker.eval_on_selector_all("[data-question]", shown)
        fold = checker.locator("[data-settled-fold]")
        assert not fold.is_visible()
        choose(checker, "classification", "augmentative")
        settled = checker.eval_on_selector_all("[data-settled] [data-question]", shown)
        assert settled == ["involves_physician_work", "recognizes_physician_work"]
        assert fold.locator("> summary").inner_text() == "Not needed so far (2)"
        assert not checker.locator("#q-involves_physician_work").is_visible()
        choose(checker, "classification", "autonomous")
        assert checker.eval_on_selector_all("[data-question]", shown)[:4] == order[:4]
        assert checker.locator("#q-involves_physician_work").is_visible()

    def test_never_holds_the_things_an_answer_or_what_may_not_fit(self, checker):
        """The things of a decision stay, and so does what is answered, or could show that answers do not fit."""
        choose(checker, "involves_physician_work", "true")
        choose(checker, "fda_process_begun", "false")
        choose(checker, "classification", "augmentative")
        settled = checker.locator("[data-settled] [data-question]")
        assert [each.get_attribute("data-question") for each in settled.all()] == ["recognizes_physician_work"]
        assert checker.locator("[data-state=settled]:not([data-settled] *)").count() >= 1
        for name in ("us_trial_description", "solely_workflow", "involves_physician_work"):
            assert checker.locator(f"#q-{name}").is_visible()

    def test_a_link_opens_it(self, checker):
        """A link of the result to a question that is in the fold opens it."""
        choose(checker, "classification", "augmentative")
        checker.evaluate("document.querySelector('.things a').href = '#q-recognizes_physician_work'")
        checker.locator(".things a").first.click()
        assert checker.evaluate("document.activeElement.id") == "q-recognizes_physician_work"
        assert checker.locator("#q-recognizes_physician_work").is_visible()


class TestDone:
    def test_answers_in_place(self, checker):
        """What is to do can be said to be done where it stands; the focus stays there, the form has the answer."""
        entry = checker.locator("[data-todo=inform-ase]")
        button = entry.get_by_role("button", name="Done?")
        button.focus()
        after(checker, lambda: checker.keyboard.press("Enter"))
        assert checked(checker) == {"informed_ase": "true"}
        assert entry.locator(".how").inner_text() == POLICY.statuses["met"].word
        assert not button.count()
        assert checker.evaluate("document.activeElement.closest('[data-todo]').dataset.todo") == "inform-ase"
        assert status(checker, "inform-ase") == "met"


class TestTheWordsOfAClause:
    def test_open_where_its_number_is(self, checker):
        """The number of a clause opens the clause's words there, keeps them open as answers come, and closes them."""
        tag = checker.locator("[data-decision=discussion] h3 .tag").first
        tag.click()
        here = checker.locator("[data-decision=discussion] .words-here")
        assert here.locator("blockquote p").inner_text() == POLICY.clauses["discussion-criteria"].text.replace("*", "")
        assert tag.get_attribute("aria-expanded") == "true"
        assert "/checker/" in checker.url
        choose(checker, "fda_process_begun", "false")
        assert here.count() == 1
        tag.click()
        assert here.count() == 0

    def test_two_beside_each_other_open_once_each(self, checker):
        """Of two numbers in one line each opens its words once, whatever is opened and answered after."""
        tags = checker.locator("[data-decision=discussion] h3 .tag")
        assert tags.count() == 2
        names = [tag.get_attribute("data-words") for tag in tags.all()]
        here = checker.locator("[data-decision=discussion] .words-here")
        for tag in (*tags.all(), checker.locator("[data-todo] .tag").first):
            tag.click()
        opened_here = here.evaluate_all("(all) => all.map((each) => each.dataset.wordsHere)")
        assert sorted(opened_here) == sorted(names)
        choose(checker, "informed_ase", "true")
        opened_here = here.evaluate_all("(all) => all.map((each) => each.dataset.wordsHere)")
        assert sorted(opened_here) == sorted(names)

    def test_every_number_is_a_link_to_its_clause(self, checker):
        """Each number leads to the clause's own place, for whoever opens it in another tab or has no script."""
        links = checker.eval_on_selector_all(
            "[data-result] .tag", "all => all.map((each) => [each.dataset.words, each.href])"
        )
        assert len(links) >= 4
        for name, address in links:
            assert address.endswith(f"/clauses/{name}/")


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
