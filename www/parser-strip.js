// The strip of the parser explorer: one cell for each byte, and marks where the bytes are cut into segments.

import { $, hex, innermost, made, nameOf } from "./parser-bytes.js";

const COLOURS = {
  METHOD: "s-method", START: "s-method", TARGET: "s-target", SIZE: "s-target", VERSION: "s-version", EXTENSIONS: "s-version",
  NAME: "s-name", LINE_START: "s-name", VALUE: "s-value", VALUE_START: "s-value", BODY: "s-value", DATA: "s-value",
};
const UNREAD_SHOWN_MAX = 200;
/** Space below a cell that is brought into view, in pixels: its outline and its mark are seen, too. */
const BELOW_CELL = 14;
const strip = $("ex-strip");

/** The cells of the bytes that were read, in order. */
let cells = [];

function colourOf(state) {
  return state.split("/").map((each) => COLOURS[each]).filter(Boolean).pop() ?? "s-end";
}

function cellOf(code, index, state) {
  const cell = made("b", code < 33 || code > 126 ? "ctl" : "", nameOf(code));
  cell.dataset.hex = hex(code);
  if (state) {
    cell.dataset.at = index;
    cell.tabIndex = -1;
    cell.setAttribute("role", "button");
    cell.setAttribute("aria-label", `byte ${index + 1}, ${nameOf(code)}, ${hex(code)}, in ${state}`);
  } else {
    cell.classList.add("unread");
  }
  return cell;
}

/** Draws all bytes anew, in lines and in runs of one state. */
export function drawStrip(bytes, trace) {
  strip.replaceChildren();
  cells = [];
  let line = made("div", "line");
  for (const [state, count] of trace.runs) {
    const run = made("span", "cells");
    for (let i = 0; i < count; i++) {
      cells.push(cellOf(bytes.charCodeAt(cells.length), cells.length, state));
      run.append(cells[cells.length - 1]);
    }
    line.append(made("div", `run ${colourOf(state)}`, made("span", "state", innermost(state)), run));
    if (bytes[cells.length - 1] === "\n") {
      strip.append(line);
      line = made("div", "line");
    }
  }
  const unread = bytes.slice(cells.length, cells.length + UNREAD_SHOWN_MAX);
  if (unread) {
    const run = made("span", "cells", ...Array.from(unread, (c) => cellOf(c.charCodeAt(0))));
    line.append(made("div", "run", made("span", "state", "not read"), run));
  }
  strip.append(line);
}

/** Marks what is read, the byte read last, the next one, and the bytes that cause a refusal: [from, to) each. */
export function markCells(at, because) {
  cells.forEach((cell, index) => {
    cell.classList.toggle("read", index < at);
    cell.classList.toggle("next", index === at);
    const isCause = because.some(([from, to]) => from <= index && index < to);
    cell.classList.toggle("because", isCause);
    cell.setAttribute("aria-description", isCause ? "cause of the refusal" : "");
    cell.setAttribute("aria-current", String(index === at - 1));
    cell.tabIndex = index === Math.max(at - 1, 0) ? 0 : -1;
  });
  bringIntoView(cells[Math.min(at, cells.length - 1)]);
}

/** Scrolls the strip only, not the page. */
function bringIntoView(cell) {
  if (cell === undefined) {
    return;
  }
  const top = cell.parentElement.parentElement.offsetTop - strip.offsetTop;
  const bottom = cell.offsetTop - strip.offsetTop + cell.offsetHeight + BELOW_CELL;
  if (top < strip.scrollTop) {
    strip.scrollTop = top;
  } else if (bottom > strip.scrollTop + strip.clientHeight) {
    strip.scrollTop = bottom - strip.clientHeight;
  }
}

export function markCuts(cuts) {
  strip.querySelectorAll(".cut").forEach((mark) => mark.remove());
  for (const index of cuts) {
    if (cells[index]) {
      const mark = made("i", "cut");
      mark.dataset.cut = index;
      mark.title = "Drag this cut to another place";
      cells[index].before(mark);
    }
  }
}

export function focusCell(index) {
  cells[Math.max(0, Math.min(index, cells.length - 1))]?.focus({ preventScroll: true });
}

/** The cell above or below, as people see them. */
function inOtherLine(index, step) {
  const lines = cells.filter((cell, i) => i === 0 || cell.offsetTop !== cells[i - 1].offsetTop).map((cell) => Number(cell.dataset.at));
  const line = lines.findLastIndex((start) => start <= index);
  const start = lines[line + step];
  return start === undefined ? index : Math.min(start + index - lines[line], (lines[line + step + 1] ?? cells.length) - 1);
}

const MOVES = {
  ArrowRight: (index) => index + 1,
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => inOtherLine(index, 1),
  ArrowUp: (index) => inOtherLine(index, -1),
  Home: () => 0,
  End: () => cells.length - 1,
};

/**
 * Calls back for what people do with the strip: select(index), open(index), remove(index), cut(index), and
 * moveCut(from, to).
 */
export function listenToStrip({ select, open, remove, cut, moveCut }) {
  const keys = { Enter: open, c: cut, Delete: remove };
  strip.addEventListener("keydown", (event) => {
    const index = Number(event.target.dataset.at);
    if (!Number.isInteger(index) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (MOVES[event.key]) {
      const to = Math.max(0, Math.min(MOVES[event.key](index), cells.length - 1));
      select(to);
      focusCell(to);
    } else if (keys[event.key]) {
      keys[event.key](index);
    } else {
      return;
    }
    event.preventDefault();
  });
  strip.addEventListener("click", (event) => {
    const cell = event.target.closest("b[data-at]");
    if (cell) {
      select(Number(cell.dataset.at));
    }
  });
  strip.addEventListener("pointerdown", (event) => {
    if (event.target.dataset.cut) {
      event.preventDefault();
      drag(Number(event.target.dataset.cut), moveCut);
    }
  });
}

/** Follows the pointer until it is released: the mark stands before the cell that is under it. */
function drag(from, moveCut) {
  const mark = strip.querySelector(`[data-cut="${from}"]`);
  let to = from;
  const move = (event) => {
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest("#ex-strip b[data-at]");
    if (cell && cell.dataset.at !== "0") {
      to = Number(cell.dataset.at);
      cell.before(mark);
    }
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    moveCut(from, to);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}
