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

HOME, RIGHT, ENTER, DELETE, TAB = "\ue011", "\ue014", "\ue007", "\ue017", "\ue004"
PAGES_WITH_BUTTONS = ["/try.html", "/session.html", "/errors.html", "/cgi.html", "/redirect-test.html", "/upload.html"]


LISTED = "return [...document.querySelectorAll('#upload-list a')].map(a => a.textContent)"
VERDICT = "#upload-verdict"
FOCUSED = "return document.activeElement.getAttribute('aria-label') ?? document.activeElement.id"


def choose(browser, folder, *contents):
    """Chooses files with this content in the form; returns their names."""
    names = [f"from a browser é {i}.txt" for i in range(len(contents))]
    for name, content in zip(names, contents):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    paths = "\n".join(os.path.join(folder, name) for name in names)
    browser.ask("POST", f"/element/{browser.find('#upload-files')}/value", {"text": paths})
    return names


def upload_and_delete(browser, site):
    browser.open(site + "/upload.html")
    with tempfile.TemporaryDirectory() as folder:
        names = choose(browser, folder, b"hello from a browser\n", b"x" * 1000, b"")
        browser.run("document.getElementById('upload-send').focus()")
        browser.press(ENTER)
        wait_for("the files in the list", lambda: set(names) <= set(browser.run(LISTED)))
    wait_for("a verdict", lambda: text_of(browser, VERDICT).startswith("201: 3 files uploaded in "))
    if browser.run(FOCUSED) != "upload-send":
        fail(f"the focus is on {browser.run(FOCUSED)}")
    print("ok: uploaded:", text_of(browser, VERDICT))
    back = browser.run("return fetch([...document.querySelectorAll('#upload-list a')]"
                       ".find(a => a.textContent === arguments[0]).href).then(r => r.text())", names[0])
    if back != "hello from a browser\n":
        fail(f"the file came back as {back!r}")
    print("ok: the file comes back as it went up")
    # By keyboard. The list is sorted, so the entry that takes the place of the first one is the second one.
    browser.run("document.querySelector(`[aria-label='Delete ${arguments[0]}']`).focus()", names[0])
    browser.press(ENTER)
    wait_for("the question", lambda: text_of(browser, "#upload-question") == f"Delete {names[0]}?")
    browser.press(ENTER)                                # on "Keep", which has the focus
    if names[0] not in browser.run(LISTED) or browser.run(FOCUSED) != f"Delete {names[0]}":
        fail(f"a file that is kept: the focus is on {browser.run(FOCUSED)}")
    for name, then in zip(names, names[1:]):
        browser.press(ENTER)
        browser.run("document.querySelector('#upload-ask [value=delete]').focus()")
        browser.press(ENTER)
        wait_for("the file to be gone", lambda: name not in browser.run(LISTED))
        wait_for("the focus on the next file", lambda: browser.run(FOCUSED) == f"Delete {then}")
    print("ok: deleted:", text_of(browser, VERDICT), "The focus is on:", browser.run(FOCUSED))
    browser.run("return fetch('/uploads/' + encodeURIComponent(arguments[0]), {method: 'DELETE'}).then(r => r.status)", names[2])


def delete_in_haste(browser, site):
    """The next question before the browser has drawn a frame: only with the next frame a dialog says that it was closed."""
    browser.open(site + "/upload.html")
    browser.run("return fetch('/uploads/haste.txt', {method: 'PUT', body: 'x'}).then(r => r.status)")
    browser.open(site + "/upload.html")
    wait_for("the file in the list", lambda: "haste.txt" in browser.run(LISTED))
    browser.run("""
        const press = selector => document.querySelector(selector).click();
        const frame = () => new Promise(drawn => requestAnimationFrame(drawn));
        press("[aria-label='Delete haste.txt']");
        press("#upload-ask [value=keep]");
        press("[aria-label='Delete haste.txt']");
        return frame().then(frame).then(() => press("#upload-ask [value=delete]"));""")
    wait_for("the file to be gone that was deleted in haste", lambda: "haste.txt" not in browser.run(LISTED))
    print("ok: deleted in haste")


def upload_slowly(browser, site):
    """Over a slow network: the progress is shown, an upload can be cancelled, and an answer before the end is shown too."""
    browser.open(site + "/upload.html")
    browser.cdp("Network.enable")
    numbers = r"[\d.]+ [KM]iB of 4\.0 MiB, \d+ %, [\d.]+ [KM]iB/s"
    try:
        with tempfile.TemporaryDirectory() as folder:
            browser.cdp("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=1 << 20)
            choose(browser, folder, b"x" * (4 << 20))
            browser.run("document.getElementById('upload-send').focus()")
            browser.press(ENTER, TAB)
            wait_for("the progress", lambda: re.match(numbers, text_of(browser, "#upload-numbers")))
            print("ok: the progress:", text_of(browser, "#upload-numbers"))
            if not 0 < browser.run("return document.getElementById('upload-bar').value") < 1:
                fail("the bar does not show the progress")
            browser.press(ENTER)                        # on "Cancel"
            wait_for("the end", lambda: re.fullmatch(r"Cancelled after .* of 4\.0 MiB\. No part .*", text_of(browser, VERDICT)))
            if browser.run(FOCUSED) != "upload-cancel":
                fail(f"after an upload was cancelled, the focus is on {browser.run(FOCUSED)}")
            print("ok: cancelled:", text_of(browser, VERDICT))
            browser.cdp("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
            choose(browser, folder, b"x" * ((16 << 20) + 1))
            browser.run("document.getElementById('upload-send').click()")
            wait_for("the refusal", lambda: text_of(browser, VERDICT).startswith("413: "))
            print("ok: refused:", text_of(browser, VERDICT))
            browser.run("document.getElementById('upload-form').reset()")
            drop = """
                const dropped = new DataTransfer();
                [...arguments].forEach(name => dropped.items.add(new File(['dropped'], name)));
                document.getElementById('upload-form').dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, cancelable: true}))"""
            browser.run(drop, "dropped.txt", "dropped.txt")
            wait_for("the refusal", lambda: text_of(browser, VERDICT).startswith("409: "))
            print("ok: refused:", text_of(browser, VERDICT))
            browser.run(drop, "dropped.txt")
            wait_for("the dropped file", lambda: "dropped.txt" in browser.run(LISTED))
            browser.run("return fetch('/uploads/dropped.txt', {method: 'DELETE'}).then(r => r.status)")
            print("ok: dropped:", text_of(browser, VERDICT))
            browser.cdp("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
            browser.run(drop, "dropped.txt")
            wait_for("the failure", lambda: text_of(browser, VERDICT).startswith("There was no answer."))
            print("ok: without a network:", text_of(browser, VERDICT))
    finally:
        browser.cdp("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        browser.console()                               # the browser says that responses were 413 and 409


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


def lose_the_connection(browser, site):
    """An upload is cut off in the middle."""
    host, port = site.removeprefix("http://").split(":")
    relay = UploadCuttingRelay((host, int(port)), 1_000_000)
    browser.open(relay.url + "/upload.html")
    with tempfile.TemporaryDirectory() as folder:
        choose(browser, folder, b"x" * (15 << 20))
        browser.run("document.getElementById('upload-send').click()")
        wait_for("the failure", lambda: re.fullmatch(r"The connection was lost after .* of 15\.0 MiB\. No part .*", text_of(browser, VERDICT)))
    print("ok: interrupted:", text_of(browser, VERDICT))
    if browser.run("return fetch('/uploads/').then(r => r.text())").count("from%20a%20browser"):
        fail("a part of a file has stayed on the server")
    browser.console()                                   # the browser says so too


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


class UploadCuttingRelay(CuttingRelay):
    """Passes bytes on, but ends each connection on which the client has sent many."""

    def pass_requests(self, client, server):
        passed = 0
        while data := client.recv(65536):
            passed += len(data)
            if passed > self.cut_after:
                client.shutdown(socket.SHUT_RDWR)
                break
            server.sendall(data)
        server.close()

    def pass_responses(self, client, server):
        try:
            while data := server.recv(65536):
                client.sendall(data)
        except OSError:
            pass


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


def drag(browser, from_selector, to_selector):
    def move(selector):
        return {"type": "pointerMove", "origin": {ELEMENT: browser.find(selector)}, "x": 0, "y": 0}
    browser.ask("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": [
        move(from_selector), {"type": "pointerDown", "button": 0}, move(to_selector), {"type": "pointerUp", "button": 0}]}]})


def explain(site, what, content):
    connection = http.client.HTTPConnection(site.removeprefix("http://"))
    connection.request("POST", "/explain/" + what, content)
    return json.loads(connection.getresponse().read())


def lit_state(browser):
    """The path of states that are lit in the diagrams: the machines are in the order in which they contain each other."""
    lit = browser.run("""return Object.fromEntries([...document.querySelectorAll('.machine')].map(machine =>
        [machine.dataset.machine, machine.querySelector('.state.lit')?.dataset.state]))""")
    order = ["RequestParser", "RequestLineReader", "ChunkedBody", "ChunkExtensionReader", "FieldSectionReader"]
    return "/".join(lit[machine] for machine in order if lit.get(machine))


def every_arrow_is_drawn(browser, site):
    connection = http.client.HTTPConnection(site.removeprefix("http://"))
    connection.request("GET", "/parser-states.json")
    for machine in json.loads(connection.getresponse().read())["machines"]:
        inside = f"[data-machine={machine['name']}]"
        states = browser.run("return [...document.querySelectorAll(arguments[0] + ' .state')].map(e => e.dataset.state)", inside)
        arrows = browser.run("return [...document.querySelectorAll(arguments[0] + ' path.arrow')].map(e => e.dataset.arrow)", inside)
        if states != [state["name"] for state in machine["states"]]:
            fail(f"{machine['name']}: drawn are {states}")
        if arrows != [f"{arrow['from']} {arrow['to']}" for arrow in machine["arrows"]]:
            fail(f"{machine['name']}: drawn are {arrows}")
    print("ok: every state and every arrow of the parser is drawn")


def change_a_byte(browser, site):
    """By keys only: breaks a request, sees the refusal, and mends it."""
    open_example(browser, site, "get", "HTTP/1.1 200 OK")
    browser.run("document.querySelector('#ex-strip b[tabindex=\"0\"]').focus()")
    browser.press(HOME, *[RIGHT] * 23)                 # the CR that ends "GET /hello.txt HTTP/1.1"
    if "Byte 24: CR" not in text_of(browser, "#ex-byte-name"):
        fail(f"chosen is {text_of(browser, '#ex-byte-name')}")
    browser.press(ENTER)
    browser.press("0", "a", ENTER)
    wait_for("the refusal of a changed byte", lambda: "LINE_ENDING" in text_of(browser, "#ex-refusal"))
    if not browser.run("return document.getElementById('ex-text').value").startswith("GET /hello.txt HTTP/1.1\\n\\nHost"):
        fail("the editor does not show the change")
    if browser.run("return document.activeElement.dataset.at") != "23" or "24 of" not in text_of(browser, "#ex-count"):
        fail("the position is lost")
    browser.press(ENTER)
    browser.press("0", "d", ENTER)
    wait_for("the mended request", lambda: "HTTP/1.1 200 OK" in text_of(browser, "#ex-answer"))
    browser.press(DELETE)
    wait_for("the refusal of a missing byte", lambda: "LINE_ENDING" in text_of(browser, "#ex-refusal"))
    open_example(browser, site, "get", "HTTP/1.1 200 OK")
    browser.run("document.querySelector('#ex-strip b[tabindex=\"0\"]').focus()")
    browser.press(HOME, *[RIGHT] * 29)                 # the colon of "Host:"
    browser.run("document.getElementById('ex-how').focus()")
    browser.press("i")                                 # Insert before it
    browser.run("[...document.querySelectorAll('#ex-controls button')].find(b => b.textContent === 'SP').focus()")
    browser.press(ENTER)
    wait_for("the refusal of a space before the colon", lambda: "FIELD_NAME_SYNTAX" in text_of(browser, "#ex-refusal"))
    if "\nHost : " not in browser.run("return document.getElementById('ex-text').value"):
        fail("no space is inserted before the colon")
    print("ok: a byte is changed, mended, deleted and inserted by keys")


def cut_into_segments(browser, site):
    open_example(browser, site, "chunked", "Hello from a chunk.")
    browser.run("document.querySelector('#ex-strip b[tabindex=\"0\"]').focus()")
    browser.press(HOME, *[RIGHT] * 4, "c")
    wait_for("a cut", lambda: "Read in 2 segments, with the same events" in text_of(browser, "#ex-same"))
    if browser.run("return document.querySelector('#ex-strip .cut').nextSibling.dataset.at") != "4":
        fail("the cut is drawn elsewhere")
    drag(browser, "#ex-strip .cut", "#ex-strip b[data-at='9']")
    wait_for("the cut to move", lambda: "bytes 1 to 9" in browser.run("return document.getElementById('ex-segments').textContent"))
    browser.run("document.querySelector('#ex-strip b[tabindex=\"0\"]').focus()")
    browser.press(*[RIGHT] * 5, "c")
    wait_for("no cut", lambda: "one segment" in text_of(browser, "#ex-same"))
    count = len(browser.run("return bytesOfEditor()"))
    browser.run("document.getElementById('ex-everywhere').focus()")
    browser.press(ENTER)
    wait_for("cuts everywhere", lambda: f"Read in {count} segments, with the same events" in text_of(browser, "#ex-same"))
    browser.run("document.getElementById('ex-uncut').focus()")
    browser.press(ENTER)
    wait_for("no cut", lambda: "one segment" in text_of(browser, "#ex-same"))
    print(f"ok: {count} segments have the same events as one")


def see_why(browser, site):
    """What a student sees of a request with both framing fields: the verdict, the cause, and the step there."""
    open_example(browser, site, "smuggling", "HTTP/1.1 400 Bad Request")
    browser.run("document.getElementById('ex-at').focus()")
    browser.press(HOME)
    if "Not known yet" not in text_of(browser, "#ex-verdict"):
        fail(f"the verdict at the beginning is {text_of(browser, '#ex-verdict')}")
    browser.run("document.getElementById('ex-refuse').focus()")
    browser.press(ENTER)
    marked = browser.run("return [...document.querySelectorAll('#ex-strip .because')].map(b => parseInt(b.dataset.hex, 16))")
    if bytes(marked) != b"Content-Length: 40\r\nTransfer-Encoding: chunked\r\n":
        fail(f"marked is {bytes(marked)}")
    if "both Content-Length and Transfer-Encoding" not in text_of(browser, "#ex-verdict"):
        fail(f"the verdict is {text_of(browser, '#ex-verdict')}")
    open_example(browser, site, "length", "HTTP/1.1 200 OK")
    if "5 bytes of content, because of Content-Length: 5" not in text_of(browser, "#ex-verdict"):
        fail(f"the verdict is {text_of(browser, '#ex-verdict')}")
    print("ok: the cause of a refusal is marked, and the framing has a reason")


def every_example_is_parsed(browser, site):
    connection = http.client.HTTPConnection(site.removeprefix("http://"))
    connection.request("GET", "/parser-examples.json")
    examples = json.loads(connection.getresponse().read())
    for example in examples:
        browser.open("about:blank")
        browser.open(f"{site}/parser.html#example={example['key']}")
        wait_for(example["key"], lambda: browser.run("return (document.getElementById('ex-answer')?.textContent ?? '') !== ''"))
        content = browser.run("return bytesOfEditor()").encode("latin-1")
        refused = explain(site, "parse", content)["refusal"] is not None
        if refused != example["group"].startswith("Refused") or refused != bool(text_of(browser, "#ex-refusal")):
            fail(f"the example {example['key']} is shown with {text_of(browser, '#ex-refusal')!r}")
    print(f"ok: {len(examples)} examples")


def open_example(browser, site, example, expected_answer):
    browser.open("about:blank")
    browser.open(f"{site}/parser.html#example={example}")
    wait_for("the answer to " + example, lambda: expected_answer in text_of(browser, "#ex-answer"))


def step_through(browser, site, example, expected_answer):
    """Steps through an example by keys, and compares each step with what the server says."""
    open_example(browser, site, example, expected_answer)
    content = browser.run("return bytesOfEditor()").encode("latin-1")
    trace = explain(site, "parse", content)
    states = [state for state, count in trace["runs"] for _ in range(count)]
    cells = browser.run("return [...document.querySelectorAll('#ex-strip b[data-at]')].map(b => parseInt(b.dataset.hex, 16))")
    if bytes(cells) != content[:len(states)]:
        fail(f"{example}: the strip shows {bytes(cells)}")
    browser.run("document.getElementById('ex-at').focus()")
    browser.press(HOME)
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
        if state != lit_state(browser):
            fail(f"{example}, byte {at}: {lit_state(browser)} is lit instead of {state}")
        lines = text_of(browser, "#ex-java")
        if at and not re.search(r"src/main/java/hostling/wire/\w+\.java:\d+", lines):
            fail(f"{example}, byte {at}: no lines of Java: {lines}")
        if refused and f"Violation.{trace['refusal']['violation']}" not in lines:
            fail(f"{example}: the lines that refuse are not shown: {lines}")
        browser.press(RIGHT)
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
    if "(nothing follows)" not in readers[0] or not readers[1].rstrip().endswith("Host: a"):
        fail(f"the two readers: {readers}")
    print("ok: two readers of a smuggled request")
    every_arrow_is_drawn(browser, site)
    see_why(browser, site)
    change_a_byte(browser, site)
    cut_into_segments(browser, site)
    every_example_is_parsed(browser, site)
    complaints = browser.console()
    if complaints:
        fail(f"the console says {complaints}")


def lane_of(browser, puppet):
    """The words of a puppet's lane on the loop's page; empty if there is none."""
    return browser.run("return [...document.querySelectorAll('#lp-lanes .lane.puppet .lane-text')].map(text => text.innerText)"
                       ".filter(text => text.includes(arguments[0])).at(-1) ?? ''", puppet)


def push(browser, selector):
    """Presses a button by keyboard."""
    browser.run("document.querySelector(arguments[0]).focus()", selector)
    browser.press(ENTER)


def watch_the_loop(browser, site):
    browser.open(site + "/loop.html")
    wait_for("the stream", lambda: text_of(browser, "#lp-count") != "…")
    push(browser, "[data-puppet=half-header]")
    push(browser, "[data-puppet=slow-reader]")
    wait_for("half a header to be waited for", lambda: "waits for the rest of a header section" in lane_of(browser, "half header"))
    wait_for("the slow reader to be waited for", lambda: re.search(
        r"waits for the client to read · interest: write · [\d,]+ bytes pending", lane_of(browser, "slow reader")))
    print("ok: a slow reader:", " ".join(lane_of(browser, "slow reader").split()))
    wait_for("half a header to be given up", lambda: "closed" in lane_of(browser, "half header"))
    print("ok: half a header is given up")
    if "waits for the client to read" not in lane_of(browser, "slow reader"):
        fail(f"the slow reader: {lane_of(browser, 'slow reader')}")

    push(browser, "#lp-pause")
    wait_for("the turn", lambda: browser.run("return document.querySelectorAll('#lp-turn tr').length") > 0)
    before = int(browser.run("return document.getElementById('lp-at').value"))
    push(browser, "#lp-back")
    if int(browser.run("return document.getElementById('lp-at').value")) != before - 1:
        fail(f"one turn back from {before} is {browser.run('return document.getElementById(`lp-at`).value')}")
    kinds = browser.run("return [...document.querySelectorAll('#lp-turn th')].map(cell => cell.textContent)")
    if kinds[0] != "SLEEP" or kinds[-1] != "LOG":
        fail(f"a turn is {kinds}")
    print("ok: one turn back:", ", ".join(kinds))

    push(browser, "#lp-share")
    wait_for("the link", lambda: "characters long" in text_of(browser, "#lp-status"))
    shared = browser.run("return [document.getElementById('lp-link').href, document.getElementById('lp-turn').innerText]")
    browser.open("about:blank")
    browser.open(shared[0])
    wait_for("the recording", lambda: "This is a recording" in text_of(browser, "#lp-status"))
    if "waits for the client to read" not in lane_of(browser, "slow reader"):
        fail(f"the recording shows the slow reader as {lane_of(browser, 'slow reader')}")
    print(f"ok: a recording of {len(shared[0])} characters shows the slow reader")

    push(browser, "#lp-live")
    wait_for("the stream", lambda: browser.run("return document.querySelectorAll('#lp-lanes .lane').length") > 0)
    push(browser, "[data-puppet=blocking-handler]")
    wait_for("a response that had to wait for the handler", lambda: int(text_of(browser, "#lp-slowest").split()[0]) > 150)
    print("ok: a handler that blocks makes the browser wait", text_of(browser, "#lp-slowest"))
    push(browser, "[data-puppet=crowd]")
    wait_for("the grid", lambda: re.search(r"1,\d\d\d IDLE", text_of(browser, "#lp-grid-text")))
    print("ok: a crowd:", text_of(browser, "#lp-grid-text"))
    complaints = browser.console()
    if complaints:
        fail(f"the console says {complaints}")


def click_and_read(browser, name):
    """Runs one experiment of a page; returns its result as text."""
    section = f"document.querySelector('[data-try={name}]').closest('.try')"
    wait_for("the button of " + name, lambda: not browser.run(f"return {section}.querySelector('button').hidden"))
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
    # The page of an error, as the server renders it, leads to an example of the same refusal.
    connection = socket.create_connection(tuple(site.removeprefix("http://").split(":")))
    connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nX : b\r\n\r\n")
    page = connection.makefile("rb").read().decode()
    browser.open("about:blank")
    browser.open(site + re.search(r'href="(/parser.html#reason=[^"]*)"', page).group(1))
    wait_for("the example of the error page", lambda: "FIELD_NAME_SYNTAX" in text_of(browser, "#ex-refusal"))
    print(f"ok: {count} links lead to bytes that the parser refuses")


def see_the_status(browser, site):
    browser.open(site + "/status")
    if "passed" in text_of(browser, "#now"):
        fail(f"a limit is passed before anything has happened: {text_of(browser, '#now')}")
    browser.run("(async () => { for (let i = 0; i < 40; i++) await fetch('/failure/'); })()")
    wait_for("the errors to pass their limit", lambda: re.search(r"errors \(5xx\)\s+[\d.]+ %\s+at most 0.10 %\s+passed", text_of(browser, "#now")))
    if "GET /failure/" not in text_of(browser, "#now"):
        fail("the last requests are not shown")
    browser.run("document.querySelector('nav a[href=\"?window=1h\"]').focus()")
    browser.press(ENTER)
    wait_for("the last hour", lambda: "growth of the heap" in text_of(browser, "#now"))
    browser.console()                                   # the browser says that responses were 500
    print("ok: the status page shows errors that pass their limit, without being asked again")


def see_how_long_the_server_took(browser, site):
    browser.open(site + "/")
    told = browser.run("return performance.getEntriesByType('navigation')[0].serverTiming.map(each => each.toJSON())")
    if [each["description"] for each in told] != ["request head to response head"] or not 0 <= told[0]["duration"] < 60_000:
        fail(f"the browser knows of the server's time: {told}")
    print(f"ok: the browser knows that the server took {told[0]['duration']} ms")


def main():
    site = sys.argv[1]
    browser = Browser()
    try:
        upload_and_delete(browser, site)
        complaints = browser.console()
        if complaints:
            fail(f"the console says {complaints}")
        delete_in_haste(browser, site)
        upload_slowly(browser, site)
        lose_the_connection(browser, site)
        uploaded_scripts_do_not_run(browser, site)
        resume_a_download(browser, site)
        explore(browser, site)
        watch_the_loop(browser, site)
        for page in PAGES_WITH_BUTTONS:
            try_buttons(browser, site + page)
        follow_a_cookie(browser, site)
        follow_a_link_to_the_parser(browser, site)
        bytes_reach_the_parser_unchanged(browser, site)
        content_that_is_no_text(browser, site)
        links_to_refusals_lead_there(browser, site)
        see_the_status(browser, site)
        see_how_long_the_server_took(browser, site)
    finally:
        browser.close()


main()
