"""The content security policy, in force: nothing of the site breaks it, and what would leak or run elsewise is refused.

It is in force as a header and in each page together, as on a host that sends the site's headers.
All other tests in a browser are without it, since what they wait for is evaluated in the page.
"""

import json
import re
from pathlib import Path

import pytest

from checker.build import BuildFailure
from checker.build.security import HEADERS, PLACE, finish_site, policy_for
from checker.build.serving import headers_for
from tests.checker_page import KEY, choose, forget, opened, stored, type_date, value
from tests.conftest import PATIENCE_MS
from tests.served import served
from tests.shipped import POLICY

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
VIOLATIONS = """
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) => {
  (window.violations ??= []).push(`${violatedDirective}: ${blockedURI}`);
});
"""


def polled(page):
    """Have a page waited for by a function that is whole when it comes: its policy forbids to evaluate a text later."""

    def wait_for_function(expression, *, arg=None, **_options):
        page.evaluate(
            f"""async ([arg, end]) => {{
              const found = ({expression});
              const holds = typeof found === "function" ? found : () => ({expression});
              while (!(await holds(arg))) {{
                await new Promise(requestAnimationFrame);
                if (performance.now() > end) throw new Error("waited in vain");
              }}
              await new Promise(requestAnimationFrame); // what listens for the same, as the theme does, comes first
            }}""",
            [arg, page.evaluate("performance.now()") + PATIENCE_MS],
        )

    page.wait_for_function = wait_for_function
    return page


@pytest.fixture
def guarded(new_page):
    """Give a page on which the policy is in force; a violation is logged as an error, and fails the test."""
    page = new_page(bypass_csp=False)
    page.add_init_script(VIOLATIONS)
    return polled(page)


def rules_of(policy):
    """Return a policy as rules by their names."""
    return {name: sources.split() for name, _, sources in (rule.partition(" ") for rule in policy.split("; "))}


class TestThePolicy:
    def test_every_page_has_the_same_and_so_have_the_headers(self, site_dir: Path) -> None:
        """Each page states one policy, before any script, and the file for hosts states the same."""
        found = set()
        for page in site_dir.rglob("*.html"):
            text = page.read_text("utf-8")
            (policy,) = META.findall(text)
            assert text.index(policy) < text.index("<script"), page
            assert '<meta name="referrer" content="no-referrer">' in text
            found.add(policy)
        (policy,) = found
        sent = headers_for("/", (site_dir / HEADERS).read_text("utf-8"))
        assert sent["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'"
        assert sent["Referrer-Policy"] == "no-referrer"

    def test_it_allows_this_site_alone(self, site_dir: Path) -> None:
        """No rule lets in another origin, an inline script or style that is not known by its digest, or `eval`."""
        rules = rules_of(META.search((site_dir / "index.html").read_text("utf-8"))[1])
        assert rules["default-src"] == ["'none'"]
        assert rules["connect-src"] == rules["worker-src"] == ["'self'"]
        digest = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
        scripts = [each for each in rules["script-src"] if not digest.fullmatch(each)]
        assert scripts == ["'self'", "'wasm-unsafe-eval'"]
        assert [each for each in rules["style-src"] if not digest.fullmatch(each)] == ["'self'"]
        others = {
            each for name, sources in rules.items() if name not in {"script-src", "style-src"} for each in sources
        }
        assert others == {"'none'", "'self'", "data:"}
        assert [name for name, sources in rules.items() if "data:" in sources] == ["img-src"]

    def test_it_goes_by_what_stands_in_the_pages(self) -> None:
        """A script or a style in a page is known by its digest; data and a script of the site's own need none."""
        policy = policy_for(
            [
                "<script>one</script><script src='a.js'></script>",
                '<style>two</style><script type="application/json">{}</script>',
            ]
        )
        assert policy.count("sha256-") == 2
        assert policy_for(["<script>one</script>"]) != policy_for(["<script>one </script>"])

    def test_a_page_without_a_place_for_it_is_told(self, tmp_path: Path) -> None:
        """A page of another template cannot come without a policy unnoticed: the control."""
        (tmp_path / "good.html").write_text(f'<meta content="{PLACE}">', "utf-8")
        (tmp_path / "bad.html").write_text("<p>No place</p>", "utf-8")
        with pytest.raises(BuildFailure, match=r"site/bad.html: has no place for the policy"):
            finish_site(tmp_path)


class TestInForce:
    @pytest.mark.parametrize("all_of_them", [False, pytest.param(True, marks=pytest.mark.thorough)])
    def test_no_page_breaks_it(self, guarded, site_dir: Path, all_of_them) -> None:
        """Every page of the site loads without a violation, and without a request to another origin."""
        pages = [page.parent.relative_to(site_dir).as_posix() for page in sorted(site_dir.rglob("index.html"))]
        assert len(pages) > 15
        one_of_each = {page.rpartition("/")[0] or page: page for page in pages if page != "glossary"}
        for page in pages if all_of_them else one_of_each.values():
            guarded.goto(f"{page}/".removeprefix("./") or "./")
            assert guarded.evaluate("window.violations ?? []") == [], page

    @pytest.mark.console_errors
    def test_the_control_what_it_forbids_is_refused(self, guarded) -> None:
        """A script put into the page, `eval`, a style and a request to another origin are refused, each."""
        guarded.goto("about/")
        guarded.evaluate(
            """async () => {
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              document.body.append(script);
              const link = document.createElement("a");
              link.setAttribute("onclick", "window.ran = true");
              document.body.append(link);
              link.click();
              const style = document.createElement("style");
              style.textContent = "body { display: none }";
              document.head.append(style);
              setTimeout("window.ran = true");
              await fetch("https://outside.example/").catch(() => null);
              new Image().src = "https://outside.example/leak.png";
            }"""
        )
        guarded.wait_for_function("(window.violations ?? []).length >= 6")
        refused = {each.partition(":")[0] for each in guarded.evaluate("window.violations")}
        assert refused == {
            "script-src-elem",
            "script-src-attr",
            "script-src",
            "style-src-elem",
            "connect-src",
            "img-src",
        }
        assert guarded.evaluate("window.ran") is None
        assert guarded.locator("h1").is_visible()

    def test_no_task_breaks_it(self, guarded) -> None:
        """Checking, with each file fetched once, a calendar file, copying, printing, searching and forgetting work."""
        page = guarded
        asked: list[str] = []
        page.on("request", lambda request: "/runtime/" in request.url and asked.append(request.url))
        opened(page, "#classification=augmentative&category=category_iii&us_trial_description=false")
        choose(page, "fda_process_begun", "true")
        type_date(page, "ama_submission_date", "3/1/2027")
        assert value(page, "discussion") == "barred"
        assert len(asked) == len(set(asked)) == 6
        page.locator(".form-actions [data-see]").click()
        with page.expect_download():
            page.locator("[data-make=calendar]").click()
        page.get_by_role("button", name="Copy as text").click()
        page.locator(".result-actions .copied:not(:empty)").wait_for()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.get_by_role("textbox", name="Search").click()
        page.keyboard.type("weeks")
        page.locator(".md-search-result__item").first.wait_for()
        page.keyboard.press("Escape")
        forget(page)
        assert page.evaluate("window.violations ?? []") == []

    @pytest.mark.console_errors
    def test_the_header_guards_the_worker_too(self, guarded) -> None:
        """The worker, which the policy in a page does not reach, cannot ask another origin either."""
        opened(guarded)
        outside = "fetch('https://outside.example/').then(() => 'sent', () => 'refused')"
        assert guarded.workers[0].evaluate(outside) == "refused"

    def test_a_host_without_headers(self, new_context, site_dir: Path, tmp_path: Path) -> None:
        """On a plain host the policy in the page is in force, and the check works without an error."""
        for each in site_dir.iterdir():
            if each.name != HEADERS:
                (tmp_path / each.name).symlink_to(each)
        with served(tmp_path, base="/a/base/") as address:
            context = new_context(base_url=address, bypass_csp=False)
            errors: list[str] = []
            context.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
            page = context.new_page()
            response = page.goto("checker/#classification=autonomous&involves_physician_work=false")
            assert "content-security-policy" not in response.headers
            page.locator("[data-decision=discussion][data-value=barred]").wait_for(state="attached")
            assert errors == []
            assert page.evaluate("fetch('https://outside.example/').then(() => 'sent', () => 'refused')") == "refused"
            assert "https://outside.example/" in errors[0]


STORED = """
async () => ({
  session: Object.keys(sessionStorage), local: Object.keys(localStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).map(({name}) => name), caches: await caches.keys(),
})
"""


class TestWhatIsStored:
    def test_it_is_what_the_privacy_page_lists(self, new_page) -> None:
        """After answers, a name and a chosen color there is one entry of the tab's, the color's, and nothing else."""
        page = opened(new_page(), "#classification=augmentative&category=category_iii")
        page.locator("[name=technology]").fill("Echo reader")
        page.locator("label[for^=__palette]:visible").first.click()
        found = page.evaluate(STORED)
        assert [key for key in found["session"] if not key.endswith("__tabs")] == [KEY]
        assert all(key.endswith("__palette") for key in found["local"])
        assert (found["cookies"], found["databases"]) == ("", [])
        state = json.loads(stored(page))
        assert set(state) == {"policy", "controls", "name"}
        assert set(state["controls"]) <= {each for name in POLICY.questions for each in (name, f"{name}-unsure")}
        page.locator("label[for^=__palette]:visible").first.click()
        forget(page)
        assert stored(page) is None
