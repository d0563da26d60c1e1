"""Links with answers, as they are made, and as mail and chat programs hand them on: what is sure is filled in."""

import pytest

from checker import read_answers
from checker.result.link import fragment
from tests.checker_page import after, checked, choose, follow, opened, ready, value
from tests.shipped import CASES_TABLE, LATER, POLICY, SUBMITTED

ANSWERS = {
    "informed_ase": True,
    "wants_guidance": "unsure",
    LATER: SUBMITTED,
    "classification": "augmentative",
    "category": "category_iii",
    "category_iii_awarded": False,
}
LINK = fragment(POLICY, ANSWERS)
CONTROLS = {name: str(answer).lower() if isinstance(answer, bool) else answer for name, answer in ANSWERS.items()}

READ = """
async (fragments) => {
  const { readLink } = await import(new URL("../assets/checker/link.js", location.href).href);
  const form = document.querySelector(".checker-form");
  return fragments.map((fragment) => readLink(fragment, form));
}
"""


@pytest.fixture
def read(page):
    """Read fragments as the page does."""
    page.context.route("**/assets/runtime/**", lambda route: route.abort())
    page.goto("checker/")
    page.wait_for_selector("[data-checker]:not([data-checker=idle])")
    return lambda *fragments: page.evaluate(READ, list(fragments))


def silent(link):
    """Whether nothing is said of a link but what it filled in."""
    opened = link["opened"]
    return not (opened["cut"] or opened["mended"] or opened["unread"] or opened["leftOut"])


@pytest.mark.console_errors  # the runtime is not fetched
class TestReading:
    def test_every_link_that_is_made_is_read_as_it_was_meant(self, read):
        """The link of every worked case fills in exactly its answers, and nothing else is said of it."""
        given = [
            read_answers(POLICY, {k: v for k, v in case.answers.items() if v is not None})[0] for case in CASES_TABLE
        ]
        links = read(*(f"#{fragment(POLICY, each.given)}" for each in given))
        for answers, link in zip(given, links, strict=True):
            found = {name.removesuffix("-unsure"): each for name, each in link["opened"]["controls"].items()}
            assert found == {
                name: str(each).lower() if isinstance(each, bool) else each for name, each in answers.given.items()
            }
            assert silent(link)

    def test_every_cut_shows_and_no_other_answer_is_filled_in(self, read):
        """Wherever a link is cut, at its end, its beginning or within, that is said, and what is filled in was sent."""
        ends = [LINK[:length] for length in range(1, len(LINK))]
        beginnings = [LINK[length:] for length in range(1, len(LINK)) if "=" in LINK[length:]]
        links = read(*ends, *beginnings)
        for text, link in zip([*ends, *beginnings], links, strict=True):
            assert link is not None, text
            filled = {name.removesuffix("-unsure"): each for name, each in link["opened"]["controls"].items()}
            assert filled.items() <= CONTROLS.items(), text
            assert link["opened"]["cut"] or link["opened"]["unread"], text

    def test_what_lies_between_is_counted(self, read):
        """A link that lost an answer, or has one too many, is said to be changed."""
        pairs = LINK.split("&")
        lost = ["&".join([*pairs[:at], *pairs[at + 1 :]]) for at in range(1, len(pairs) - 1)]
        assert all(link["opened"]["cut"] for link in read(*lost, LINK.replace("&all", "&solely_workflow=true&all")))

    def test_what_programs_do_to_a_link_is_undone_and_said(self, read):
        """What can only have been one thing is read as that, and it is said that the link was changed."""
        changed = [
            LINK.replace("=", "%3D"),
            LINK.replace("=", "%3D").replace("&", "%26"),
            LINK.replace("=", "%253D").replace("&", "%2526"),
            LINK.replace("&", "&amp;"),
            LINK.replace("&", "&amp;amp;"),
            LINK.replace("&", "%26#38;"),
            LINK.replace("&", "\\u0026").replace("=", "\\u003d"),
            LINK.replace("_", "\\_"),
            LINK.replace("=", "=3D"),
            LINK.replace("=", "=3D").replace("informed", "info=%0D%0Armed").replace("augment", "aug=ment"),
            LINK.upper(),
            LINK.replace("fi", "\ufb01"),
            LINK.replace("-", "\u2011"),
            *(f"{LINK}{mark}" for mark in (".", ",", ")", ").", "]", ">", "”", "%22", "%3E", "…", "**", "_", ";", "!")),
            *(f"{LINK[:40]}{gap}{LINK[40:]}" for gap in ("\u00ad", "%0D%0A", "%20", "+", "\u200b")),
            *(f"{LINK}{more}" for more in (":~:text=clause,1&text=2", "?utm_source=x&utm_medium=y", "&fbclid=IwY2-x_")),
            f"##{LINK}",
        ]
        for text, link in zip(changed, read(*changed), strict=True):
            found = {name.removesuffix("-unsure"): each for name, each in link["opened"]["controls"].items()}
            assert found == CONTROLS, text
            assert not link["opened"]["cut"], text
            assert link["opened"]["policy"] == POLICY.fingerprint[:12], text
            assert link["opened"]["mended"], text
            assert not link["opened"]["unread"], text

    def test_what_may_have_been_several_things_is_said_and_not_guessed(self, read):
        """A shortened link, a lost sign and an added answer are said to be changes, and give no other answer."""
        shortened, hidden, lost, more = read(
            "classification=assistive&category=category_i…",
            LINK.replace("category_iii&", "category_i\ufffd\ufffd&"),
            LINK.replace("_", ""),
            f"{LINK}&solely_workflow=true",
        )
        assert all(link["opened"]["cut"] for link in (shortened, more))
        assert shortened["opened"]["controls"] == {"classification": "assistive"}
        assert list(hidden["opened"]["unread"]) == ["category"]
        assert lost["opened"]["unread"]

    def test_a_policy_that_is_no_fingerprint_is_said_to_be_none(self, read):
        """Only 12 hexadecimal digits name a version; anything else is named as what it is."""
        links = read(*(f"policy={word}&category=other&all=1" for word in ("0123456789ab", "latest", "0123", "3" * 13)))
        assert [link["opened"]["policy"] for link in links] == ["0123456789ab", "", "", ""]
        assert [link["opened"]["noVersion"] for link in links] == [False, True, True, True]
        assert [link["opened"]["cut"] for link in links] == [False, True, True, True]

    def test_a_key_that_stands_twice_is_left_out_and_named(self, read):
        """Of two answers to one question neither is taken, also where they are the same."""
        (link,) = read("classification=assistive&category=category_i&classification=autonomous")
        assert link["opened"]["controls"] == {"category": "category_i"}
        assert link["opened"]["leftOut"] == ["classification"]

    def test_a_link_written_by_hand_is_taken_as_it_is(self, read):
        """Without a fingerprint and a number nothing is taken for a cut, a place among answers is no answer."""
        (link, anchor, empty) = read("#classification=assistive&at=solely_workflow", "#result", "")
        assert silent(link)
        assert link["at"] == "solely_workflow"
        assert link["opened"]["controls"] == {"classification": "assistive"}
        assert anchor is None
        assert empty is None


class TestOnThePage:
    def test_what_a_link_filled_in_is_said(self, checker):
        """A link that arrives whole lists its answers with its result; the form counts them, until one changes."""
        follow(checker, LINK)
        assert checker.locator("[data-notice]:visible").count() == 0
        answered = len(ANSWERS) - list(ANSWERS.values()).count("unsure")
        assert checker.locator("[data-part=answers] h3").inner_text().startswith(f"Your {answered} answers (")
        checker.locator("[data-change]").click()
        assert checker.locator("[data-notice=opened]").inner_text() == f"Answers filled in by a link: {answered}."
        assert checker.locator("[data-notice]:visible").count() == 1
        choose(checker, "us_trial_description", "false")
        assert checker.locator("[data-notice]:visible").count() == 0

    def test_one_of_this_site_replaces_and_can_be_undone(self, checker):
        """It fills in its own answers alone, and says so; the visitor's own are one button away, after others too."""
        choose(checker, "classification", "assistive")
        choose(checker, "solely_workflow", "true")
        own = checked(checker)
        follow(checker, fragment(POLICY, {**own, "category": "other"}))
        follow(checker, fragment(POLICY, {"category": "other"}))
        follow(checker, fragment(POLICY, {"classification": "autonomous"}))
        assert checker.locator("[data-notice=replaced]").is_visible()
        checker.reload()
        assert checked(ready(checker)) == {"classification": "autonomous"}
        after(checker, checker.locator("[data-notice=replaced] button").click)
        assert checked(checker) == own
        assert checker.locator("#q-classification").is_visible()
        checker.wait_for_function("location.hash.includes('classification=assistive')")

    def test_a_case_that_was_sent_is_not_taken_for_the_visitors_own(self, page):
        """Whoever looks at a colleague's case and then begins a check of their own finds an empty form."""
        opened(page, f"#{fragment(POLICY, {'classification': 'autonomous'})}")
        page.goto("about/")
        assert checked(opened(page)) == {}
        page.locator("#technology").fill("Own")
        opened(page, f"#{fragment(POLICY, {'classification': 'autonomous'})}")
        assert page.locator("#technology").input_value() == "Own"  # nothing of the visitor's own was lost
        choose(page, "classification", "assistive")
        page.goto("about/")
        opened(page, f"#{fragment(POLICY, {'classification': 'autonomous'})}")
        assert page.locator("#technology").input_value() == ""

    def test_one_written_by_hand_adds(self, checker):
        """Its answers are added to those of the tab, and take the place of other answers to the same question."""
        choose(checker, "classification", "assistive")
        choose(checker, "fda_process_begun", "false")
        follow(checker, f"{LATER}=unsure")
        follow(checker, f"classification=autonomous&{LATER}={SUBMITTED}")
        assert checked(checker) == {"classification": "autonomous", "fda_process_begun": "false", LATER: SUBMITTED}
        assert not checker.locator("[data-notice=replaced]").is_visible()

    def test_one_that_adds_to_other_answers_names_its_own(self, checker):
        """What is added to the answers of a tab is named; the others are one button away from being set aside."""
        choose(checker, "classification", "augmentative")
        choose(checker, "category", "category_iii")
        follow(checker, f"classification=assistive&{LATER}={SUBMITTED}")
        said = checker.locator("[data-notice=opened]").inner_text()
        asked = [f"{POLICY.questions['classification'].ask} Assistive", f"{POLICY.questions[LATER].ask} {SUBMITTED}"]
        assert checker.locator("[data-brought] li").all_inner_texts() == asked
        assert "Other answers in this tab, kept: 1." in said
        after(checker, checker.get_by_role("button", name="Clear the others").click)
        assert checked(checker) == {"classification": "assistive", LATER: SUBMITTED}
        assert checker.evaluate("document.activeElement.matches('[data-restore]')")
        after(checker, lambda: checker.keyboard.press("Enter"))
        assert checked(checker)["category"] == "category_iii"

    def test_one_of_another_version_says_so_and_leads_to_the_changes(self, checker):
        """Its answers are filled in where they fit, under the present rules; a link leads to what has changed."""
        follow(checker, "policy=0123456789ab&classification=augmentative&category=category_iii&colour=blue&all=3")
        notice = checker.locator("[data-notice=other-policy]")
        assert notice.get_by_role("link").get_attribute("href").endswith("changes/")
        assert "colour" in checker.locator("[data-notice=unread]").inner_text()
        assert value(checker, "position") == "neutral"
        follow(checker, "policy=latest&category=other&all=1")
        assert not notice.is_visible()
        assert checker.locator("[data-notice=no-version]").is_visible()
        assert checked(checker) == {"category": "other"}

    def test_a_cut_link_names_what_it_left_out(self, checker):
        """Cut within the value of a category, the category is named as left out, and the rest is assessed."""
        follow(checker, f"{LINK.partition('ii&')[0]}")
        assert checked(checker).get("category") is None
        assert checker.locator("[data-notice=cut]").is_visible()
        assert checker.locator("[data-left-out] li").all_inner_texts() == [POLICY.questions["category"].ask]

    def test_an_unknown_key_is_named(self, checker):
        """A key that is no question is shown as it was written, whatever it is called, and stays in the address."""
        follow(checker, "__proto__=x&constructor=1")
        said = checker.locator("[data-notice=unread]").inner_text()
        assert "__proto__" in said
        assert "constructor" in said
        assert checker.url.endswith("#__proto__=x&constructor=1")

    def test_the_address_keeps_the_answers_whatever_is_clicked(self, checker):
        """A place within the checker leaves the answers there, in another tab too; another answer goes there."""
        follow(checker, LINK)
        with checker.context.expect_page() as another:
            checker.locator(".things a").first.click(modifiers=["ControlOrMeta"])
        another.value.close()
        checker.locator(".things a").first.click()
        assert checker.url.endswith(LINK)
        choose(checker, "us_trial_description", "false")
        assert "us_trial_description=false" in checker.url
        assert "category=category_iii" in checker.url

    def test_an_address_without_answers_gets_none(self, page):
        """Answers go into the address only if they came from it."""
        opened(page)
        choose(page, "us_trial_description", "false")
        assert "=" not in page.url
