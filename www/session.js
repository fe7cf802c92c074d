"use strict";

// The buttons of the sessions' page: each makes one request and shows what came back. The cookies are the browser's
// own affair.
(() => {
  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /** One request and its response as a box; Set-Cookie is not in it, as no script is shown that field. */
  function exchange(method, target, response, text) {
    const answer = element("pre", "", "");
    answer.append(element("span", "status", `${response.status} ${response.statusText}`.trimEnd()));
    for (const [name, value] of response.headers) {
      answer.append(`\n${name}: ${value}`);
    }
    answer.append(`\n\n${text}`);
    const box = element("div", "exchange", "");
    box.append(element("pre", "sent", `${method} ${target}`), answer);
    return box;
  }

  function sentence(target, told) {
    if (target === "/session/stats") {
      return `There is room for ${told.maximum} sessions, and now there are: ${told.sessions}.`;
    }
    if (!told.session) {
      return told.ended ? "The session has ended." : "There is no session.";
    }
    const visits = told.visits === 1 ? "This is the first visit." : `This is visit ${told.visits}.`;
    return told.renewed ? `The session has a new id. ${visits}` : visits;
  }

  async function ask(method, target) {
    const response = await fetch(target, { method, cache: "no-store", signal: AbortSignal.timeout(8000) });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
    return {
      box: exchange(method, target, response, text),
      met: response.ok && isJson,
      line: response.ok && isJson ? sentence(target, JSON.parse(text)) : `The answer is ${response.status}.`,
    };
  }

  async function run(button) {
    const result = button.parentElement.querySelector(".result");
    const line = button.parentElement.querySelector(".verdict");
    let found;
    try {
      found = await ask(button.dataset.method, button.dataset.target);
      result.replaceChildren(found.box);
    } catch (error) {
      found = { met: false, line: error.name === "TimeoutError"
        ? "There was no answer within 8 seconds."
        : "There was no answer. Is the server still running?" };
      result.replaceChildren();
    }
    line.textContent = found.line;
    line.classList.toggle("met", found.met);
    line.classList.toggle("unmet", !found.met);
  }

  for (const button of document.querySelectorAll("button[data-target]")) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled") !== "true") {
        button.setAttribute("aria-disabled", "true");
        await run(button);
        button.removeAttribute("aria-disabled");
      }
    });
    button.hidden = false;
  }

  // The commands name the address of this very server, where the page did not come from 127.0.0.1:8080.
  if (location.protocol === "http:" && location.host !== "127.0.0.1:8080") {
    for (const code of document.querySelectorAll(".shell code")) {
      code.textContent = code.textContent.replaceAll("127.0.0.1:8080", location.host);
    }
  }
})();
