#!/usr/bin/env python3
"""Looks at every page of the demo as people do who need more of it than a mouse and a large, light window.

    mvn -q -Paxe generate-test-resources && .ci/accessibility.py http://127.0.0.1:8080

With axe-core, in light and dark, wide and narrow: no violation that is serious or critical; nothing is wider than a narrow
window. By keyboard: everything is reached, the focus is seen, nothing holds it. With forced colours and reduced motion:
nothing complains, nothing moves. Names all that it finds; ends with 1 where that is not nothing.
"""
import sys
from pathlib import Path

from webdriver import Browser, fail, wait_for

PAGES = ["/", "/parser.html", "/loop.html", "/try.html", "/session.html", "/errors.html", "/cgi.html", "/upload.html",
         "/redirect-test.html", "/status", "/files/", "/files/notes/", "/uploads/", "/cgi-bin/test.py", "/nothing-here", "/images/",
         "/failure/", "/errors/400.html", "/errors/405.html", "/errors/413.html", "/errors/template.html",
         "/docs/", "/docs/01-how-a-request-travels.html", "/docs/02-the-parser.html", "/docs/05-sites-and-files.html",
         "/docs/features.html", "/docs/book/06-where-content-ends.html", "/docs/source/src/main/java/hostling/wire/RequestParser.java.html"]
WIDE, NARROW, NARROWEST = 1280, 390, 320
LONG_NAME = "a-long-name-without-a-space-" * 8
LOOKS = [(width, scheme) for width in (WIDE, NARROW) for scheme in ("light", "dark")]
AXE = Path(__file__).parent.parent / "target/axe/axe.min.js"
TAB = "\ue004"
STOPS_MAX = 500

# Everything that can be opened is open, and each experiment shows its result.
OPEN_EVERYTHING = """
    document.querySelectorAll('details').forEach(each => each.open = true);
    document.querySelectorAll('main .try button').forEach(each => each.click());"""
# A part that a script still fills says so: what has the focus there would be replaced.
IS_LOADED = """return document.readyState === 'complete' && !document.querySelector('[aria-busy=true]')"""
IS_SETTLED = """
    return document.readyState === 'complete'
        && [...document.querySelectorAll('main .try')].every(each => each.querySelector('.verdict').textContent)"""
VIOLATIONS = """
    return axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
        .filter(each => ['serious', 'critical'].includes(each.impact))
        .flatMap(each => each.nodes.map(node => each.id + ': ' + node.target + ': ' + node.failureSummary)))"""
# Parts of a page that a screen reader lists need a name; there is one main part.
UNNAMED = """
    return [...document.querySelectorAll('nav, aside, section')]
        .filter(each => !each.hasAttribute('aria-label') && !document.getElementById(each.getAttribute('aria-labelledby')))
        .map(each => each.outerHTML.slice(0, 120))
        .concat(document.querySelectorAll('main').length === 1 ? [] : ['not one main part'])"""
# What a person can use in the text of a page. A radio button or a hidden part is reached otherwise or not at all.
USABLE = """
    [...document.querySelectorAll('main a[href], main button:enabled, main input:enabled, main select:enabled, main textarea, main summary')]
        .filter(each => each.checkVisibility({visibilityProperty: true}))"""
MOVING = """
    const seconds = text => Math.max(...text.split(',').map(parseFloat));
    return [...document.querySelectorAll('*')].filter(each => {
        const style = getComputedStyle(each);
        return seconds(style.transitionDuration) > .01 || style.scrollBehavior !== 'auto'
            || style.animationName !== 'none' && seconds(style.animationDuration) > .01;
    }).map(each => each.tagName + ' ' + each.className)
        .concat(document.getAnimations().filter(each => each.effect.getTiming().duration > 10).map(each => 'an animation'))"""

findings = []


def find(page, what):
    findings.append(f"{page}: {what}")
    print("FOUND:", findings[-1], file=sys.stderr)


def addresses(site):
    """The pages, and the page for an error of a host that has none of its own."""
    port = site.rsplit(":", 1)[1]
    return [site + page for page in PAGES] + [f"http://hello.localhost:{port}/nothing-here"]


def look_at(browser, page, axe):
    for width, scheme in LOOKS:
        browser.look(width, prefers_color_scheme=scheme)
        browser.open(page)
        wait_for("the page " + page, lambda: browser.run(IS_LOADED))
        browser.run(OPEN_EVERYTHING)
        wait_for("the experiments of " + page, lambda: browser.run(IS_SETTLED))
        browser.run(axe)
        for violation in browser.run(VIOLATIONS):
            find(page, f"{width} px, {scheme}: {violation}")
        for narrow in (NARROW, NARROWEST) if width == NARROW else ():
            browser.look(narrow, prefers_color_scheme=scheme)
            wider = browser.run("return document.scrollingElement.scrollWidth - innerWidth")
            if wider > 0:
                find(page, f"{wider} px wider than a window of {narrow} px")
    for unnamed in browser.run(UNNAMED):
        find(page, f"a part of the page has no name: {unnamed}")


def walk(browser, page, width):
    """Presses Tab until the focus has left the page or is back where it was first."""
    browser.look(width)
    browser.open(page)
    wait_for("the page " + page, lambda: browser.run(IS_LOADED))
    browser.run("document.querySelectorAll('details').forEach(each => each.open = true); window.stops = []")
    for _ in range(STOPS_MAX):
        browser.press(TAB)
        stop = browser.run("""
            const now = document.activeElement;
            if (now === document.body || now === stops[0]) return null;
            const style = getComputedStyle(now);
            const what = now.outerHTML.slice(0, 120);
            const before = stops.indexOf(now);
            stops.push(now);
            return {what, before, isSeen: now.matches(':focus-visible') && style.outlineStyle !== 'none'
                && parseFloat(style.outlineWidth) > 0}""")
        if stop is None:
            break
        if stop["before"] >= 0:
            find(page, f"{width} px: Tab does not get away from {stop['what']}")
            break
        if not stop["isSeen"]:
            find(page, f"{width} px: the focus is not seen on {stop['what']}")
    else:
        find(page, f"{width} px: Tab does not come to an end")
    for missed in browser.run(f"return {USABLE.strip()}.filter(each => !stops.includes(each)).map(each => each.outerHTML.slice(0, 120))"):
        find(page, f"{width} px: Tab does not reach {missed}")
    return browser.run("return stops.length")


def calm(browser, page):
    browser.look(WIDE, forced_colors="active", prefers_reduced_motion="reduce")
    browser.open("about:blank")
    browser.console()
    browser.open(page)
    wait_for("the page " + page, lambda: browser.run(IS_LOADED))
    if not browser.run("return matchMedia('(forced-colors: active) and (prefers-reduced-motion: reduce)').matches"):
        fail("the browser does not force colours and reduce motion")
    for moving in browser.run(MOVING):
        find(page, f"with reduced motion, this moves: {moving}")
    status = "the server responded with a status of"            # of the page itself, when it is one for an error
    for complaint in browser.console():
        if not (complaint.startswith(page) and status in complaint):
            find(page, f"with forced colours, the console says: {complaint}")


def main():
    site = sys.argv[1]
    axe = AXE.read_text(encoding="utf-8")
    browser = Browser()
    try:
        browser.open(site + "/upload.html")
        browser.run("return fetch('/uploads/' + arguments[0], {method: 'PUT', body: 'a'}).then(r => r.status)", LONG_NAME)
        for page in addresses(site):
            look_at(browser, page, axe)
            stops = [walk(browser, page, width) for width in (WIDE, NARROW)]
            calm(browser, page)
            print(f"looked at {page}: {stops[0]} stops by keyboard, {stops[1]} in a narrow window")
    finally:
        browser.close()
    if findings:
        fail(f"{len(findings)} things")
    print("ok: every page, by axe-core, by keyboard, narrow, dark, with forced colours and reduced motion")


main()
