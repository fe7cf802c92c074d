// The loop visualiser: receives what the loop records of itself and draws it, live, in slow motion, or step by step.

import "/exchange.js";                                  // the real address of this server in the commands
import { Recording, Stretch } from "./loop-recording.js";
import { Palette, TimeWindow, drawConnection, drawGrid, drawThread } from "./loop-picture.js";

const SPAN_NANOS = 5e9;                                 // the width of the picture at full speed
const DELAY_NANOS = 250e6;                              // what is shown has arrived by then
const CLOSED_SHOWN_NANOS = 3e9;
const SHARED_ENTRIES_MAX = 2500;
const ROWS_MAX = 40;
const PROBE_MILLIS = 250;
const WAITING_MAX = 50;
const MISDIRECTED = 421;
const WORKER_TRIES = 20;
const PHASES = {
  IDLE: "idle, waits for a request", HEADER: "waits for the rest of a header section", BODY: "waits for content",
  HANDLER: "waits for its handler", SOURCE: "waits for more of the response", WRITE: "waits for the client to read",
  CLOSING: "closing, discards what still arrives", CLOSED: "closed",
};
const INTERESTS = { READ: "interest: read", WRITE: "interest: write", NONE: "no interest" };
const STEPS = { SLEEP: 0, ACCEPT: 1, READ: 1, HANDLE: 1, WRITE: 1, DEADLINE: 2, TASK: 3, LOG: 3 };
const $ = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const NOTHING = new Recording({ kinds: [], phases: [] });
let recording = NOTHING;
let stretch = null;
let source = null;
let latest = null;                                      // the last message, and when it came
let waiting = [];                                       // messages that the picture does not show yet
let awaited = 0;                                        // the connection of the puppet that was started last
let time = 0;                                           // what the picture shows, at its right edge
let speed = 1;
let paused = false;
let replaying = false;
let palette = new Palette();
let view = null;
let lastFrame = performance.now();
let lastText = 0;

function made(name, className, ...content) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  element.append(...content);
  return element;
}

function duration(nanos) {
  if (nanos >= 1e9) {
    return `${(nanos / 1e9).toFixed(1)} s`;
  }
  return nanos >= 1e6 ? `${(nanos / 1e6).toFixed(1)} ms` : `${(nanos / 1e3).toFixed(nanos < 1e4 ? 1 : 0)} µs`;
}

function number(count) {
  return count.toLocaleString("en");
}

function nameOf(connection) {
  const label = recording.labels.get(connection);
  return `#${connection}${label ? ` ${label.name}` : ""}`;
}

// The stream.

function watch() {
  let begun;
  const hasBegun = new Promise((resolve) => (begun = resolve));
  replaying = false;
  recording = NOTHING;
  source?.close();
  source = new EventSource("/loop/events");
  source.addEventListener("names", (event) => {
    recording = new Recording(JSON.parse(event.data));
    latest = null;
    waiting = [];
    restretch();
    begun();
  });
  source.addEventListener("message", (event) => receive(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    $("lp-status").textContent = "The stream has ended. The browser tries to connect again.";
  });
  return hasBegun;
}

function receive(message) {
  if (latest === null) {
    time = message.now;
    $("lp-status").textContent = "";
  }
  latest = { message, at: performance.now() };
  waiting.push(message);
  if (!paused && speed === 1) {
    takeWaiting();
  } else {
    waiting.splice(0, waiting.length - WAITING_MAX);
    showAwaited();
  }
  showShares(message.spent);
  showCrowd(message.connections);
}

/** Slow motion and a pause show what was recorded before; what is recorded meanwhile waits. */
function takeWaiting() {
  for (const message of waiting.splice(0)) {
    recording.append(message.entries);
    recording.appendLanes(message.now, message.connections.lanes);
  }
  if (recording.entries.length > 0) {
    restretch();
  }
}

/**
 * In slow motion, the picture jumps to the first that is known of a puppet that was just started. For most of them that is its
 * accept; a busy loop may have left it out.
 */
function showAwaited() {
  const found = recording.entries.find(({ connection }) => connection === awaited)?.start
    ?? waiting.flatMap((message) => message.entries).find(([, connection]) => connection === awaited)?.[2];
  if (found !== undefined && !paused) {
    awaited = 0;
    takeWaiting();
    time = Math.max(time, found);
  }
}

function restretch() {
  stretch = new Stretch(recording, speed === 1 ? Infinity : span() * 0.12);
}

function span() {
  return SPAN_NANOS * speed;
}

/** What the thread has spent its time on since the last message. */
function showShares(spent) {
  const total = spent.reduce((sum, nanos) => sum + nanos, 0);
  for (const bar of document.querySelectorAll("#lp-shares [data-kind]")) {
    const share = total === 0 ? 0 : spent[recording.kinds.indexOf(bar.dataset.kind)] / total;
    bar.querySelector("meter").value = share;
    bar.querySelector("output").textContent = `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
  }
}

function showCrowd({ count, grid }) {
  $("lp-count").textContent = number(count);
  $("lp-crowd").hidden = grid === "";
  if (grid === "") {
    return;
  }
  drawGrid($("lp-grid"), palette, grid, recording.phases);
  const counts = recording.phases.map((phase, i) => [phase, [...grid].filter((digit) => Number(digit) === i).length]);
  $("lp-grid-text").textContent = counts.filter(([, found]) => found > 0)
    .map(([phase, found]) => `${number(found)} ${phase}`).join(", ");
}

// The picture.

function advance(millis) {
  if (paused || recording.entries.length === 0) {
    return;
  }
  if (speed === 1 && !replaying) {
    time = latest.message.now + (performance.now() - latest.at) * 1e6 - DELAY_NANOS;
    return;
  }
  const newest = recording.end;
  const position = stretch.position(time, recording.indexAt(time)) + millis * 1e6 * speed;
  time = Math.min(newest, stretch.time(position));
  if (replaying && time >= newest) {
    setPaused(true);
  } else if (time >= recording.end) {
    takeWaiting();
  }
}

function frame(now) {
  const millis = Math.min(now - lastFrame, 100);
  if (!calm.matches || paused || now - lastFrame > 1000) {
    lastFrame = now;
    if (recording.entries.length > 0 && !document.hidden) {
      advance(millis);
      draw(now);
    }
  }
  requestAnimationFrame(frame);
}

function draw(now) {
  if (now - lastText > 100) {
    lastText = now;
    showText();
  }
  view = new TimeWindow(recording, stretch, time, span());
  drawThread($("lp-thread"), palette, view);
  for (const row of $("lp-lanes").children) {
    drawConnection(row.querySelector("canvas"), palette, view, Number(row.dataset.connection));
  }
}

/** The text beside the picture, which says the same in words. */
function showText() {
  const shown = recording.connectionsAt(time, CLOSED_SHOWN_NANOS).filter((connection) => recording.labels.has(connection))
    .slice(0, 40);
  const rows = new Map([...$("lp-lanes").children].map((row) => [Number(row.dataset.connection), row]));
  for (const connection of shown) {
    let row = rows.get(connection);
    if (row === undefined) {
      row = made("li", "lane", made("div", "lane-text"), made("canvas", "lane-strip"));
      row.dataset.connection = connection;
      row.querySelector("canvas").setAttribute("aria-hidden", "true");
      const older = [...$("lp-lanes").children].find((other) => Number(other.dataset.connection) < connection);
      $("lp-lanes").insertBefore(row, older ?? null);
    }
    rows.delete(connection);
    describe(row, connection);
  }
  rows.forEach((row) => row.remove());
  $("lp-empty").hidden = shown.length > 0;
  showTurn();
}

function describe(row, connection) {
  const label = recording.labels.get(connection);
  const state = recording.stateAt(connection, time);
  const parts = [PHASES[state.phase], state.phase === "CLOSED" ? "" : INTERESTS[state.interest]];
  if (state.pending > 0) {
    parts.push(`${number(state.pending)} bytes pending`);
  }
  if (state.deadline !== null && state.phase !== "CLOSED") {
    parts.push(`${(Math.max(0, state.deadline - time) / 1e9).toFixed(1)} s left`);
  }
  row.classList.toggle("closed", state.phase === "CLOSED");
  row.classList.toggle("puppet", label.isPuppet);
  row.querySelector(".lane-text").replaceChildren(made("strong", "", nameOf(connection)), ` ${label.request}`,
    made("span", "", parts.filter((part) => part).join(" · ")));
}

/** The turn at the right edge, slice by slice. */
function showTurn() {
  const current = recording.turnAt(time);
  const index = recording.indexAt(time);
  const isAsleep = time > recording.end;
  const kind = isAsleep ? "SLEEP" : recording.entries[index].kind;
  document.querySelectorAll("#lp-steps li").forEach((step, i) => step.classList.toggle("lit", STEPS[kind] === i));
  $("lp-at").max = Math.max(0, recording.turns.length - 1);
  $("lp-at").value = Math.max(0, current);
  if (!paused && speed === 1) {
    return;
  }
  const slices = recording.turn(Math.max(0, current)).filter((entry) => entry.kind !== "OMITTED");
  const rows = slices.slice(0, ROWS_MAX).map((entry) => {
    const row = made("tr", entry === recording.entries[index] ? "lit" : "", made("th", "", entry.kind),
      made("td", "", entry.connection === 0 ? "" : nameOf(entry.connection)), made("td", "", duration(entry.nanos)),
      made("td", "", entry.bytes === 0 ? "" : number(entry.bytes)), made("td", "", made("code", "", lineOf(entry.kind))));
    row.firstChild.scope = "row";
    return row;
  });
  if (slices.length > ROWS_MAX) {
    rows.push(made("tr", "", made("td", "", `and ${slices.length - ROWS_MAX} more`)));
  }
  $("lp-turn").replaceChildren(...rows);
}

function lineOf(kind) {
  return document.querySelector(`#lp-kinds tr[data-kind="${kind}"] code`)?.textContent ?? "";
}

// Controls.

function setPaused(other) {
  paused = other;
  $("lp-pause").textContent = paused ? "Go on" : "Pause";
  $("lp-pause").setAttribute("aria-pressed", String(paused));
  $("lp-turn-panel").hidden = !paused && speed === 1;
}

async function pause() {
  setPaused(!paused);
  if (!paused && replaying && recording.turnAt(time) === recording.turns.length - 1) {
    time = recording.entries[0].start;
  }
  if (!replaying) {
    $("lp-link").hidden = true;
    $("lp-status").textContent = paused ? "The picture is paused; the server goes on. “This turn” below lists the work at the right edge." : "";
  }
  if (paused && !replaying) {
    await fillGaps();
  }
}

/** The messages of a busy loop leave slices out; the recorder still has the most recent ones. */
async function fillGaps() {
  try {
    const response = await fetch("/loop/recent", { cache: "no-store" });
    if (response.ok && paused) {
      const whole = new Recording(recording);
      whole.labels = recording.labels;
      whole.append((await response.json()).entries);
      if (whole.entries.length > 0 && whole.entries[0].start <= time) {
        whole.states = recording.states;
        recording = whole;
        restretch();
      }
    }
  } catch {
    $("lp-status").textContent = "There is no answer. Is the server still running?";
  }
}

function step(by) {
  if (recording.entries.length === 0) {
    return;
  }
  if (!paused) {
    setPaused(true);
  }
  goToTurn(recording.turnAt(time) + by);
}

function goToTurn(wanted) {
  const turn = Math.max(0, Math.min(wanted, recording.turns.length - 1));
  time = Math.max(recording.entries[0].start, recording.turnEnd(turn) - 1);
  showText();
}

function setSpeed(other) {
  speed = other;
  $("lp-span").textContent = `${duration(span())} from left to right${speed === 1 ? "" : " · a zigzag is a long sleep, shortened"}`;
  setPaused(paused);
  restretch();
}

async function share() {
  if (recording.entries.length === 0) {
    return;
  }
  const text = await recording.share(time, SHARED_ENTRIES_MAX);
  const link = $("lp-link");
  link.href = `#recording=${text}`;
  link.hidden = false;
  $("lp-status").textContent = `The link holds the whole recording, ${number(text.length)} characters long. Open it, or copy it and send it to somebody:`;
}

async function replay(text) {
  source?.close();
  source = null;
  try {
    recording = await Recording.shared(text);
  } catch {
    $("lp-status").textContent = "This link holds no recording, or not all of one.";
    watch();
    return;
  }
  replaying = true;
  $("lp-live").hidden = false;
  $("lp-link").hidden = true;
  $("lp-status").textContent = "This is a recording; the address of this page holds it. Step through its turns, or go back to the live loop.";
  setPaused(true);
  setSpeed(Number($("lp-speed").value));
  goToTurn(recording.turns.length - 1);
}

function fromAddress() {
  const match = location.hash.match(/^#recording=(.+)$/);
  return match ? replay(match[1]) : watch();
}

function whyUnseen() {
  if (replaying) {
    return " The picture shows a recording: go back to the live loop to see this client.";
  }
  return paused ? " The picture is paused: press “Go on” to see this client." : "";
}

/** With several workers, the one that answers may not be the one that is watched. Then its loop is watched instead. */
async function startPuppet(button, triesLeft = WORKER_TRIES) {
  const watched = recording.name ? `?recording=${recording.name}` : "";
  const response = await fetch(`/loop/puppets/${button.dataset.puppet}${watched}`, { method: "POST" });
  if (response.status === MISDIRECTED && triesLeft > 0) {
    await watch();
    await startPuppet(button, triesLeft - 1);
    return;
  }
  if (response.ok) {
    awaited = (await response.json()).connection;
    const about = document.querySelector(`[data-about="${button.dataset.puppet}"]`).textContent;
    $("lp-link").hidden = true;
    $("lp-status").textContent = `${button.textContent} is connected as #${awaited}. ${about}${whyUnseen()}`;
    showAwaited();
  } else {
    $("lp-status").textContent = `No: ${response.status} ${response.statusText}.`;
  }
}

// Your own browser as a client.

let slowest = 0;

async function probe() {
  if (!document.hidden && !replaying) {
    const start = performance.now();
    try {
      await fetch("/hello.txt", { cache: "no-store" });
      const millis = performance.now() - start;
      slowest = Math.max(slowest * 0.97, millis);
      $("lp-answer").textContent = `${millis.toFixed(0)} ms`;
      $("lp-slowest").textContent = `${slowest.toFixed(0)} ms`;
    } catch {
      $("lp-answer").textContent = "no answer";
    }
  }
  setTimeout(probe, PROBE_MILLIS);
}

$("lp-pause").addEventListener("click", pause);
$("lp-back").addEventListener("click", () => step(-1));
$("lp-forward").addEventListener("click", () => step(1));
$("lp-speed").addEventListener("change", () => setSpeed(Number($("lp-speed").value)));
$("lp-at").addEventListener("input", () => {
  step(Number($("lp-at").value) - recording.turnAt(time));
});
$("lp-share").addEventListener("click", share);
$("lp-live").addEventListener("click", () => {
  history.replaceState(null, "", location.pathname);
  $("lp-live").hidden = true;
  $("lp-link").hidden = true;
  setPaused(false);
  watch();
});
for (const button of document.querySelectorAll("[data-puppet]")) {
  button.addEventListener("click", () => startPuppet(button));
}
$("visualiser").addEventListener("pointermove", (event) => {
  const canvas = event.target.closest("canvas.lane-strip");
  if (canvas === null || view === null) {
    return;
  }
  const connection = canvas.id === "lp-thread" ? null : Number(canvas.closest("li").dataset.connection);
  const entry = view.entryAt(event.offsetX, canvas.clientWidth, connection);
  $("lp-hover").textContent = entry === null ? "" : `${entry.kind}${entry.connection ? ` for ${nameOf(entry.connection)}` : ""}, `
    + `${duration(entry.nanos)}${entry.bytes ? `, ${number(entry.bytes)} bytes` : ""}: ${lineOf(entry.kind)}`;
});
addEventListener("hashchange", fromAddress);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (palette = new Palette()));
matchMedia("(forced-colors: active)").addEventListener("change", () => (palette = new Palette()));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    source?.close();
  } else if (!replaying && source?.readyState === EventSource.CLOSED) {
    watch();
  }
});
$("visualiser").hidden = false;
fromAddress();
probe();
requestAnimationFrame(frame);
