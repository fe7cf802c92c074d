// Shared by the pages with experiments: a button sends requests, and the page shows them and the answers.
import { converse, editorText, textOf } from "/memory.js";

const CONTENT_SHOWN_MAX = 4000;

export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  made.append(...content);
  return made;
}

/** A number of things with their name: "1 byte", "2 bytes". */
export function counted(number, name) {
  return `${number} ${name}${number === 1 ? "" : "s"}`;
}

/** One line of a head; marked if it is a field that the experiment is about. */
function line(text, looked) {
  const name = text.match(/^[^\s:]+(?=:)/)?.[0];
  if (name === undefined) {
    return text;
  }
  const shown = [element("span", "field-name", name), text.slice(name.length)];
  return looked.includes(name.toLowerCase()) ? element("mark", "", ...shown) : element("span", "", ...shown);
}

/** A message as it was sent: its first line, its fields, and its content. */
function message(className, head, content, looked) {
  const shown = element("pre", className);
  const [first, ...fieldLines] = head.trimEnd().split(/\r?\n/);
  shown.append(element("span", "line-start", first));
  for (const each of fieldLines) {
    shown.append("\n", line(each, looked));
  }
  if (content !== "") {
    shown.append("\n\n", content.length > CONTENT_SHOWN_MAX ? `${content.slice(0, CONTENT_SHOWN_MAX)} …` : content);
  }
  return shown;
}

/** Content as text, or what there is to say about it. */
function readable(bytes) {
  return textOf(bytes)?.replaceAll("\r\n", "\n") ?? `(${counted(bytes.length, "byte")}, not shown: this is no text)`;
}

function label(...content) {
  return element("p", "label", ...content);
}

/** A part of what the client sends: a request, or a piece of one. */
function part(bytes, looked) {
  const headEnd = bytes.indexOf("\r\n\r\n") < 0 ? bytes.length : bytes.indexOf("\r\n\r\n") + 4;
  return /^[A-Z]+ /.test(bytes)
    ? message("sent", textOf(bytes.slice(0, headEnd)), readable(bytes.slice(headEnd)), looked)
    : element("pre", "sent", readable(bytes));
}

function sent(parts, looked) {
  return parts.length === 0 ? []
    : [label(`The client sends ${counted(parts.join("").length, "byte")}:`), ...parts.map((each) => part(each, looked))];
}

function received(answers, looked) {
  return answers.length === 0 ? []
    : [label(`The server sends ${counted(answers.at(-1).end - answers[0].at, "byte")}:`),
      ...answers.map((answer) => message("answer", answer.head, readable(answer.raw), looked))];
}

/** How the exchange ends. */
function ending({ bytes, answers, closed, complete }) {
  if (!complete) {
    return label(`The server would send more: these are the first ${counted(bytes.length, "byte")}.`);
  }
  return label(closed ? "Then the server closes the connection."
    : answers.length === 0 ? "The server sends nothing: it waits for more." : "The connection stays open.");
}

/** What each side sends in turn. Which side it is comes from the words, not from colours. */
function turns(conversation, looked) {
  const { parts, pause, answers, beforePause } = conversation;
  if (pause === undefined) {
    return [...sent(parts, looked), ...received(answers, looked), ending(conversation)];
  }
  const early = answers.filter((answer) => answer.at < beforePause);
  return [...sent(parts.slice(0, 1), looked),
    ...(early.length > 0 ? received(early, looked) : [label("The server sends nothing yet: it waits.")]),
    ...(pause > 0 ? [label(`${counted(pause, "second")} pass.`)] : []),
    ...sent(parts.slice(1), looked), ...received(answers.slice(early.length), looked), ending(conversation)];
}

/** The names of the fields that the button's experiment is about. */
function lookedFor(button) {
  return (button.dataset.look ?? "").toLowerCase().split(" ");
}

/**
 * Sends requests, or pieces of one, to the server in memory and shows the exchange byte for byte.
 *
 * @param place where to show it: the result and the button of the experiment
 * @returns what {@link converse} returns
 */
export async function runInMemory(place, parts, pause = undefined) {
  const conversation = await converse(parts, pause);
  const link = element("a", "", "Step through the bytes of the client");
  link.href = `/parser.html#bytes=${encodeURIComponent(editorText(parts.join("")))}`;
  place.result.append(element("div", "exchange", ...turns(conversation, lookedFor(place.button)), element("p", "label", link)));
  return conversation;
}

/**
 * Sends one request over the network, past the cache, and shows as much as the browser tells.
 *
 * @returns the answer: its status, a function for its fields, and its content as text
 */
export async function runOverNetwork(place, method, target, fields = {}, content = undefined) {
  const response = await fetch(target, { method, headers: fields, body: content, cache: "no-store", signal: AbortSignal.timeout(8000) });
  const text = await response.text();
  place.result.append(overNetwork({ method, target, fields, content: content ?? "" },
    { status: response.status, phrase: response.statusText, fields: [...response.headers], content: text }, lookedFor(place.button)));
  return { status: response.status, field: (name) => response.headers.get(name), content: text };
}

/** A request and its answer, as far as scripts are told of them. */
export function overNetwork(request, answer, looked = []) {
  const lines = (pairs) => Array.from(pairs, ([name, value]) => `${name}: ${value}`);
  return element("div", "exchange",
    label("Sent over the network by the browser: it adds fields that scripts can't see, hides Set-Cookie, and writes names in lower case."),
    message("sent", [`${request.method} ${request.target}`, ...lines(Object.entries(request.fields))].join("\n"), request.content, looked),
    label("The server sends:"),
    message("answer", [`${answer.status} ${answer.phrase}`.trimEnd(), ...lines(answer.fields)].join("\n"), answer.content, looked));
}

/** Whether the answer is what the page promises, with a sentence for either case. */
export function verdict(met, whenMet, whenNot) {
  return { met, sentence: met ? whenMet : whenNot };
}

export function expectStatus(answer, status, whenMet) {
  return verdict(answer?.status === status, whenMet,
    `Expected ${status}, but the answer is ${answer?.status ?? "missing"}.`);
}

function sayWhy(error) {
  if (error.cause !== undefined) {
    return `The server did not try this: ${error.message}.`;
  }
  return error.name === "TimeoutError"
    ? "There was no answer within 8 seconds."
    : "There was no answer. Is the server still running?";
}

async function run(experiment, button) {
  const home = button.closest(".try");
  const verdictLine = home.querySelector(".verdict");
  const place = { button, result: document.createDocumentFragment() };
  let found;
  try {
    found = await experiment(place);
  } catch (error) {
    found = { met: false, sentence: sayWhy(error) };
  }
  home.querySelector(".result").replaceChildren(place.result);
  verdictLine.textContent = found.sentence;
  verdictLine.classList.toggle("met", found.met);
  verdictLine.classList.toggle("unmet", !found.met);
}

/** Gives each button that has data-try the experiment of that name: a function that shows exchanges and returns its verdict. */
export function attach(experiments) {
  for (const button of document.querySelectorAll("button[data-try]")) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled") !== "true") {
        button.setAttribute("aria-disabled", "true");
        await run(experiments[button.dataset.try], button);
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
