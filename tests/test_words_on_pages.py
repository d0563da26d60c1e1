"""How much pages say: beside each clause few words of ours, each thing once, and the source's own to the letter."""

import re
from html import unescape
from pathlib import Path

import pytest

from checker.pages.clause import denials
from checker.sentences.source import plain_words_of
from tests.shipped import BEYOND, POLICY
from tests.words_on_pages import article, count, number_of, quotations, words_of

TOPICS = {topic: [each for each in POLICY.clauses.values() if each.topic == topic] for topic in POLICY.topics}
FOR_ONE_OF_THE_SOURCE = 3
FOR_A_CLAUSE = 85
ON_THE_FIRST_PAGE = 110 + 10 * BEYOND


def page_of(site: Path, address: str) -> str:
    """Return a page of the built site."""
    return (site / address / "index.html").read_text("utf-8")


def within(page: str, clauses: int) -> bool:
    """Whether a page with so many clauses has no more words of ours than it may."""
    ours, source = count(page)
    return source > 0 and ours <= max(FOR_ONE_OF_THE_SOURCE * source, FOR_A_CLAUSE * clauses)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_of_clauses_has_few_words_of_ours(site_dir: Path, topic: str) -> None:
    """With its folds closed a topic's page has three words of ours for one of the source, or 85 for each clause."""
    page = page_of(site_dir, f"procedures/{topic}")
    assert within(page, len(TOPICS[topic])), count(page)


@pytest.mark.parametrize("topic", TOPICS)
def test_with_a_few_sentences_more_it_has_too_many(site_dir: Path, topic: str) -> None:
    """The same page with its plain readings said three times more is over the measure: the control."""
    more = "".join(f"<p>{clause.reading}</p>" for clause in TOPICS[topic]) * 3
    said = page_of(site_dir, f"procedures/{topic}").replace("</article>", f"{more}</article>")
    assert not within(said, len(TOPICS[topic])), count(said)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<h2>Not counted</h2><p>Three words here</p>", (3, 0)),
        ('<blockquote class="source"><p>Two words</p></blockquote><p>One</p>', (1, 2)),
        ("<details><summary>Open</summary><p>Not seen</p></details><p>One</p>", (1, 0)),
        ("<details open><summary>Open</summary><p>It is seen</p></details>", (3, 0)),
        ('<p><a href="#">Leads on</a></p><p>See <a href="#">there</a></p>', (2, 0)),
        ('<p hidden>Nothing</p><p>A <span class="visually-hidden">heard</span> B – C</p><button>Do</button>', (3, 0)),
        ("<ul><li>One</li><li>two</li></ul><p>th<em>ree</em></p>", (3, 0)),
    ],
)
def test_words_are_counted_as_they_are_seen(markup: str, words: tuple[int, int]) -> None:
    """Headings, controls, what is hidden or folded, and lines that are only links are left out; nothing else is."""
    assert count(f"<nav>Elsewhere</nav><article>{markup}</article>") == words


@pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
def test_what_a_clause_does_not_say_is_one_sentence(site_dir: Path, clause) -> None:
    """All denials of a clause are one sentence on its page, once, and each continues what the sentence begins."""
    said = denials(clause)
    assert all(re.match(r"(that|whether|what|anything) ", each) for each in clause.not_read_as)
    assert all(each in said for each in clause.not_read_as)
    assert not re.search(r"[.:;]", re.sub(r"clause \d+(\.\d+)*", "", said[:-1]))
    page = " ".join(words_of(article(page_of(site_dir, f"procedures/{clause.topic}"))).split())
    assert page.count(said) == 1
    assert page.count(clause.reading) == 1


@pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
def test_beside_a_clause_stand_its_silences_and_its_rule(site_dir: Path, clause) -> None:
    """A clause's own page leads to every silence that is near it and to no other, and its table has all rows."""
    page = article(page_of(site_dir, f"clauses/{clause.id}"))
    near = [silence.id for silence in POLICY.silences if clause.id in silence.clauses]
    links = [each.attributes.get("href") or "" for each in page.all() if each.tag == "a"]
    assert [link.partition("not-stated/#")[2] for link in links if "not-stated/#" in link] == near
    heads = {each.attributes.get("id") for each in page.all() if each.tag == "h2"}
    assert heads == {"rule", "around"} | ({"not-said"} if near else set())
    cells = [each for each in page.first("tbody").all() if each.tag == "td"]
    assert [words_of(each) for each in cells if each.attributes.get("data-head") == "Your result"] == [
        row.word for row in clause.rule.rows
    ]


@pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
def test_a_clause_s_page_is_known_by_its_words(site_dir: Path, clause) -> None:
    """Title and description, as search results and pasted links show them, are the clause's number, title and words."""
    head = page_of(site_dir, f"clauses/{clause.id}").partition("</head>")[0]
    named = dict(re.findall(r'<meta (?:name|property)="([a-z:]+)" content="([^"]*)">', head))
    title = f"Clause {clause.number}: {clause.title}"
    words = f"“{plain_words_of(clause)}” ({POLICY.title}. Independent site; clause numbers are its own.)"
    assert unescape(re.search(r"<title>(.+) - ", head)[1]) == unescape(named["og:title"]) == title
    assert unescape(named["description"]) == unescape(named["og:description"]) == words


def test_every_silence_is_one_step_from_another_page(site_dir: Path) -> None:
    """What the text does not say is said where a reader would look for it, not only in the list of all."""
    pages = [page for page in site_dir.rglob("index.html") if page.parent.name not in {"not-stated", "rules"}]
    linked = {name for page in pages for name in re.findall(r"not-stated/#([a-z-]+)", page.read_text("utf-8"))}
    assert {silence.id for silence in POLICY.silences} <= linked


class TestTheFirstPage:
    def test_it_says_little(self, site_dir: Path) -> None:
        """Beside the source's own words, in quotation marks, the first page has about a hundred words."""
        page = page_of(site_dir, "")
        quoted = number_of(quotations(words_of(article(page))))
        ours, _ = count(page)
        assert 60 < ours - quoted <= ON_THE_FIRST_PAGE

    def test_what_it_quotes_stands_in_the_clause_that_it_names(self, site_dir: Path) -> None:
        """Every quotation is a clause's own words, with a link to that clause; every clause is there once."""
        lines = [each for each in article(page_of(site_dir, "")).all() if each.tag == "li"]
        named = []
        for line in lines:
            for link in (each for each in line.all() if "tag" in each.classes):
                clause = POLICY.clauses[Path(link.attributes["href"] or "").name]
                assert words_of(link) == clause.number
                assert link.attributes["aria-label"] == f"Clause {clause.number}"
                named.append(clause.id)
                found = quotations(words_of(line))
                assert found
                assert [each for each in found if each not in plain_words_of(clause)] == []
        assert sorted(named) == sorted(POLICY.clauses)

    def test_each_class_is_one_step_from_the_check(self, site_dir: Path) -> None:
        """There is a button for every class, and for having none yet."""
        links = [each.attributes["href"] for each in article(page_of(site_dir, "")).all() if "step" in each.classes]
        choices = [choice.id for choice in POLICY.questions["classification"].choices]
        assert [(link or "").partition("classification=")[2].partition("&")[0] for link in links] == choices
