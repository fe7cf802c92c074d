// What the parser explorer says in words about a trace, after a number of its bytes.

import { made, nameOf } from "./parser-bytes.js";

/** An event, as an item of a list. */
export function describe(event) {
  if (event.kind === "head") {
    const fields = event.fields.map(([name, value]) => `${name}: ${value}`).join(", ");
    return `head: ${event.method} ${event.target} ${event.version}; ${fields || "no fields"}`;
  }
  if (event.kind === "content") {
    return `content: ${event.bytes} byte${event.bytes === 1 ? "" : "s"}`;
  }
  return "end of the request" + (event.trailers.length ? `, trailers ${event.trailers.map((t) => t.join(": ")).join(", ")}` : "");
}

/** A link to a section such as "RFC 9112 section 6.1"; the text alone if it is of something else. */
export function rfcLink(section) {
  const [, number, part] = section.match(/RFC (\d+) section ([\d.]+)/) ?? [];
  if (!number) {
    return section;
  }
  const link = made("a", "", section);
  link.href = `https://www.rfc-editor.org/rfc/rfc${number}.html#section-${part}`;
  return link;
}

/** Where the content ends, as soon as the head is complete. The state is the one after these bytes. */
export function verdict(trace, at, state) {
  const events = trace.events.filter((event) => event.at <= at);
  const head = events.findLastIndex((event) => event.kind === "head");
  const end = events.findLastIndex((event) => event.kind === "end");
  if (trace.refusal !== null && at >= trace.refusal.at) {
    return made("span", "refused", head > end
      ? `Refused with ${trace.refusal.status}, within the content. The head said: ${events[head].framing}.`
      : `Refused with ${trace.refusal.status}: ${trace.refusal.reason}.`);
  }
  if (head > end) {
    return `${sentence(events[head].framing)}.`;
  }
  return head >= 0 && state === "START" ? `${sentence(events[head].framing)}. The request is complete.`
    : "Not known yet: the header section is not complete.";
}

function sentence(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** The refused message as text, with those bytes marked that cause the refusal. */
export function markedText(bytes, trace) {
  const start = trace.events.filter((event) => event.kind === "end").pop()?.at ?? 0;
  const shown = (from, to) => bytes.slice(from, to).replace(/\r\n|[^ -~]/g,
    (each) => (each === "\r\n" ? "\n" : `[${nameOf(each.charCodeAt(0))}]`));
  const parts = [];
  let from = start;
  for (const [first, last] of trace.refusal.because) {
    parts.push(shown(from, first), made("mark", "because", shown(first, last)));
    from = last;
  }
  return [...parts, shown(from, trace.refusal.at)];
}

/** How two lenient programs would read a request that has both framing fields; null for any other. */
export function readings(bytes) {
  const headEnd = bytes.indexOf("\r\n\r\n") + 4;
  const head = bytes.slice(0, headEnd);
  const length = head.match(/\r\nContent-Length: *(\d+)/i);
  if (headEnd < 4 || !length || !/\r\nTransfer-Encoding:.*chunked/i.test(head)) {
    return null;
  }
  const rest = bytes.slice(headEnd);
  const lastChunk = rest.search(/(^|\r\n)0+\r\n\r\n/);
  const chunkedEnd = lastChunk < 0 ? rest.length : rest.indexOf("\r\n\r\n", lastChunk) + 4;
  const parts = (end) => [made("mark", "s-value", rest.slice(0, end)), "\n— end of this request —\n",
    made("mark", "s-method", rest.slice(end) || "(nothing follows)")];
  return { byLength: parts(Number(length[1])), byChunks: parts(chunkedEnd) };
}
