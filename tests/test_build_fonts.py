"""The typefaces that the build cuts to what the site uses."""

import html
import re
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from checker.build import fonts
from checker.build.failure import BuildFailure
from checker.build.fonts import (
    ALWAYS,
    FACES,
    FONTS,
    LICENCE,
    STAMP,
    TYPED,
    build_fonts,
    characters_of,
    cut,
    used_characters,
)

OURS = {f"{face.name}.woff2": face for face in FACES}
FROM_THE_SYSTEM = {"↗"}
"""The style sheet's mark of another site, which neither typeface has."""


def texts(site: Path) -> str:
    """Return all that the built pages show: text, attributes, and what style sheets put beside it."""
    pages = [re.sub(r"(?s)<(script|style)\b.*?</\1>", "", path.read_text("utf-8")) for path in site.rglob("*.html")]
    return html.unescape("".join(pages))


def lacking(text: str, font: Path) -> set[str]:
    """Return the characters of a text that a font does not have."""
    return {each for each in text if each.isprintable()} - characters_of(font) - FROM_THE_SYSTEM


class TestFonts:
    def test_they_are_small(self, site_dir):
        """The site has the three files and their licence, and they have 60 kB or less together."""
        folder = site_dir / "assets" / "fonts"
        assert {path.name for path in folder.iterdir()} == {*OURS, LICENCE}
        assert sum((folder / name).stat().st_size for name in OURS) <= 60_000

    @pytest.mark.parametrize("name", OURS)
    def test_they_have_every_character_of_the_pages(self, site_dir, name):
        """Each font has every character that a page of the built site shows."""
        assert lacking(texts(site_dir), site_dir / "assets" / "fonts" / name) == set()

    def test_a_character_that_was_left_out_is_found(self, site_dir, tmp_path):
        """A font without one of the characters of the pages is found: the control."""
        (tmp_path / "cut.woff2").write_bytes(cut(FACES[0], ALWAYS - {"’"}))
        assert lacking(texts(site_dir), tmp_path / "cut.woff2") == {"’"}

    def test_typed_names_are_in_one_font(self, site_dir):
        """Our own font has the letters of western names."""
        assert characters_of(site_dir / "assets" / "fonts" / "sans.woff2") >= TYPED

    @pytest.mark.thorough
    def test_they_are_made_anew_only_where_that_is_needed_and_then_with_the_same_bytes(self, site_dir, tmp_path):
        """A build of what is there does nothing; one after a file was damaged makes all anew, byte for byte."""
        assert site_dir
        target, stamp = tmp_path / "fonts", tmp_path / "stamp"
        shutil.copytree(FONTS, target)
        shutil.copyfile(STAMP, stamp)
        assert not build_fonts(target, stamp)
        (target / "sans.woff2").write_bytes(b"")
        assert build_fonts(target, stamp)
        assert {path.name: path.read_bytes() for path in target.iterdir()} == {
            path.name: path.read_bytes() for path in FONTS.iterdir()
        }

    def test_what_the_build_makes_is_none_of_its_sources(self, monkeypatch, tmp_path):
        """The characters are those of the sources alone, so that a second build makes nothing anew."""
        before = used_characters()
        monkeypatch.setattr(fonts, "FONTS", tmp_path)
        monkeypatch.setattr(fonts, "DOCS", tmp_path)
        (tmp_path / "licence.txt").write_text("☃", "utf-8")
        (tmp_path / "page.md").write_text("☃", "utf-8")
        assert "☃" not in before | used_characters()
        monkeypatch.setattr(fonts, "FONTS", tmp_path / "elsewhere")
        assert "☃" in used_characters()

    @pytest.mark.parametrize("name", OURS)
    def test_they_are_named_and_licensed_as_their_licence_asks(self, site_dir, name):
        """A font that was cut does not have the reserved name, but the copyright, which the licence's file repeats."""
        folder = site_dir / "assets" / "fonts"
        names = {entry.nameID: str(entry) for entry in TTFont(folder / name)["name"].names}
        assert names[1] == OURS[name].family
        assert [number for number, text in names.items() if "Source" in text] == [0]
        licence = (folder / LICENCE).read_text("utf-8")
        assert names[0] in licence
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence

    def test_a_missing_package_is_told(self, monkeypatch, tmp_path):
        """Where npm's packages are not installed, the build ends in one line that says what to run."""
        monkeypatch.setattr(fonts, "PACKAGES", tmp_path)
        with pytest.raises(BuildFailure, match=r"^node_modules/\S+ is not there; run `make site`, which installs it$"):
            build_fonts(tmp_path / "fonts", tmp_path / "stamp")

    def test_every_page_asks_for_them_at_once(self, site_dir):
        """Every page of the theme preloads the fonts that its text needs, and the style sheet lets none come late."""
        style = (site_dir / "assets" / "site.css").read_text("utf-8")
        assert style.count("@font-face") == style.count("font-display: optional;") == len(OURS)
        assert set(re.findall(r'url\("fonts/([^"]+)"\)', style)) == set(OURS)
        for path in site_dir.rglob("*.html"):
            text = path.read_text("utf-8")
            asked = {
                (path.parent / address).resolve().relative_to(site_dir.resolve()).as_posix()
                for address in re.findall(r'<link rel="preload" as="font" [^>]*crossorigin href="([^"]+)">', text)
            }
            needed = {"sans.woff2", "serif.woff2"} | ({"serif-italic.woff2"} if "<em>" in text else set())
            if path.name != "404.html":  # no relative address is right there
                assert asked == {f"assets/fonts/{name}" for name in needed}, path


@pytest.mark.parametrize("fonts_come", [True, False])
def test_nothing_shifts_with_the_fonts(new_page, fonts_come):
    """A page is in our fonts where they come at once, and in the system's where they never do; nothing shifts."""
    page = new_page(viewport={"width": 360, "height": 800})
    if not fonts_come:
        page.context.route("**/assets/fonts/**", lambda _route: None)  # no answer, ever
    page.add_init_script(
        """window.shift = 0; new PerformanceObserver((list) => {
          for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    page.goto("procedures/full-text/", wait_until="load" if fonts_come else "commit")
    page.wait_for_selector("blockquote.full-text")
    if fonts_come:
        page.evaluate("document.fonts.ready")
        assert page.evaluate("['Sans', 'Serif'].every((each) => document.fonts.check(`16px 'Site ${each}'`))")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("shift") == 0
