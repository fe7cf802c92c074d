// Sends content and tells how much of it has gone. Only XMLHttpRequest tells that: fetch does not.

const WINDOW_MILLIS = 3000;
const UNITS = ["B", "KiB", "MiB", "GiB"];

/** A number of bytes as people read it. */
export function size(bytes) {
  const unit = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  return unit === 0 ? `${Math.round(bytes)} B` : `${(bytes / 1024 ** unit).toFixed(1)} ${UNITS[unit]}`;
}

/** How fast something grows: by what it has grown in the last seconds, as a connection can become faster or slower. */
class Rate {
  #samples = [{ at: performance.now(), bytes: 0 }];

  add(bytes) {
    const at = performance.now();
    this.#samples.push({ at, bytes });
    while (this.#samples.length > 2 && this.#samples[1].at < at - WINDOW_MILLIS) {
      this.#samples.shift();
    }
  }

  perSecond() {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    return last.at === first.at ? 0 : (last.bytes - first.bytes) / (last.at - first.at) * 1000;
  }
}

/** There is no answer, because the connection was lost or the upload was cancelled; sent and total are numbers of bytes. */
export class NoAnswer extends Error {
  constructor(isCancelled, sent, total) {
    super(isCancelled ? "cancelled" : "the connection was lost");
    Object.assign(this, { isCancelled, sent, total });
  }
}

/**
 * Sends a request.
 *
 * @param report called with { sent, total, perSecond } in bytes, as often as the browser tells
 * @param signal its abort cancels the request
 * @returns a promise of the answer: { status, phrase, fields, content }; it fails with {@link NoAnswer}
 */
export function send({ method, target, fields, content }, report, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const rate = new Rate();
    let sent = 0;
    let total = 0;
    request.open(method, target);
    Object.entries(fields).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener("progress", (event) => {
      [sent, total] = [event.loaded, event.total];
      rate.add(sent);
      report({ sent, total, perSecond: rate.perSecond() });
    });
    request.addEventListener("load", () => resolve({
      status: request.status,
      phrase: request.statusText,
      fields: request.getAllResponseHeaders().trim().split("\r\n").map((line) => line.split(/: (.*)/s, 2)),
      content: request.responseText,
    }));
    request.addEventListener("error", () => reject(new NoAnswer(false, sent, total)));
    request.addEventListener("abort", () => reject(new NoAnswer(true, sent, total)));
    signal.addEventListener("abort", () => request.abort());
    request.send(content);
  });
}
