// Shared by the pages with experiments: a button sends a request or two, and the page shows requests and responses.

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

/** Sends one request, past the cache, and returns its response and the content as text. */
export async function send(method, target, fields = {}, content = undefined) {
  const response = await fetch(target, {
    method,
    headers: fields,
    body: content,
    cache: "no-store",
    signal: AbortSignal.timeout(8000),
  });
  return { method, target, fields, content, response, text: await response.text() };
}

/** One request and its response as a box. Set-Cookie is missing, because browsers hide that field from scripts. */
export function exchange(sent) {
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

/** Whether the response is what the page promises, with a sentence for either case. */
export function verdict(met, whenMet, whenNot) {
  return { met, sentence: met ? whenMet : whenNot };
}

export function expectStatus(sent, status, whenMet) {
  return verdict(sent.response.status === status, whenMet,
    `Expected ${status}, but the response is ${sent.response.status}.`);
}

function sayWhy(error) {
  return error.name === "TimeoutError"
    ? "There was no answer within 8 seconds."
    : "There was no answer. Is the server still running?";
}

async function run(experiment, button) {
  const result = button.parentElement.querySelector(".result");
  const line = button.parentElement.querySelector(".verdict");
  const fresh = document.createDocumentFragment();
  let found;
  try {
    found = await experiment(fresh, button);
  } catch (error) {
    found = { met: false, sentence: sayWhy(error) };
  }
  result.replaceChildren(fresh);
  line.textContent = found.sentence;
  line.classList.toggle("met", found.met);
  line.classList.toggle("unmet", !found.met);
}

/**
 * Gives each button that matches the selector its experiment: a function that appends its exchanges to the given node
 * and returns its verdict.
 */
export function attach(selector, experimentOf) {
  for (const button of document.querySelectorAll(selector)) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled") !== "true") {
        button.setAttribute("aria-disabled", "true");
        await run(experimentOf(button), button);
        button.removeAttribute("aria-disabled");
      }
    });
    button.hidden = false;
  }
  for (const part of document.querySelectorAll("[data-needs-script]")) {
    part.hidden = false;
  }
}

// If the page did not come from 127.0.0.1:8080, the commands get the real address of this server.
if (location.protocol === "http:" && location.host !== "127.0.0.1:8080") {
  const name = location.hostname.replace(/^\[|\]$/g, "");
  for (const code of document.querySelectorAll(".shell code")) {
    code.textContent = code.textContent
      .replaceAll("nc 127.0.0.1 8080", `nc ${name} ${location.port || "80"}`)
      .replaceAll("127.0.0.1:8080", location.host)
      .replaceAll("hello.localhost:8080", `hello.localhost:${location.port || "80"}`);
  }
}
