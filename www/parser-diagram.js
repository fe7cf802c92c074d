// The machines of the parser as diagrams, and the lines of Java: both from a file that tests keep true to the parser.

import { $, innermost, made } from "./parser-bytes.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 340;
const BOX_HEIGHT = 26;
const CHARACTER_WIDTH = 6.7;
const BOX_PADDING = 16;
const LABEL_CHARACTER_WIDTH = 6.1;

let machines = [];
let methods = {};
let refusals = {};

function drawn(name, attributes, ...content) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...content);
  return element;
}

function boxWidth(state) {
  return state.name.length * CHARACTER_WIDTH + BOX_PADDING;
}

/** Where a line from the middle of a box towards a point leaves the box. */
function edge(state, [x, y], gap) {
  const [cx, cy] = state.place;
  const [dx, dy] = [x - cx, y - cy];
  const scale = Math.min((boxWidth(state) / 2 + gap) / Math.abs(dx || 1e-9), (BOX_HEIGHT / 2 + gap) / Math.abs(dy || 1e-9));
  return [cx + dx * scale, cy + dy * scale];
}

function drawArrow(machine, arrow) {
  const [from, to] = [arrow.from, arrow.to].map((name) => machine.states.find((state) => state.name === name));
  const [dx, dy] = [to.place[0] - from.place[0], to.place[1] - from.place[1]];
  const length = Math.hypot(dx, dy);
  const control = [(from.place[0] + to.place[0]) / 2 + (dy / length) * arrow.bend * 2,
    (from.place[1] + to.place[1]) / 2 - (dx / length) * arrow.bend * 2];
  const [start, end] = [edge(from, control, 1), edge(to, control, 4)];
  const middle = [0, 1].map((i) => (start[i] + 2 * control[i] + end[i]) / 4);
  const about = { class: "arrow", "data-arrow": `${arrow.from} ${arrow.to}` };
  const width = arrow.bytes.length * LABEL_CHARACTER_WIDTH + 4;
  return { line: drawn("path", { ...about, d: `M${start} Q${control} ${end}` }),
    label: drawn("g", about, drawn("rect", { x: middle[0] - width / 2, y: middle[1] - 7, width, height: 14 }),
      drawn("text", { x: middle[0], y: middle[1] + 3.5 }, arrow.bytes)) };
}

function drawState(state) {
  const [x, y] = state.place;
  const width = boxWidth(state);
  return drawn("g", { class: "state", "data-state": state.name },
    drawn("rect", { x: x - width / 2, y: y - BOX_HEIGHT / 2, width, height: BOX_HEIGHT, rx: 5 }),
    drawn("text", { x, y: y + 4 }, state.name));
}

function drawMachine(machine) {
  const height = Math.max(...machine.states.map((state) => state.place[1])) + BOX_HEIGHT;
  const arrows = machine.arrows.map((arrow) => drawArrow(machine, arrow));
  const picture = drawn("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": `States of ${machine.name}` },
    ...arrows.map(({ line }) => line), ...arrows.map(({ label }) => label), ...machine.states.map(drawState));
  const figure = made("figure", "machine", made("h4", "", machine.title), picture, made("figcaption"));
  figure.dataset.machine = machine.name;
  return figure;
}

function drawHeads() {
  const head = (id) => drawn("marker", { id, viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 9, markerHeight: 9,
    markerUnits: "userSpaceOnUse", orient: "auto" }, drawn("path", { d: "M0 0 L10 5 L0 10 z" }));
  const definitions = drawn("svg", { class: "heads", width: 0, height: 0, "aria-hidden": "true" },
    drawn("defs", {}, head("ex-head"), head("ex-head-lit")));
  $("ex-machines").append(definitions);
}

/** All arrows as text, for those who do not see the pictures. */
function listArrows() {
  $("ex-arrows").replaceChildren(...machines.flatMap((machine) => [made("h4", "", machine.title),
    made("ul", "", ...machine.arrows.map((arrow) => made("li", "", made("code", "", arrow.from), " → ", made("code", "", arrow.to),
      `: ${arrow.bytes}`)))]));
}

export async function loadDiagrams() {
  const response = await fetch("/parser-states.json");
  ({ machines, methods, refusals } = await response.json());
  drawHeads();
  $("ex-machines").append(...machines.map(drawMachine));
  listArrows();
}

/** The state of each machine in a path such as BODY/TRAILERS/NAME; machines that are at rest have none. */
function statesIn(path) {
  const parts = path.split("/");
  return new Map(parts.map((part, i) => [machines.find((machine) => machine.within.includes(parts[i - 1] ?? "")), part]));
}

/** The arrows that lead from a state to another: one, or those through a state that no byte meets. */
function arrowsBetween(machine, from, to) {
  const direct = machine.arrows.find((arrow) => arrow.from === from && arrow.to === to);
  if (direct) {
    return [direct];
  }
  for (const first of machine.arrows.filter((arrow) => arrow.from === from)) {
    const second = machine.arrows.find((arrow) => arrow.from === first.to && arrow.to === to);
    if (second) {
      return [first, second];
    }
  }
  return [];
}

/** The machines that are needed for these bytes are shown, so that the picture is at rest while one steps. */
export function showMachinesOf(trace) {
  const used = new Set([...trace.runs.map(([state]) => state), trace.end].flatMap((state) => [...statesIn(state).keys()]));
  for (const machine of machines) {
    figureOf(machine).classList.toggle("unused", !used.has(machine));
  }
}

function figureOf(machine) {
  return document.querySelector(`[data-machine="${machine.name}"]`);
}

/** Lights the state after a byte, and the arrows that the byte took; before is null at the beginning. */
export function light(before, after, refused) {
  const was = before === null ? new Map() : statesIn(before);
  const is = statesIn(after);
  for (const machine of machines) {
    const [from, to] = [was.get(machine) ?? (before === null ? undefined : machine.states[0].name), is.get(machine)];
    const taken = refused || from === to || from === undefined || to === undefined ? [] : arrowsBetween(machine, from, to);
    lightMachine(machine, to, taken, refused && innermost(after) === to);
  }
}

function lightMachine(machine, state, taken, refused) {
  const figure = figureOf(machine);
  const names = taken.map((arrow) => `${arrow.from} ${arrow.to}`);
  figure.querySelectorAll(".state").forEach((each) => {
    each.classList.toggle("lit", each.dataset.state === state);
    each.classList.toggle("broken", each.dataset.state === state && refused);
  });
  figure.querySelectorAll(".arrow").forEach((each) => each.classList.toggle("lit", names.includes(each.dataset.arrow)));
  const text = state === undefined ? "Not in use now." : `${refused ? "Refused in" : "Now in"} ${state}.`
    + taken.map((arrow) => ` The last byte led from ${arrow.from} to ${arrow.to}: ${arrow.bytes}.`).join("");
  figure.querySelector("figcaption").textContent = text;
  figure.querySelector("svg").setAttribute("aria-label", `States of ${machine.name}. ${text}`);
}

function excerpt({ file, line, lines }, violation) {
  const names = new RegExp(`\\bViolation\\.${violation}\\b`);
  const width = String(line + lines.length).length;
  const numbered = lines.flatMap((text, i) => [made("span", "number", `${String(line + i).padStart(width)}  `),
    violation && names.test(text) ? made("mark", "because", text) : text, "\n"]);
  const code = made("pre", "", ...numbered);
  code.tabIndex = 0;                                    // wide lines are scrolled, by keyboard too
  return made("figure", "", made("figcaption", "", made("code", "", `${file}:${line}`)), code);
}

function isNamedIn(violation, texts) {
  return texts.some(({ lines }) => lines.some((text) => new RegExp(`\\bViolation\\.${violation}\\b`).test(text)));
}

/** Shows the lines that take a byte in this state: the case of the loop, what it calls, and what refuses the byte. */
export function showJava(path, violation) {
  if (path === null) {
    $("ex-java").replaceChildren(made("p", "", "No byte has been read yet."));
    return;
  }
  const [machine, name] = [...statesIn(path)].pop();
  const state = machine.states.find((each) => each.name === name);
  const shown = [...state.cases, ...state.methods.map((method) => methods[method])];
  const refusing = violation && !isNamedIn(violation, shown) ? refusals[violation].map((method) => methods[method]) : [];
  $("ex-java").replaceChildren(...shown.map((each) => excerpt(each, violation)),
    ...(refusing.length ? [made("p", "", "The byte itself is right, but what is known now is refused here:")] : []),
    ...refusing.map((each) => excerpt(each, violation)));
}
