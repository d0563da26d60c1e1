"""What the service worker promises: the site without a network, one version at a time, and a way to end it."""

import re
import shutil
from typing import override

import pytest

from checker.build.failure import BuildFailure
from checker.build.offline import NAME, build_service_worker
from checker.build.serving import LocalSiteHandler, SiteHandler, served
from tests.checker_page import STARTED, choose, ready, value
from tests.test_browser_checker import checked

IS_KEPT = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return Boolean(registration?.active?.state === "activated" && navigator.serviceWorker.controller);
}"""
IS_ENDED = "async () => (await navigator.serviceWorker.getRegistrations()).length === 0"
HOW_IT_ENDED = """
const { register } = ServiceWorkerContainer.prototype;
ServiceWorkerContainer.prototype.register = async function (...given) {
  const registration = await register.apply(this, given);
  registration.installing.addEventListener("statechange", ({target}) => { window.ended = target.state; });
  return registration;
};
"""
"""Tells what became of a service worker that was to be installed."""

CACHES = "async () => (await caches.keys()).length"


def until(page, condition):
    """Wait until a function that answers with a promise says that something is so; asked at each picture."""
    page.evaluate(
        f"""() => {{
          window.came = false;
          (async () => {{
            while (!(await ({condition})())) await new Promise(requestAnimationFrame);
            window.came = true;
          }})();
        }}"""
    )
    page.wait_for_function("window.came")


def kept_page(context, address):
    """Open the checker page as a new visitor, and wait for its result, and until the site is kept."""
    page = context.new_page()
    page.goto(address)
    ready(page)
    until(page, IS_KEPT)
    return page


@pytest.fixture
def copy(site_dir, tmp_path):
    """Give a copy of the built site that a test may change."""
    return shutil.copytree(site_dir, tmp_path / "site")


@pytest.fixture(scope="class", params=[LocalSiteHandler, pytest.param(SiteHandler, marks=pytest.mark.thorough)])
def offline(request, new_context, site_dir):
    """Give the checker page of a visitor who lost the network after the first visit, and the address of the site.

    A server that is stopped goes on answering on connections that are kept alive: the browser is offline, and what
    reaches the server then is counted.
    """
    context = new_context()
    asked = []

    class Handler(request.param):
        @override
        def do_GET(self):
            asked.append(self.path)
            super().do_GET()

    with served(site_dir, base="/a/base/", kind=Handler) as address:
        page = kept_page(context, f"{address}checker/")
        context.set_offline(offline=True)
        asked.clear()
        yield page, address
        assert set(asked) <= {f"/a/base/{NAME}"}  # the browser itself looks for a new one


class TestWithoutANetwork:
    def test_everything_works(self, offline):
        """After one visit to the checker, pages, search and checker work, in this tab and in a new one."""
        page, address = offline
        choose(page, "classification", "assistive")
        new = page.context.new_page()
        new.goto(address)
        for each in (page, new):
            each.get_by_role("link", name="The full text").first.click()
            each.wait_for_selector("#autonomous")
            each.get_by_role("link", name="Self-check").first.click()
            ready(each)
            choose(each, "fda_process_begun", "false")
            assert value(each, "discussion") == "barred"
        assert checked(page)["classification"] == "assistive"
        assert "classification" not in checked(new)

    def test_a_hit_of_the_search_opens(self, offline):
        """A visitor searches, clicks a hit, and reads its page, with the words found marked in it."""
        page, address = offline
        page.goto(address)
        page.locator(".md-search__input").click()
        page.keyboard.type("Roundtable")
        page.locator(".md-search-result__item a[href*='before-you-file']").first.click()
        page.wait_for_url("**/procedures/before-you-file/?h=*")
        page.wait_for_selector(".md-content mark:text('Roundtable')")
        assert page.locator("h1#before-you-file").is_visible()

    def test_an_address_with_any_query_opens(self, offline):
        """An address opens whatever stands after its question mark, with what stands after its `#`."""
        page, address = offline
        for query in ("?utm_source=letter", "?from=a&to=b", "?%3Fx=%20", "?classification=assistive"):
            page.goto(f"{address}procedures/full-text/{query}#autonomous")
            assert page.locator("#autonomous").is_visible()
            page.goto(f"{address}{query}")
            assert page.locator("h1").count() == 1

    def test_an_address_without_its_last_slash_opens(self, offline):
        """A page's address that somebody typed without the slash at its end leads to the page, and its links work."""
        page, address = offline
        page.goto(f"{address}procedures/full-text?from=letter#autonomous")
        page.wait_for_url(f"{address}procedures/full-text/?from=letter#autonomous")
        assert page.locator("#autonomous").is_visible()


def test_it_keeps_nothing_but_the_site_and_stays_below_its_base(new_context, site_dir):
    """Only files of the site are kept, none of them an address with answers; the scope is the base path."""
    context = new_context()
    with served(site_dir, base="/a/base/") as address:
        page = kept_page(context, f"{address}checker/#classification=assistive")
        page.goto(f"{address}about/")
        scope = page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).scope")
        assert scope == address
        kept = page.evaluate(
            """async () => (await Promise.all((await caches.keys()).map(async (name) =>
              (await (await caches.open(name)).keys()).map(({url}) => url)))).flat()"""
        )
        assert len(kept) > 40
        for url in kept:
            assert url.startswith(address)
            assert "assistive" not in re.sub("(procedures|clauses)/assistive", "", url)
            name = url.removeprefix(address).partition("?")[0]
            assert (site_dir / name).is_file(), url


def test_a_page_that_is_only_read_keeps_nothing(new_context, site_dir):
    """Whoever reads the procedures and never opens a checker downloads no runtime and no service worker."""
    context = new_context()
    with served(site_dir, base="/a/base/") as address:
        page = context.new_page()
        page.goto(f"{address}procedures/before-you-file/")
        page.wait_for_function(STARTED)
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
        assert page.evaluate(CACHES) == 0


def deploy(site, words):
    """Make a new deployment of a site: other words on one page, and the service worker made anew."""
    page = site / "about" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", f" {words}</h1>", 1), "utf-8")
    build_service_worker(site)


def test_files_that_are_not_of_this_deployment_are_not_cached(new_context, site_dir):
    """Where a host gives another page than the list says, as in mid-deployment, nothing is installed; all goes on."""
    context = new_context()

    class Handler(SiteHandler):
        @override
        def do_GET(self):
            self.path = self.path.replace("/glossary/", "/about/")
            super().do_GET()

    with served(site_dir, base="/a/base/", kind=Handler) as address:
        page = context.new_page()
        page.add_init_script(HOW_IT_ENDED)
        page.goto(f"{address}checker/")
        ready(page)
        page.wait_for_function("window.ended")
        assert page.evaluate("ended") == "redundant"
        choose(page, "fda_process_begun", "false")
        assert value(page, "discussion") == "barred"


@pytest.mark.thorough
def test_what_earlier_service_workers_cached_is_removed(new_context, site_dir):
    """A cache of this site under another name goes when the service worker takes over; one of another site stays."""
    context = new_context()
    with served(site_dir, base="/a/base/") as address:
        page = context.new_page()
        page.goto(f"{address}about/")
        theirs = f"precache-{address.removesuffix('base/')}"
        page.evaluate("(names) => Promise.all(names.map((each) => caches.open(each)))", [f"precache-{address}", theirs])
        page.goto(f"{address}checker/")
        ready(page)
        until(page, IS_KEPT)
        assert page.evaluate("caches.keys()") == [theirs, f"site-{address}"]


UPDATE = "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"


class TestANewVersion:
    def test_is_told_and_waits_for_the_visitor(self, new_context, copy):
        """While a form is half filled a new version is told and changes nothing; on request it comes, answers kept."""
        context = new_context()
        with served(copy, base="/a/base/") as address:
            page = kept_page(context, f"{address}checker/")
            choose(page, "classification", "assistive")
            deploy(copy, "NEW")
            page.evaluate(UPDATE)
            page.wait_for_selector("[data-version]:not([hidden])")
            assert "A new version of this site is ready" in page.locator("[data-version]").inner_text()
            assert checked(page) == {"classification": "assistive"}
            other = context.new_page()
            other.goto(f"{address}about/")
            assert "NEW" not in other.locator("h1").inner_text()
            page.locator("[data-update]").click()
            page.wait_for_selector("[data-version][hidden]", state="attached")
            ready(page)
            assert checked(page) == {"classification": "assistive"}
            other.wait_for_selector("[data-version]:not([hidden])")
            assert "in another tab" in other.locator("[data-version]").inner_text()
            other.reload()
            assert "NEW" in other.locator("h1").inner_text()
            assert page.evaluate(CACHES) == 1

    @pytest.mark.thorough
    def test_one_deployment_switches_it_off(self, new_context, copy, monkeypatch):
        """A deployment with `OFFLINE=off` removes what was kept and the service worker; the site goes on."""
        context = new_context()
        with served(copy, base="/a/base/") as address:
            page = kept_page(context, f"{address}checker/")
            monkeypatch.setenv("OFFLINE", "off")
            deploy(copy, "OFF")
            page.evaluate(UPDATE)
            until(page, IS_ENDED)
            assert page.evaluate(CACHES) == 0
            page.goto(f"{address}about/")
            assert "OFF" in page.locator("h1").inner_text()
            page.goto(f"{address}checker/")
            ready(page)


def test_storage_that_is_full_changes_nothing_for_the_visitor(new_context, site_dir):
    """Where the browser has no room, nothing is kept and the checker works as before."""
    context = new_context()
    with served(site_dir, base="/a/base/") as address:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Storage.overrideQuotaForOrigin", {"origin": address.removesuffix("/a/base/"), "quotaSize": 1000})
        page.add_init_script(HOW_IT_ENDED)
        page.goto(f"{address}checker/")
        ready(page)
        page.wait_for_function("window.ended")
        assert page.evaluate("ended") == "redundant"
        assert not page.evaluate(IS_KEPT)
        choose(page, "fda_process_begun", "false")
        assert value(page, "discussion") == "barred"


def test_the_manifest_names_icons_that_are_there(page):
    """The site can be installed: each page links a manifest whose icons exist in the sizes that it says."""
    page.goto("procedures/before-you-file/")
    manifest = page.evaluate(
        """async () => {
          const {href} = document.querySelector("link[rel=manifest]");
          const data = await (await fetch(href)).json();
          const sizes = {};
          for (const {src} of data.icons) {
            const image = new Image();
            image.src = new URL(src, href).href;
            await image.decode();
            sizes[src] = `${image.naturalWidth}x${image.naturalHeight}`;
          }
          return {data, sizes, scope: new URL(data.scope, href).href};
        }"""
    )
    assert manifest["scope"].endswith("/a/base/")
    for icon in manifest["data"]["icons"]:
        assert icon["sizes"] in {"any", manifest["sizes"][icon["src"]]}


def test_the_switch_is_on_or_off(copy, monkeypatch):
    """Another word in `OFFLINE` is refused in one line."""
    monkeypatch.setenv("OFFLINE", "perhaps")
    with pytest.raises(BuildFailure) as failure:
        build_service_worker(copy)
    assert str(failure.value) == "OFFLINE: `perhaps` is not allowed; allowed: `on`, `off`"


def test_the_same_site_gives_the_same_service_worker(copy):
    """The service worker is made of the site's content alone."""
    build_service_worker(copy)
    first = (copy / NAME).read_bytes()
    build_service_worker(copy)
    assert (copy / NAME).read_bytes() == first
    (copy / "about" / "index.html").write_text("other", "utf-8")
    build_service_worker(copy)
    assert (copy / NAME).read_bytes() != first
