// What was recorded of the loop: a list of entries in the order of time, and questions about it. Times are in nanoseconds
// since the recording began.

const TURNS_MAX = 1024;
const ENTRIES_MAX = 40000;

export class Recording {
  /** names: {kinds, phases}, in the order of their numbers, and the name of a live recording */
  constructor(names) {
    this.name = names.recording;
    this.kinds = names.kinds;
    this.phases = names.phases;
    this.entries = [];                                  // {kind, connection, start, nanos, bytes}
    this.turns = [];                                    // the indexes of the entries that begin a turn
    this.states = new Map();                            // connection → [{at, phase, interest, pending, deadline}]
    this.labels = new Map();                            // connection → text
  }

  get end() {
    const last = this.entries[this.entries.length - 1];
    return last ? last.start + last.nanos : 0;
  }

  /** Appends entries as the server writes them: [kind, connection, start, nanos, bytes, phase, interest, deadline]. */
  append(rows) {
    for (const [number, connection, start, nanos, bytes, phase, interest, deadline] of rows) {
      const kind = this.kinds[number];
      if (kind === "STATE") {
        this.setState(connection, { at: start, phase, interest, pending: bytes, deadline });
      } else if (kind === "CLOSED") {
        this.setState(connection, { at: start, phase: "CLOSED", interest: "NONE", pending: 0, deadline: null });
      } else {
        if (start > this.end + 1 && this.entries.length > 0) {
          this.entries.push({ kind: "OMITTED", connection: 0, start: this.end, nanos: start - this.end, bytes: 0 });
        }
        if (kind === "SLEEP") {
          this.turns.push(this.entries.length);
        }
        this.entries.push({ kind, connection, start, nanos, bytes });
      }
    }
    this.forgetOld();
  }

  /** The lanes of a message say how connections are, even if the entries that changed them were left out. */
  appendLanes(now, lanes) {
    for (const lane of lanes) {
      const name = lane.puppet === null ? lane.client : lane.puppet.replaceAll("-", " ");
      this.labels.set(lane.number, { name, request: lane.request, isPuppet: lane.puppet !== null });
      const last = this.stateAt(lane.number, Infinity);
      if (last === null || last.phase !== lane.phase || last.pending !== lane.pending || last.deadline !== lane.deadline) {
        this.setState(lane.number, { at: now, ...lane });
      }
    }
  }

  setState(connection, state) {
    const list = this.states.get(connection) ?? [];
    this.states.set(connection, list);
    list.push(state);
  }

  forgetOld() {
    const surplus = Math.max(this.turns.length - TURNS_MAX, 0);
    const first = Math.max(this.turns[surplus] ?? 0, this.entries.length - ENTRIES_MAX);
    if (first < 2000 && this.entries.length < ENTRIES_MAX) {
      return;                                           // forgets many at once, and not a few each time
    }
    this.entries.splice(0, first);
    this.turns = this.turns.map((index) => index - first).filter((index) => index >= 0);
    const oldest = this.entries[0].start;
    for (const [connection, list] of this.states) {
      const known = list.findLastIndex((state) => state.at <= oldest);
      list.splice(0, Math.max(known, 0));
      if (list.length === 1 && list[0].phase === "CLOSED") {
        this.states.delete(connection);
        this.labels.delete(connection);
      }
    }
  }

  /** The index of the entry at a time, by bisection. */
  indexAt(time) {
    let low = 0;
    let high = this.entries.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.entries[middle].start <= time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The number, among those that are kept, of the turn at a time. */
  turnAt(time) {
    const index = this.indexAt(time);
    const next = this.turns.findIndex((first) => first > index);
    return (next < 0 ? this.turns.length : next) - 1;
  }

  /** The entries of a turn, its sleep first. */
  turn(number) {
    return this.entries.slice(this.turns[number], this.turns[number + 1]);
  }

  turnEnd(number) {
    const last = this.turn(number).at(-1);
    return last === undefined ? 0 : last.start + last.nanos;
  }

  stateAt(connection, time) {
    const list = this.states.get(connection) ?? [];
    const index = list.findLastIndex((state) => state.at <= time);
    return index < 0 ? null : list[index];
  }

  /** The connections that were open at a time, or closed not long before it. */
  connectionsAt(time, closedNanos) {
    return [...this.states.keys()].filter((connection) => {
      const state = this.stateAt(connection, time);
      return state !== null && (state.phase !== "CLOSED" || state.at > time - closedNanos);
    }).sort((a, b) => a - b);
  }

  /** A text for an address: the last entries before a time, compressed. */
  async share(time, entriesMax) {
    const last = this.indexAt(time);
    const first = Math.max(0, last + 1 - entriesMax);
    const from = this.entries[first].start;
    const kept = this.entries.slice(first, last + 1);
    const states = [...this.states].map(([connection, list]) => [connection, list.filter((state, index) =>
      state.at <= time && (state.at >= from || (list[index + 1]?.at ?? Infinity) > from))
      .map((state) => [Math.max(0, state.at - from), state.phase, state.interest, state.pending,
        state.deadline === null ? null : state.deadline - from])]).filter(([, list]) => list.length > 0);
    const numbers = new Set(states.map(([connection]) => connection));
    const text = JSON.stringify({
      entries: kept.map((entry) => [this.kinds.indexOf(entry.kind), entry.connection, entry.nanos, entry.bytes]),
      states,
      labels: [...this.labels].filter(([connection]) => numbers.has(connection)),
      kinds: this.kinds,
      phases: this.phases,
    });
    const bytes = new Uint8Array(await new Response(new Blob([text]).stream()
      .pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
      .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  }

  /** The recording that was shared as this text. */
  static async shared(text) {
    const latin1 = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(latin1, (c) => c.charCodeAt(0));
    const data = JSON.parse(await new Response(new Blob([bytes]).stream()
      .pipeThrough(new DecompressionStream("deflate-raw"))).text());
    const recording = new Recording(data);
    let start = 0;
    for (const [number, connection, nanos, amount] of data.entries) {
      const kind = data.kinds[number] ?? "OMITTED";
      if (kind === "SLEEP") {
        recording.turns.push(recording.entries.length);
      }
      recording.entries.push({ kind, connection, start, nanos, bytes: amount });
      start += nanos;
    }
    for (const [connection, list] of data.states) {
      recording.states.set(connection, list.map(([at, phase, interest, pending, deadline]) =>
        ({ at, phase, interest, pending, deadline })));
    }
    recording.labels = new Map(data.labels);
    return recording;
  }
}

/**
 * Stretches time for slow motion: work is shown in its true length, but the thread sleeps no longer than a part of the
 * picture. Positions are nanoseconds of the stretched time.
 */
export class Stretch {
  constructor(recording, sleepMax) {
    this.entries = recording.entries;
    this.sleepMax = sleepMax;
    this.ends = [];
    let position = 0;
    for (const entry of this.entries) {
      position += this.lengthOf(entry);
      this.ends.push(position);
    }
  }

  isCut(entry) {
    return (entry.kind === "SLEEP" || entry.kind === "OMITTED") && entry.nanos > this.sleepMax;
  }

  lengthOf(entry) {
    return this.isCut(entry) ? this.sleepMax : entry.nanos;
  }

  positionOfIndex(index) {
    return index === 0 ? 0 : this.ends[index - 1];
  }

  /** The position of a time that lies within the entry at an index. */
  position(time, index) {
    const entry = this.entries[index];
    const part = entry.nanos === 0 ? 1 : Math.max(0, Math.min(1, (time - entry.start) / entry.nanos));
    return this.positionOfIndex(index) + this.lengthOf(entry) * part + Math.max(0, time - entry.start - entry.nanos);
  }

  indexAt(position) {
    let low = 0;
    let high = this.ends.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.ends[middle] > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  time(position) {
    if (this.entries.length === 0) {
      return 0;
    }
    const index = this.indexAt(position);
    const entry = this.entries[index];
    const length = this.lengthOf(entry);
    const part = length === 0 ? 1 : Math.max(0, Math.min(1, (position - this.positionOfIndex(index)) / length));
    return entry.start + entry.nanos * part + Math.max(0, position - this.ends[index]);
  }
}
