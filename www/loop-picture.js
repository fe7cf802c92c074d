// Draws what was recorded of the loop: a strip of time for the thread, one for each connection, and a grid for crowds.

const LETTER_WIDTH = 16;
const WAITS_FOR_CLIENT = new Set(["IDLE", "HEADER", "BODY", "WRITE"]);

/** The colours of the style sheet, which differ between light, dark and forced colours. */
export class Palette {
  constructor() {
    const style = getComputedStyle(document.documentElement);
    this.of = (name) => style.getPropertyValue(`--${name}`).trim();
    this.paper = this.of("paper");
    this.ink = this.of("ink");
    this.line = this.of("line");
    this.soft = this.of("soft");
  }

  kind(kind) {
    return this.of(`k-${kind.toLowerCase()}`);
  }

  phase(phase) {
    return this.of(`p-${phase.toLowerCase()}`);
  }
}

/** A canvas of the size that it has on the screen, cleared. */
function prepared(canvas) {
  const scale = devicePixelRatio;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `600 11px ${getComputedStyle(canvas).fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  return { context, width, height };
}

/** One window of the stretched time, from left to right. */
export class TimeWindow {
  constructor(recording, stretch, time, span) {
    this.recording = recording;
    this.stretch = stretch;
    this.span = span;
    this.end = stretch.position(time, recording.indexAt(time));
    this.endTime = time;
    this.begin = this.end - span;
    this.first = Math.max(0, stretch.indexAt(this.begin));
    this.beginTime = stretch.time(Math.max(0, this.begin));
  }

  x(position, width) {
    return (position - this.begin) / this.span * width;
  }

  xOfTime(time, width) {
    return this.x(this.stretch.position(time, this.recording.indexAt(time)), width);
  }

  /** Calls back with each entry that is visible, and where it begins and ends. */
  forEach(width, visit) {
    const { entries } = this.recording;
    for (let i = this.first; i < entries.length && this.stretch.positionOfIndex(i) < this.end; i++) {
      const from = this.x(this.stretch.positionOfIndex(i), width);
      const to = this.x(Math.min(this.end, this.stretch.ends[i]), width);
      visit(entries[i], from, to);
    }
  }

  /** The entry at a point of a strip; null if there is none. */
  entryAt(x, width, connection) {
    let found = null;
    this.forEach(width, (entry, from, to) => {
      const isOurs = connection === null || entry.connection === connection;
      if (isOurs && from - 2 <= x && x <= Math.max(to, from + 2) + 2 && (found === null || entry.kind !== "SLEEP")) {
        found = entry;
      }
    });
    return found;
  }
}

function slice(context, palette, kind, from, to, top, height) {
  const width = Math.max(to - from, 1.2);
  context.fillStyle = palette.kind(kind);
  context.fillRect(from, top, width, height);
  if (width > LETTER_WIDTH) {
    context.fillStyle = palette.paper;
    context.fillText(kind[0], from + width / 2, top + height / 2 + 0.5);
  }
}

/** Time that the thread slept is a line; a zigzag in it says that the picture shows only the beginning and the end. */
function sleep(context, palette, from, to, height, isCut) {
  context.strokeStyle = palette.soft;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(from, height / 2);
  if (isCut && to - from > 12) {
    const middle = (from + to) / 2;
    context.lineTo(middle - 6, height / 2);
    context.lineTo(middle - 3, height / 2 - 5);
    context.lineTo(middle + 3, height / 2 + 5);
    context.lineTo(middle + 6, height / 2);
  }
  context.lineTo(to, height / 2);
  context.stroke();
}

export function drawThread(canvas, palette, view) {
  const { context, width, height } = prepared(canvas);
  view.forEach(width, (entry, from, to) => {
    if (entry.kind === "SLEEP") {
      sleep(context, palette, from, to, height, view.stretch.isCut(entry));
    } else if (entry.kind === "OMITTED") {
      context.fillStyle = palette.line;
      context.fillRect(from, 0, Math.max(to - from, 1), height);
    } else {
      slice(context, palette, entry.kind, from, to, 0, height);
    }
  });
  const known = view.xOfTime(Math.min(view.endTime, view.recording.end), width);
  sleep(context, palette, known, width, height, false);
}

/** The states of a connection as bands, and above them the slices of the thread's time that it got. */
export function drawConnection(canvas, palette, view, connection) {
  const { context, width, height } = prepared(canvas);
  const states = view.recording.states.get(connection) ?? [];
  states.forEach((state, i) => {
    const until = Math.min(states[i + 1]?.at ?? Infinity, view.endTime);
    if (state.phase === "CLOSED" || until < view.beginTime || state.at > view.endTime) {
      return;
    }
    const from = Math.max(0, view.xOfTime(Math.max(state.at, view.beginTime), width));
    const to = view.xOfTime(until, width);
    context.fillStyle = palette.phase(state.phase);
    const inset = WAITS_FOR_CLIENT.has(state.phase) ? 0.3 : 0.15;
    context.fillRect(from, height * inset, Math.max(to - from, 0.5), height * (1 - 2 * inset));
  });
  view.forEach(width, (entry, from, to) => {
    if (entry.connection === connection && entry.kind !== "SLEEP") {
      slice(context, palette, entry.kind, from, to, 0, height);
    }
  });
}

/** One cell for each connection: phases holds one digit for each. */
export function drawGrid(canvas, palette, phases, names) {
  const { context, width, height } = prepared(canvas);
  const size = Math.max(2, Math.floor(Math.sqrt(width * height / phases.length)));
  const columns = Math.floor(width / size);
  const colours = names.map((name) => palette.phase(name));
  const gap = size > 4 ? 1 : 0;
  for (let i = 0; i < phases.length; i++) {
    context.fillStyle = colours[phases[i]];
    context.fillRect((i % columns) * size, Math.floor(i / columns) * size, size - gap, size - gap);
  }
}
