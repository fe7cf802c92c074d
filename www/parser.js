// The parser explorer: sends bytes to /explain/… and draws what the server's own parser says about them.

const HOST = "Host: 127.0.0.1:8080";
const EXAMPLES = {
  get: ["A request without content", `GET /hello.txt HTTP/1.1\n${HOST}\n\n`],
  length: ["Content of a known length", `POST /echo/body HTTP/1.1\n${HOST}\nContent-Length: 5\n\nHello`],
  chunked: ["Content in chunks, with a trailer field",
    `POST /echo/body HTTP/1.1\n${HOST}\nTransfer-Encoding: chunked\n\n5\nHello\ne;a=b\n from a chunk.\n0\nSum: 19\n\n`],
  pipeline: ["Two requests, one after the other",
    `HEAD /hello.txt HTTP/1.1\n${HOST}\n\nGET /nothing HTTP/1.1\n${HOST}\n\n`],
  incomplete: ["A request that stops in the middle", `GET /hello.txt HTTP/1.1\nHost: 127`],
  smuggling: ["Smuggling: Content-Length and chunked",
    `POST /echo/body HTTP/1.1\n${HOST}\nContent-Length: 54\nTransfer-Encoding: chunked\n\n0\n\nGET /hello.txt HTTP/1.1\n${HOST}\n\n`],
  lengths: ["Two lengths", `POST /echo/body HTTP/1.1\n${HOST}\nContent-Length: 5\nContent-Length: 6\n\nHello!`],
  lf: ["A line that ends in LF alone", `GET /hello.txt HTTP/1.1\\nHost: a\n\n`],
  space: ["A space before the colon", `GET /hello.txt HTTP/1.1\nHost : a\n\n`],
  folded: ["A folded line", `GET /hello.txt HTTP/1.1\n${HOST}\nA: b\n c\n\n`],
  host: ["No Host", `GET /hello.txt HTTP/1.1\n\n`],
  tls: ["The beginning of TLS", `\\x16\\x03\\x01\\x02\\x00\\x01`],
};
const COLOURS = {
  METHOD: "s-method", START: "s-method", TARGET: "s-target", SIZE: "s-target", VERSION: "s-version", EXTENSIONS: "s-version",
  NAME: "s-name", LINE_START: "s-name", VALUE: "s-value", VALUE_START: "s-value", BODY: "s-value", DATA: "s-value",
};
const CONTROLS = { 9: "HT", 10: "LF", 13: "CR", 32: "SP" };
const BYTES_MAX = 4096;
const PLAY_MILLIS = 120;
const $ = (id) => document.getElementById(id);

let bytes = "";
let trace = { runs: [], end: "START", events: [], refusal: null };
let states = [];
let at = 0;
let asked = 0;
let playing = null;

/** The text of the editor as bytes, one character each. */
function bytesOf(text) {
  const escapes = { r: "\r", n: "\n", t: "\t", "\\": "\\" };
  const crlf = text.replace(/\r?\n/g, "\r\n");
  const utf8 = unescape(encodeURIComponent(crlf));
  return utf8.replace(/\\(?:x([0-9a-fA-F]{2})|([rnt\\]))/g,
    (all, hex, letter) => (hex ? String.fromCharCode(parseInt(hex, 16)) : escapes[letter]));
}

function nameOf(code) {
  return CONTROLS[code] ?? (code > 32 && code < 127 ? String.fromCharCode(code) : hex(code));
}

function hex(code) {
  return code.toString(16).padStart(2, "0");
}

function made(name, className, ...content) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  element.append(...content);
  return element;
}

async function ask(what, latin1) {
  const body = Uint8Array.from(latin1, (c) => c.charCodeAt(0));
  const response = await fetch(`/explain/${what}`, { method: "POST", body, cache: "no-store", signal: AbortSignal.timeout(8000) });
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return response.json();
}

/** The innermost state, without the machines around it. */
function innermost(state) {
  return state.slice(state.lastIndexOf("/") + 1);
}

function colourOf(state) {
  return state.split("/").map((each) => COLOURS[each]).filter(Boolean).pop() ?? "s-end";
}

function drawStrip() {
  const strip = $("ex-strip");
  strip.replaceChildren();
  let line = made("div", "line");
  let index = 0;
  for (const [state, count] of trace.runs) {
    const cells = made("span", "cells");
    for (let i = 0; i < count; i++, index++) {
      const code = bytes.charCodeAt(index);
      const cell = made("b", code in CONTROLS || code < 32 || code > 126 ? "ctl" : "", nameOf(code));
      cell.dataset.hex = hex(code);
      cell.dataset.at = index;
      cells.append(cell);
    }
    line.append(made("div", `run ${colourOf(state)}`, made("span", "state", innermost(state)), cells));
    if (bytes[index - 1] === "\n") {
      strip.append(line);
      line = made("div", "line");
    }
  }
  const unread = bytes.slice(index);
  if (unread) {
    const cells = made("span", "cells", ...Array.from(unread.slice(0, 200), (c) => {
      const cell = made("b", "unread", nameOf(c.charCodeAt(0)));
      cell.dataset.hex = hex(c.charCodeAt(0));
      return cell;
    }));
    line.append(made("div", "run", made("span", "state", "not read"), cells));
  }
  strip.append(line);
}

function describe(event) {
  if (event.kind === "head") {
    const fields = event.fields.map(([name, value]) => `${name}: ${value}`).join(", ");
    return `head: ${event.method} ${event.target} ${event.version}; ${fields || "no fields"}. Framing: ${event.framing}`;
  }
  if (event.kind === "content") {
    return `content: ${event.bytes} byte${event.bytes === 1 ? "" : "s"}`;
  }
  return "end of the request" + (event.trailers.length ? `, trailers ${event.trailers.map((t) => t.join(": ")).join(", ")}` : "");
}

function rfcLink(section) {
  const [, number, part] = section.match(/RFC (\d+) section ([\d.]+)/) ?? [];
  const link = made("a", "", section);
  link.href = `https://www.rfc-editor.org/rfc/rfc${number}#section-${part}`;
  return link;
}

function readBytes() {
  return states.length;
}

/** Marks the bytes that are read and the next one, and brings that one into view. */
function markCells() {
  const strip = $("ex-strip");
  let shown = null;
  for (const cell of strip.querySelectorAll("b[data-at]")) {
    const index = Number(cell.dataset.at);
    cell.classList.toggle("read", index < at);
    cell.classList.toggle("next", index === at);
    shown = index <= at ? cell : shown;
  }
  if (shown !== null) {
    const top = shown.parentElement.parentElement.offsetTop - strip.offsetTop;
    const bottom = shown.offsetTop - strip.offsetTop + shown.offsetHeight;
    if (top < strip.scrollTop) {
      strip.scrollTop = top;
    } else if (bottom > strip.scrollTop + strip.clientHeight) {
      strip.scrollTop = bottom - strip.clientHeight;
    }
  }
}

/** Shows the situation after this many bytes. */
function show(position) {
  at = Math.max(0, Math.min(position, readBytes()));
  $("ex-at").value = at;
  $("ex-count").textContent = `${at} of ${bytes.length}`;
  markCells();
  const refused = trace.refusal !== null && at >= trace.refusal.at;
  const state = refused ? states[at - 1] : at < states.length ? states[at] : trace.end;
  $("ex-now").replaceChildren(...(refused ? [made("span", "refused", `Refused in ${state}.`)]
    : ["State ", made("code", "", state), at < bytes.length ? `; the next byte is ${nameOf(bytes.charCodeAt(at))}.`
      : ". More bytes are expected, or none: after a complete request the next one may begin."]));
  $("ex-events").replaceChildren(...trace.events.filter((event) => event.at <= at)
    .map((event) => made("li", "", `after ${event.at} bytes, ${describe(event)}`)));
  $("ex-refusal").replaceChildren(...(refused ? [made("p", "refused", `${trace.refusal.status} ${trace.refusal.violation}`),
    made("p", "", `${trace.refusal.reason}${trace.refusal.field ? ` (${trace.refusal.field})` : ""}, at byte ${trace.refusal.at}: `,
      rfcLink(trace.refusal.section))] : []));
  showNext(refused);
}

async function showNext(refused) {
  const mine = ++asked;
  let rows = [];
  try {
    rows = refused ? [] : await ask("next", bytes.slice(0, at));
  } catch {
    rows = [];
  }
  if (mine !== asked) {
    return;
  }
  const results = new Map();
  for (const [first, last, state, violation] of rows) {
    const key = violation ? `400 … ${violation}` : state;
    results.set(key, [...(results.get(key) ?? []), first === last ? nameOf(first) : `${nameOf(first)}–${nameOf(last)}`]);
  }
  $("ex-next").parentElement.hidden = refused;
  $("ex-next").replaceChildren(...[...results].sort(([a], [b]) => a.startsWith("400") - b.startsWith("400"))
    .map(([result, ranges]) => made("tr", "", made("th", "", ranges.join(" ")),
      made("td", result.startsWith("400") ? "refused" : "", result.replace("400 … ", "")))));
}

/** How two lenient programs would read a request that has both fields. */
function showReaders() {
  const headEnd = bytes.indexOf("\r\n\r\n") + 4;
  const head = bytes.slice(0, headEnd);
  const length = head.match(/\r\nContent-Length: *(\d+)/i);
  const chunked = /\r\nTransfer-Encoding:.*chunked/i.test(head);
  $("ex-readers").hidden = headEnd < 4 || !length || !chunked;
  if ($("ex-readers").hidden) {
    return;
  }
  const rest = bytes.slice(headEnd);
  const lastChunk = rest.search(/(^|\r\n)0+\r\n\r\n/);
  const chunkedEnd = lastChunk < 0 ? rest.length : rest.indexOf("\r\n\r\n", lastChunk) + 4;
  const parts = (end) => [made("mark", "s-value", rest.slice(0, end)), "\n— end of this request —\n",
    made("mark", "s-method", rest.slice(end) || "(nothing follows)")];
  $("ex-by-length").replaceChildren(...parts(Number(length[1])));
  $("ex-by-chunks").replaceChildren(...parts(chunkedEnd));
}

async function showAnswer() {
  try {
    const answer = await ask("exchange", bytes);
    const text = answer.bytes.replaceAll("\r\n", "\n") || "(nothing: the request is not complete)";
    $("ex-answer").textContent = text + (answer.closed ? "\n— the server closes the connection —" : "")
      + (answer.complete ? "" : "\n— and more: only the beginning is shown —");
  } catch (error) {
    $("ex-answer").textContent = `There is no answer: ${error.message}`;
  }
}

/** Parses the text of the editor anew. */
async function parse() {
  stop();
  bytes = bytesOf($("ex-text").value).slice(0, BYTES_MAX);
  $("ex-link").href = `#bytes=${encodeURIComponent($("ex-text").value)}`;
  try {
    trace = await ask("parse", bytes);
  } catch (error) {
    $("ex-now").textContent = `The server does not explain: ${error.message}`;
    return;
  }
  states = trace.runs.flatMap(([state, count]) => Array(count).fill(state));
  $("ex-at").max = readBytes();
  drawStrip();
  showReaders();
  show(trace.refusal ? trace.refusal.at : readBytes());
  await showAnswer();
}

function nextWhere(holds) {
  for (let i = at + 1; i < readBytes(); i++) {
    if (holds(i)) {
      return i;
    }
  }
  return readBytes();
}

function stop() {
  clearInterval(playing);
  playing = null;
  $("ex-play").textContent = "Play";
  $("ex-play").setAttribute("aria-pressed", "false");
}

function play() {
  if (playing !== null) {
    stop();
    return;
  }
  show(at >= readBytes() ? 0 : at);
  $("ex-play").textContent = "Pause";
  $("ex-play").setAttribute("aria-pressed", "true");
  playing = setInterval(() => (at < readBytes() ? show(at + 1) : stop()), PLAY_MILLIS);
}

/** Takes the bytes or the example from the address. */
function fromAddress() {
  const parameters = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
  const example = EXAMPLES[parameters.get("example")] ? parameters.get("example") : "get";
  $("ex-example").value = parameters.has("bytes") ? "" : example;
  $("ex-text").value = parameters.get("bytes") ?? EXAMPLES[example][1];
  return parse();
}

$("ex-example").append(...Object.entries(EXAMPLES).map(([key, [title]]) => new Option(title, key)));
$("ex-example").addEventListener("change", () => {
  history.replaceState(null, "", `#example=${$("ex-example").value}`);
  fromAddress();
});
let typing = null;
$("ex-text").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(parse, 250);
});
$("ex-strip").addEventListener("click", (event) => {
  const cell = event.target.closest("b[data-at]");
  if (cell) {
    show(Number(cell.dataset.at) + 1);
  }
});
$("ex-back").addEventListener("click", () => show(at - 1));
$("ex-byte").addEventListener("click", () => show(at + 1));
$("ex-state").addEventListener("click", () => show(nextWhere((i) => states[i] !== states[at])));
$("ex-event").addEventListener("click", () => show(nextWhere((i) => trace.events.some((event) => event.at === i))));
$("ex-end").addEventListener("click", () => show(readBytes()));
$("ex-play").addEventListener("click", play);
$("ex-at").addEventListener("input", () => show(Number($("ex-at").value)));
addEventListener("hashchange", () => {
  if (/^#(bytes|example)=/.test(location.hash)) {
    fromAddress();
    $("explorer").scrollIntoView();
  }
});
window.bytesOfEditor = () => bytes;                     // for those who look from outside
$("explorer").hidden = false;
fromAddress();
