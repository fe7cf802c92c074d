#!/usr/bin/env python3
"""Uses the demo in a browser, as a person would: uploads a file and deletes it, resumes a download, and tries every
button of every page.

    .ci/browser.py http://127.0.0.1:8080

Says what it did; ends with 1 where something was not as it should be.
"""
import http.client
import json
import os
import re
import socket
import sys
import tempfile
import threading
import urllib.parse

from webdriver import Browser, ELEMENT, fail, wait_for

PAGES_WITH_BUTTONS = ["/try.html", "/session.html", "/errors.html", "/cgi.html", "/redirect-test.html", "/upload.html"]
def upload_and_delete(browser, site):
    name = "from a browser é.txt"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("hello from a browser\n")
        browser.open(site + "/upload.html")
        browser.ask("POST", f"/element/{browser.find('#upload-files')}/value", {"text": path})
        browser.ask("POST", f"/element/{browser.find('#upload-form button')}/click", {})
        listed = "return [...document.querySelectorAll('#upload-list a')].map(a => a.textContent)"
        wait_for("the file in the list", lambda: name in browser.run(listed))
    print("ok: uploaded:", browser.run("return document.getElementById('upload-verdict').textContent"))
    back = browser.run("return fetch([...document.querySelectorAll('#upload-list a')]"
                       ".find(a => a.textContent === arguments[0]).href).then(r => r.text())", name)
    if back != "hello from a browser\n":
        fail(f"the file came back as {back!r}")
    print("ok: the file comes back as it went up")
    browser.run("[...document.querySelectorAll('#upload-list li')]"
                ".find(li => li.querySelector('a').textContent === arguments[0]).querySelector('button').click()", name)
    wait_for("the file to be gone", lambda: name not in browser.run(listed))
    print("ok: deleted:", browser.run("return document.getElementById('upload-verdict').textContent"))


def try_buttons(browser, url):
    browser.open(url)
    wait_for("buttons on " + url, lambda: browser.run("return document.querySelectorAll('main button:not([hidden])').length") > 0)
    count = browser.run("return document.querySelectorAll('main .try button').length")
    for i in range(count):
        browser.run("document.querySelectorAll('main .try button')[arguments[0]].click()", i)
        verdict = "return document.querySelectorAll('main .try button')[arguments[0]].parentElement.querySelector('.verdict')"
        wait_for(f"a verdict of button {i} of {url}", lambda: browser.run(verdict + ".textContent", i))
        text = browser.run(verdict + ".textContent", i)
        if not browser.run(verdict + ".classList.contains('met')", i):
            fail(f"{url}: {text}")
        print(f"ok: {url}: {text}")


# Documents that mark their root element if a script in them runs.
MARK = "document.documentElement.setAttribute('data-ran', '1')"
SCRIPTED = {
    "page.html": f'<!DOCTYPE html><body onload="{MARK}"><script>{MARK}</script><img src=x onerror="{MARK}">',
    "picture.svg": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{MARK}"><script>{MARK}</script></svg>',
    "page.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body><script>{MARK}</script></body></html>',
    "data.xml": f'<?xml version="1.0"?><a><b xmlns="http://www.w3.org/1999/xhtml"><script>{MARK}</script></b></a>',
    "no-extension": f"<script>{MARK}</script>",
}


def uploaded_scripts_do_not_run(browser, site):
    for name, text in SCRIPTED.items():
        browser.open(site + "/upload.html")
        put = "return fetch('/uploads/' + arguments[0], {method: 'PUT', body: arguments[1]}).then(r => r.status)"
        if browser.run(put, name, text) != 201:
            fail(f"{name} is not taken")
        browser.open(f"{site}/uploads/{name}")
        if browser.run("return document.documentElement.hasAttribute('data-ran')"):
            fail(f"a script in the uploaded {name} has run")
        browser.open(site + "/upload.html")
        browser.run("return fetch('/uploads/' + arguments[0], {method: 'DELETE'}).then(r => r.status)", name)
    browser.console()                                   # the browser says what it has blocked
    print("ok: no script runs in uploaded", ", ".join(SCRIPTED))


class CuttingRelay:
    """Passes bytes between clients and a server, but ends the first response that is large in the middle of it."""

    def __init__(self, server, cut_after):
        self.server, self.cut_after, self.ranges = server, cut_after, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client = self.listener.accept()[0]
            server = socket.create_connection(self.server)
            threading.Thread(target=self.pass_requests, args=(client, server), daemon=True).start()
            threading.Thread(target=self.pass_responses, args=(client, server), daemon=True).start()

    def pass_requests(self, client, server):
        while data := client.recv(65536):
            self.ranges += re.findall(rb"\r\nRange: *(.*?)\r\n(?:.*\r\n)*?If-Range: *(.*?)\r\n", data)
            server.sendall(data)
        server.close()

    def pass_responses(self, client, server):
        passed = 0
        try:
            while data := server.recv(65536):
                if self.cut_after and passed + len(data) > self.cut_after:
                    client.sendall(data[:self.cut_after - passed])
                    self.cut_after = 0
                    break
                client.sendall(data)
                passed += len(data)
            client.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass                                        # the browser has closed the connection


def resume_a_download(browser, site):
    host, port = site.removeprefix("http://").split(":")
    content = os.urandom(3_000_000)

    def ask(method, body=None):
        connection = http.client.HTTPConnection(host, int(port))
        connection.request(method, "/uploads/large.bin", body)
        response = connection.getresponse()
        response.read()
        return response

    if ask("PUT", content).status != 201:
        fail("the large file is not taken")
    # A file that was changed just now may change again within the same tick of the clock, so its tag is weak at first.
    wait_for("a strong entity tag", lambda: not ask("HEAD").getheader("ETag").startswith("W/"))
    relay = CuttingRelay((host, int(port)), 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        browser.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder)
        browser.open(relay.url + "/upload.html")
        browser.run("const a = document.createElement('a'); a.href = '/uploads/large.bin'; a.download = 'large.bin';"
                    "document.body.append(a); a.click()")
        path = os.path.join(folder, "large.bin")
        wait_for("the download", lambda: os.path.exists(path) and os.path.getsize(path) == len(content))
        with open(path, "rb") as file:
            if file.read() != content:
                fail("the download that was resumed differs from the file")
    ask("DELETE")
    if relay.cut_after or len(relay.ranges) != 1:
        fail(f"the download was not cut and resumed once: {relay.ranges}")
    print("ok: a download that was cut off is resumed: Range:", relay.ranges[0][0].decode(),
          "If-Range:", relay.ranges[0][1].decode())


def text_of(browser, selector):
    return browser.run("return document.querySelector(arguments[0]).innerText", selector)


def explain(site, what, content):
    connection = http.client.HTTPConnection(site.removeprefix("http://"))
    connection.request("POST", "/explain/" + what, content)
    return json.loads(connection.getresponse().read())


def step_through(browser, site, example, expected_answer):
    """Steps through an example by keys, and compares each step with what the server says."""
    browser.open("about:blank")
    browser.open(f"{site}/parser.html#example={example}")
    wait_for("the answer to " + example, lambda: expected_answer in text_of(browser, "#ex-answer"))
    content = browser.run("return bytesOfEditor()").encode("latin-1")
    trace = explain(site, "parse", content)
    states = [state for state, count in trace["runs"] for _ in range(count)]
    cells = browser.run("return [...document.querySelectorAll('#ex-strip b[data-at]')].map(b => parseInt(b.dataset.hex, 16))")
    if bytes(cells) != content[:len(states)]:
        fail(f"{example}: the strip shows {bytes(cells)}")
    browser.run("document.getElementById('ex-at').focus()")
    browser.press("\ue011")                           # Home
    for at in range(len(states) + 1):
        if f"{at} of {len(content)}" != text_of(browser, "#ex-count"):
            fail(f"{example}: at {text_of(browser, '#ex-count')} instead of {at}")
        refused = trace["refusal"] and at >= trace["refusal"]["at"]
        state = states[at - 1] if refused else states[at] if at < len(states) else trace["end"]
        if state not in text_of(browser, "#ex-now"):
            fail(f"{example}, byte {at}: {state} is not in {text_of(browser, '#ex-now')}")
        if browser.run("return document.querySelectorAll('#ex-events li').length") != sum(e["at"] <= at for e in trace["events"]):
            fail(f"{example}, byte {at}: other events than {trace['events']}")
        if bool(refused) != bool(text_of(browser, "#ex-refusal")):
            fail(f"{example}, byte {at}: {text_of(browser, '#ex-refusal')!r}")
        browser.press("\ue014")                       # right
    if trace["refusal"] and trace["refusal"]["violation"] not in text_of(browser, "#ex-refusal"):
        fail(f"{example}: the refusal is not shown")
    print(f"ok: {site}/parser.html: {example}: {len(states)} bytes, {len(trace['events'])} events, "
          + (trace["refusal"]["violation"] if trace["refusal"] else "no refusal"))


def explore(browser, site):
    step_through(browser, site, "get", "HTTP/1.1 200 OK")
    step_through(browser, site, "pipeline", "HTTP/1.1 404 Not Found")
    step_through(browser, site, "chunked", "Hello from a chunk.")
    step_through(browser, site, "smuggling", "HTTP/1.1 400 Bad Request")
    readers = [text_of(browser, "#ex-by-length"), text_of(browser, "#ex-by-chunks")]
    if "(nothing follows)" not in readers[0] or not readers[1].rstrip().endswith("Host: 127.0.0.1:8080"):
        fail(f"the two readers: {readers}")
    print("ok: two readers of a smuggled request")
    complaints = browser.console()
    if complaints:
        fail(f"the console says {complaints}")


def click_and_read(browser, name):
    """Runs one experiment of a page; returns its result as text."""
    section = f"document.querySelector('[data-try={name}]').closest('.try')"
    browser.run(f"{section}.querySelector('button').click()")
    wait_for("a verdict of " + name, lambda: browser.run(f"return {section}.querySelector('.verdict').textContent"))
    return browser.run(f"return {section}.querySelector('.result').innerText")


def follow_a_cookie(browser, site):
    """The page shows Set-Cookie, then Cookie, then the deletion."""
    browser.open(site + "/session.html")
    begun = click_and_read(browser, "create")
    cookie = re.search(r"\nSet-Cookie: (sid=[^;\n]+); Path=/; HttpOnly; SameSite=Lax\n", begun)
    if not cookie or "Cookie:" in begun[:begun.index("HTTP/1.1 200")]:
        fail(f"the first exchange sets no cookie: {begun}")
    if f"\nCookie: {cookie[1]}\n" not in click_and_read(browser, "info"):
        fail("the cookie is not sent back")
    ended = click_and_read(browser, "destroy")
    if f"\nCookie: {cookie[1]}\n" not in ended or "\nSet-Cookie: sid=; " not in ended or "jar is empty" not in ended:
        fail(f"the cookie is not deleted: {ended}")
    if "\nCookie:" in click_and_read(browser, "info"):
        fail("a deleted cookie is sent")
    print("ok: a cookie is set, sent back and deleted, and the page shows it")


def follow_a_link_to_the_parser(browser, site):
    """The link below an exchange leads to the parser's page with the same bytes."""
    browser.open(site + "/try.html")
    click_and_read(browser, "echo")
    link = browser.run("return document.querySelector('[data-try=echo]').closest('.try').querySelector('.result a').href")
    browser.open("about:blank")
    browser.open(link)
    wait_for("the bytes at " + link, lambda: browser.run("return bytesOfEditor()").endswith("\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe, server!"))
    print("ok: the link to the parser's page has the bytes of the exchange")


ALL_BYTES = "".join(map(chr, range(256))) + "\\r\r\n\n\r\t"
UMLAUTS_AND_ESCAPES = "Gr\u00c3\u00bc\u00c3\u009fe\\\\x41\\n\r\n\n\r\t"


def bytes_reach_the_parser_unchanged(browser, site):
    for sample in (ALL_BYTES, UMLAUTS_AND_ESCAPES):
        text = browser.run("return import('/memory.js').then(memory => memory.editorText(arguments[0]))", sample)
        browser.open("about:blank")
        browser.open(site + "/parser.html#bytes=" + urllib.parse.quote(text, safe=""))
        wait_for(f"the bytes {sample!r}", lambda: browser.run("return bytesOfEditor()") == sample)
    print("ok: all 256 bytes reach the parser's page unchanged")


def content_that_is_no_text(browser, site):
    browser.open(site + "/try.html")
    browser.run("document.getElementById('echo-text').value = 'a\\0b'")
    result = click_and_read(browser, "echo")
    if result.count("(3 bytes, not shown") != 2:
        fail(f"content that is no text is shown as {result}")
    print("ok: of content that is no text, the page tells the length")


def links_to_refusals_lead_there(browser, site):
    """Where a page speaks of a refusal, its link leads to bytes that the parser refuses."""
    count = 0
    for page in PAGES_WITH_BUTTONS:
        browser.open(site + page)
        for link in browser.run("return [...document.querySelectorAll('main a[href*=\"#bytes=\"]')].map(a => a.href)"):
            browser.open("about:blank")
            browser.open(link)
            wait_for("the refusal at " + link, lambda: text_of(browser, "#ex-refusal"))
            count += 1
    if count == 0:
        fail("no page links to a refusal")
    print(f"ok: {count} links lead to bytes that the parser refuses")


def main():
    site = sys.argv[1]
    browser = Browser()
    try:
        upload_and_delete(browser, site)
        complaints = browser.console()
        if complaints:
            fail(f"the console says {complaints}")
        uploaded_scripts_do_not_run(browser, site)
        resume_a_download(browser, site)
        explore(browser, site)
        for page in PAGES_WITH_BUTTONS:
            try_buttons(browser, site + page)
        follow_a_cookie(browser, site)
        follow_a_link_to_the_parser(browser, site)
        bytes_reach_the_parser_unchanged(browser, site)
        content_that_is_no_text(browser, site)
        links_to_refusals_lead_there(browser, site)
    finally:
        browser.close()


main()
