"use strict";

// The buttons of the experiments: each makes a request or two and shows what was sent and what came back.
(() => {
  const BODY_SHOWN_MAX = 4000;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  /** Makes one request; gives its response and its content as text. Nothing comes from the cache or goes into it. */
  async function send(method, target, fields = {}, content = undefined) {
    const response = await fetch(target, {
      method,
      headers: fields,
      body: content,
      cache: "no-store",
      signal: AbortSignal.timeout(8000),
    });
    return { method, target, fields, content, response, text: await response.text() };
  }

  /** One request and its response as a box. */
  function exchange(sent) {
    const { method, target, fields, content, response, text } = sent;
    const box = element("div", "exchange");
    const request = [`${method} ${target}`, ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`)];
    box.append(element("pre", "sent", request.join("\n") + (content === undefined ? "" : `\n\n${content}`)));

    const answer = element("pre", "");
    answer.append(element("span", "status", `${response.status} ${response.statusText}`.trimEnd()));
    for (const [name, value] of response.headers) {
      answer.append(`\n${name}: ${value}`);
    }
    if (text !== "") {
      const shown = text.length > BODY_SHOWN_MAX ? `${text.slice(0, BODY_SHOWN_MAX)} …` : text;
      answer.append(`\n\n${shown}`);
    }
    box.append(answer);
    return box;
  }

  /** Whether the answer was what the text of the page promises, with a sentence for each case. */
  function verdict(met, whenMet, whenNot) {
    return { met, sentence: met ? whenMet : whenNot };
  }

  function expectStatus(sent, status, whenMet) {
    return verdict(sent.response.status === status, whenMet,
      `Expected ${status}, but the answer is ${sent.response.status}.`);
  }

  /** Each appends its exchanges to what it is given, and returns its verdict. */
  const experiments = {
    async conditional(result) {
      const first = await send("GET", "/hello.txt");
      result.append(exchange(first));
      const etag = first.response.headers.get("etag");
      if (etag === null) {
        return verdict(false, "", "This answer has no ETag, so there is nothing to ask with.");
      }
      const second = await send("GET", "/hello.txt", { "If-None-Match": etag });
      result.append(exchange(second));
      return expectStatus(second, 304, "304: the copy is still good, and no content was sent.");
    },

    async range(result) {
      const sent = await send("GET", "/hello.txt", { Range: "bytes=0-4" });
      result.append(exchange(sent));
      return expectStatus(sent, 206, "206: a part, and Content-Range says which.");
    },

    async head(result) {
      const sent = await send("HEAD", "/hello.txt");
      result.append(exchange(sent));
      return expectStatus(sent, 200, "200: the fields of GET, and no content.");
    },

    async options(result) {
      const sent = await send("OPTIONS", "/hello.txt");
      const allow = sent.response.headers.get("allow");
      result.append(exchange(sent));
      return verdict(sent.response.ok && allow !== null, `Allowed here: ${allow}.`,
        "This answer does not say what is allowed.");
    },

    async delete(result) {
      const sent = await send("DELETE", "/hello.txt");
      const allow = sent.response.headers.get("allow");
      result.append(exchange(sent));
      return allow === null
        ? verdict(false, "", `The answer is ${sent.response.status}, without an Allow field.`)
        : expectStatus(sent, 405, `405: refused; allowed are ${allow}.`);
    },

    async echo(result) {
      const content = document.getElementById("echo-text").value;
      const sent = await send("POST", "/echo/body", { "Content-Type": "text/plain;charset=utf-8" }, content);
      result.append(exchange(sent));
      return verdict(sent.response.ok && sent.text === content, "The same content came back.",
        "What came back is not what was sent.");
    },
  };

  function sayWhy(error) {
    return error.name === "TimeoutError"
      ? "There was no answer within 8 seconds."
      : "There was no answer. Is the server still running?";
  }

  async function run(button) {
    const result = button.parentElement.querySelector(".result");
    const line = button.parentElement.querySelector(".verdict");
    const fresh = document.createDocumentFragment();
    let found;
    try {
      found = await experiments[button.dataset.try](fresh);
    } catch (error) {
      found = { met: false, sentence: sayWhy(error) };
    }
    result.replaceChildren(fresh);
    line.textContent = found.sentence;
    line.classList.toggle("met", found.met);
    line.classList.toggle("unmet", !found.met);
  }

  for (const button of document.querySelectorAll("button[data-try]")) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled") !== "true") {
        button.setAttribute("aria-disabled", "true");
        await run(button);
        button.removeAttribute("aria-disabled");
      }
    });
    button.hidden = false;
  }
  for (const part of document.querySelectorAll("[data-needs-script]")) {
    part.hidden = false;
  }

  // The commands name the address of this very server, where the page did not come from 127.0.0.1:8080.
  if (location.protocol === "http:" && location.host !== "127.0.0.1:8080") {
    const name = location.hostname.replace(/^\[|\]$/g, "");
    for (const code of document.querySelectorAll(".shell code")) {
      code.textContent = code.textContent
        .replaceAll("nc 127.0.0.1 8080", `nc ${name} ${location.port || "80"}`)
        .replaceAll("127.0.0.1:8080", location.host);
    }
  }
})();
