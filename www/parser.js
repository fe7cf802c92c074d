// The parser explorer: sends bytes to /explain/… and draws what the server's own parser says about them.

import { $, ask, bytesOf, CONTROLS, hex, innermost, made, nameOf, placesOf, rangesOf, textOf } from "./parser-bytes.js";
import { light, loadDiagrams, showJava, showMachinesOf } from "./parser-diagram.js";
import { drawStrip, focusCell, listenToStrip, markCells, markCuts } from "./parser-strip.js";
import { describe, markedText, readings, rfcLink, verdict } from "./parser-words.js";

const BYTES_MAX = 4096;
const CUT_RANGES_MAX = 64;
const PLAY_MILLIS = 120;
const TYPING_MILLIS = 250;

let examples = [];
let bytes = "";
let trace = { runs: [], end: "START", events: [], refusal: null };
/** The state that each byte met. */
let states = [];
/** How many bytes are read, as the page shows it. */
let at = 0;
/** The indexes of the bytes before which the input is cut. */
let cuts = new Set();
/** Counts questions, so that a late answer to an old one is not shown. */
let asked = 0;
let parsed = 0;
let playing = null;
let typing = null;

function refusedAt(position) {
  return trace.refusal !== null && position >= trace.refusal.at;
}

function stateAfter(position) {
  return refusedAt(position) ? states[position - 1] : states[position] ?? trace.end;
}

// What is shown

/** Says something new only: what is said again would be read aloud again. */
function say(place, what) {
  if (place.textContent !== (what.textContent ?? what)) {
    place.replaceChildren(what);
  }
}

function showRefusal() {
  if (!refusedAt(at)) {
    $("ex-refusal").replaceChildren();
    return;
  }
  const { status, violation, reason, field, section } = trace.refusal;
  $("ex-refusal").replaceChildren(made("p", "refused", `${status} ${violation}`),
    made("p", "", `${reason}${field ? ` (${field})` : ""}, at byte ${trace.refusal.at}: `, rfcLink(section)),
    made("p", "", "Marked is the cause:"), made("pre", "", ...markedText(bytes, trace)));
}

async function showNext() {
  const mine = ++asked;
  const refused = refusedAt(at);
  const rows = refused ? [] : await ask("next", bytes.slice(0, at)).catch(() => []);
  if (mine !== asked) {
    return;
  }
  const results = { accepted: new Map(), refused: new Map() };
  for (const [first, last, state, violation] of rows) {
    const kind = violation ? results.refused : results.accepted;
    const range = first === last ? nameOf(first) : `${nameOf(first)}\u2060–\u2060${nameOf(last)}`;
    kind.set(violation || state, [...(kind.get(violation || state) ?? []), range]);
  }
  const drawn = (kind, className) => [...kind].map(([result, ranges]) =>
    made("tr", "", made("th", "", ranges.join(" ")), made("td", className, result)));
  $("ex-next").parentElement.hidden = refused;
  $("ex-next").replaceChildren(...drawn(results.accepted, ""), ...drawn(results.refused, "refused"));
}

function showByte() {
  const code = bytes.charCodeAt(at - 1);
  $("ex-byte-editor").disabled = at === 0;
  $("ex-byte-name").textContent = at === 0 ? "No byte is chosen"
    : `Byte ${at}: ${nameOf(code)}, hexadecimal ${hex(code)}`;
  $("ex-cut").setAttribute("aria-pressed", String(cuts.has(at - 1)));
  $("ex-cut").disabled = at < 2;
  $("ex-java-of").textContent = at === 0 ? "" : `For byte ${at}, ${nameOf(code)}, in the state ${innermost(states[at - 1])}:`;
}

/** At an end there is no further step that way. The button keeps the focus, so it is not disabled. */
function showWhereToStep() {
  $("ex-back").setAttribute("aria-disabled", String(at === 0));
  for (const id of ["ex-byte", "ex-state", "ex-event", "ex-end"]) {
    $(id).setAttribute("aria-disabled", String(at === states.length));
  }
  $("ex-refuse").setAttribute("aria-disabled", String(refusedAt(at)));
}

/** Shows the situation after this many bytes. */
function show(position) {
  at = Math.max(0, Math.min(position, states.length));
  const refused = refusedAt(at);
  $("ex-at").value = at;
  $("ex-count").textContent = `${at} of ${bytes.length}`;
  markCells(at, refused ? trace.refusal.because : []);
  $("ex-now").replaceChildren(...(refused ? [made("span", "refused", `Refused in ${stateAfter(at)}.`)]
    : ["State ", made("code", "", stateAfter(at)), at < bytes.length ? `; the next byte is ${nameOf(bytes.charCodeAt(at))}.`
      : stateAfter(at) === "START" ? ". The next request may begin." : ". More bytes are expected."]));
  $("ex-events").replaceChildren(...trace.events.filter((event) => event.at <= at)
    .map((event) => made("li", "", `after ${event.at} bytes, ${describe(event)}`)));
  $("ex-no-event").hidden = $("ex-events").hasChildNodes();
  say($("ex-verdict"), verdict(trace, at, stateAfter(at)));
  $("ex-why").hidden = !refused || $("ex-readers").hidden;
  showWhereToStep();
  showRefusal();
  showByte();
  light(at === 0 ? null : states[at - 1], stateAfter(at), refused);
  showJava(at === 0 ? null : states[at - 1], refused ? trace.refusal.violation : "");
  showNext();
}

function showReaders() {
  const both = readings(bytes);
  $("ex-readers").hidden = both === null;
  $("ex-by-length").replaceChildren(...(both?.byLength ?? []));
  $("ex-by-chunks").replaceChildren(...(both?.byChunks ?? []));
}

async function showAnswer() {
  try {
    const mine = parsed;
    const answer = await ask("exchange", bytes);
    if (mine !== parsed) {
      return;
    }
    const text = answer.bytes.replaceAll("\r\n", "\n") || "(nothing: the request is not complete)";
    $("ex-answer").textContent = text + (answer.closed ? "\n— the server closes the connection —" : "")
      + (answer.complete ? "" : "\n— and more: only the beginning is shown —");
  } catch (error) {
    $("ex-answer").textContent = `There is no answer: ${error.message}`;
  }
}

function showSegments() {
  markCuts(cuts);
  $("ex-uncut").disabled = cuts.size === 0;
  $("ex-segment-list").hidden = cuts.size === 0;
  if (!trace.cut) {
    $("ex-same").textContent = "The bytes arrive in one segment.";
    return;
  }
  const { segments, same } = trace.cut;
  $("ex-same").replaceChildren(same
    ? `Read in ${cuts.size + 1} segments, with the same events as in one. Adjacent pieces of content are joined before this comparison.`
    : made("span", "refused", "The events are NOT the same as in one segment. This is a fault of the parser: please report these bytes."));
  const starts = [0, ...[...cuts].sort((a, b) => a - b)];
  $("ex-segments").replaceChildren(...starts.map((start, i) => {
    const end = starts[i + 1] ?? bytes.length;
    const size = end - start === 1 ? `byte ${end}` : `bytes ${start + 1} to ${end}`;
    return made("li", "", `${size}, ${segments[i] ? `in ${segments[i][0]}` : "not read"}`);
  }));
}

// The input

/** Parses the text of the editor anew, and shows this position; without one, the refusal or the end. */
async function parse(position) {
  stop();
  const all = bytesOf($("ex-text").value);
  bytes = all.slice(0, BYTES_MAX);
  $("ex-too-long").hidden = all.length <= BYTES_MAX;
  cuts = new Set([...cuts].filter((index) => index > 0 && index < bytes.length));
  const ranges = rangesOf(cuts);
  $("ex-link").href = `#bytes=${encodeURIComponent($("ex-text").value)}${ranges.length ? `&cuts=${ranges}` : ""}`;
  const mine = ++parsed;
  let answer;
  try {
    answer = await ask(ranges.length ? `parse?cuts=${ranges}` : "parse", bytes);
  } catch (error) {
    $("ex-now").textContent = `The server does not explain: ${error.message}`;
    return;
  }
  if (mine !== parsed) {
    return;
  }
  trace = answer;
  states = trace.runs.flatMap(([state, count]) => Array(count).fill(state));
  $("ex-at").max = states.length;
  $("ex-refuse").hidden = trace.refusal === null;
  $("ex-end").hidden = trace.refusal !== null;
  drawStrip(bytes, trace);
  showSegments();
  showMachinesOf(trace);
  showReaders();
  show(position ?? states.length);
  await showAnswer();
}

/** Replaces some bytes by others and moves the cuts that follow. The position stays. */
async function replace(from, to, by) {
  const moved = (index) => (index <= from ? index : Math.max(from, index + by.length - (to - from)));
  cuts = new Set([...cuts].map(moved));
  $("ex-text").value = textOf(bytes.slice(0, from) + by + bytes.slice(to));
  $("ex-example").value = "";
  $("ex-case").textContent = "";
  await parse(Math.max(1, at));
  focusCell(at - 1);
}

function put(code) {
  const inserts = $("ex-how").value === "insert";
  $("ex-typed").value = "";
  $("ex-typed-fault").textContent = "";
  replace(at - 1, inserts ? at - 1 : at, String.fromCharCode(code));
}

/** One character, or two hexadecimal digits. */
function putTyped() {
  const text = $("ex-typed").value;
  const code = /^[0-9a-fA-F]{2}$/.test(text) ? parseInt(text, 16) : text.length === 1 ? text.charCodeAt(0) : NaN;
  if (code < 256) {
    put(code);
  } else {
    $("ex-typed-fault").textContent = "Type one character of one byte, or two hexadecimal digits.";
  }
}

async function cutAt(places) {
  const before = cuts;
  cuts = new Set(places);
  if (rangesOf(cuts).length > CUT_RANGES_MAX) {
    cuts = before;
    $("ex-same").textContent = `At most ${CUT_RANGES_MAX} groups of cuts are possible.`;
    return;
  }
  const focused = document.activeElement?.closest("#ex-strip b");
  await parse(at);
  if (focused) {
    focusCell(at - 1);
  }
}

function toggleCut(index) {
  if (index > 0) {
    cutAt(cuts.has(index) ? [...cuts].filter((each) => each !== index) : [...cuts, index]);
  }
}

// Steps

function nextWhere(holds) {
  for (let i = at + 1; i < states.length; i++) {
    if (holds(i)) {
      return i;
    }
  }
  return states.length;
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
  show(at >= states.length ? 0 : at);
  $("ex-play").textContent = "Pause";
  $("ex-play").setAttribute("aria-pressed", "true");
  playing = setInterval(() => (at < states.length ? show(at + 1) : stop()), PLAY_MILLIS);
}

function addressHasBytes() {
  return /^#(bytes|example|reason)=/.test(location.hash);
}

/** An error page and the status page link to an example by the reason of the refusal. */
function exampleFor(reason) {
  return reason === null ? undefined : examples.find((each) => each.reason && reason.toLowerCase().startsWith(each.reason.toLowerCase()))
    ?? examples.find(({ key }) => key === "smuggling");
}

/** Takes the bytes or the example from the address. */
function fromAddress() {
  const parameters = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
  const example = examples.find(({ key }) => key === parameters.get("example")) ?? exampleFor(parameters.get("reason")) ?? examples[0];
  const own = parameters.has("bytes");
  cuts = new Set(placesOf(parameters.get("cuts") ?? "", BYTES_MAX));
  $("ex-example").value = own ? "" : example.key;
  $("ex-case").textContent = own || !example.case ? "" : `Also a test: ${example.case}.`;
  $("ex-chapter").hidden = own || !example.chapter;
  $("ex-chapter").href = `/docs/book/${(example.chapter ?? "").replace(/md$/, "html")}`;
  $("ex-text").value = parameters.get("bytes") ?? example.text;
  return parse(addressHasBytes() ? undefined : 0);
}

function listExamples() {
  for (const { group, key, title } of examples) {
    let options = [...$("ex-example").children].find((each) => each.label === group);
    if (!options) {
      options = made("optgroup");
      options.label = group;
      $("ex-example").append(options);
    }
    options.append(new Option(title, key));
  }
}

function listen() {
  $("ex-example").addEventListener("change", () => {
    history.replaceState(null, "", `#example=${$("ex-example").value}`);
    fromAddress();
  });
  $("ex-text").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(parse, TYPING_MILLIS);
  });
  const clicks = {
    "ex-back": () => show(at - 1),
    "ex-byte": () => show(at + 1),
    "ex-state": () => show(nextWhere((i) => states[i] !== states[at])),
    "ex-event": () => show(nextWhere((i) => trace.events.some((event) => event.at === i))),
    "ex-refuse": () => show(trace.refusal.at),
    "ex-end": () => show(states.length),
    "ex-play": play,
    "ex-why": () => {
      $("ex-readers").scrollIntoView();
      $("ex-readers-title").focus({ preventScroll: true });
    },
    "ex-put": putTyped,
    "ex-delete": () => replace(at - 1, at, ""),
    "ex-cut": () => toggleCut(at - 1),
    "ex-everywhere": () => cutAt(Array.from({ length: Math.max(bytes.length - 1, 0) }, (_, i) => i + 1)),
    "ex-uncut": () => cutAt([]),
  };
  Object.entries(clicks).forEach(([id, listener]) => $(id).addEventListener("click", listener));
  for (const code of [13, 10, 32, 9, 0]) {
    const button = made("button", "plain", CONTROLS[code]);
    button.type = "button";
    button.addEventListener("click", () => put(code));
    $("ex-controls").append(button);
  }
  $("ex-typed").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      putTyped();
    } else if (event.key === "Escape") {
      focusCell(at - 1);
    }
  });
  $("ex-at").addEventListener("input", () => show(Number($("ex-at").value)));
  $("ex-all").addEventListener("change", () => $("ex-machines").classList.toggle("all", $("ex-all").checked));
  listenToStrip({
    select: (index) => show(index + 1),
    open: (index) => {
      show(index + 1);
      $("ex-typed").focus();
    },
    remove: (index) => replace(index, index + 1, ""),
    cut: toggleCut,
    moveCut: (from, to) => cutAt([...[...cuts].filter((each) => each !== from), to]),
  });
  addEventListener("hashchange", () => {
    if (addressHasBytes()) {
      fromAddress();
      $("explorer").scrollIntoView();
    }
  });
}

window.bytesOfEditor = () => bytes;                     // for those who look from outside
const [list] = await Promise.all([fetch("/parser-examples.json"), loadDiagrams()]);
examples = await list.json();
listExamples();
listen();
$("explorer").hidden = false;
await fromAddress();
$("explorer").removeAttribute("aria-busy");
// The explorer has moved what is below it.
const wanted = addressHasBytes() ? $("explorer") : document.getElementById(location.hash.slice(1));
wanted?.scrollIntoView({ behavior: "instant" });
