// What the modules of the parser explorer share: bytes as text, elements, and questions to the server.

export const CONTROLS = { 0: "NUL", 9: "HT", 10: "LF", 13: "CR", 32: "SP" };
const ESCAPES = { r: "\r", n: "\n", t: "\t", "\\": "\\" };
const PATIENCE_MILLIS = 8000;

export const $ = (id) => document.getElementById(id);

/** The text of the editor as bytes, one character each: the end of a line is CR LF. */
export function bytesOf(text) {
  const crlf = text.replace(/\r?\n/g, "\r\n");
  const utf8 = unescape(encodeURIComponent(crlf));
  return utf8.replace(/\\(?:x([0-9a-fA-F]{2})|([rnt\\]))/g,
    (all, hexDigits, letter) => (hexDigits ? String.fromCharCode(parseInt(hexDigits, 16)) : ESCAPES[letter]));
}

/** The text that stands for these bytes in the editor. */
export function textOf(bytes) {
  return bytes.replace(/\r\n|[^]/g, (each) => {
    const code = each.charCodeAt(0);
    const letter = Object.keys(ESCAPES).find((key) => ESCAPES[key] === each);
    return each === "\r\n" ? "\n" : letter ? `\\${letter}` : code < 32 || code > 126 ? `\\x${hex(code)}` : each;
  });
}

export function hex(code) {
  return code.toString(16).padStart(2, "0");
}

/** How a byte is shown: the character, or the name of a control, or two digits. */
export function nameOf(code) {
  return CONTROLS[code] ?? (code > 32 && code < 127 ? String.fromCharCode(code) : hex(code));
}

export function made(name, className, ...content) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  element.append(...content);
  return element;
}

/** The innermost state, without the machines around it. */
export function innermost(state) {
  return state.slice(state.lastIndexOf("/") + 1);
}

/** Places as the server reads them, with ranges: 3, 5-9. */
export function rangesOf(places) {
  const ranges = [];
  for (const index of [...places].sort((a, b) => a - b)) {
    const last = ranges[ranges.length - 1];
    if (last?.[1] === index - 1) {
      last[1] = index;
    } else {
      ranges.push([index, index]);
    }
  }
  return ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`));
}

/** The places in such a text, below the limit; what is no range is left out. */
export function placesOf(text, limit) {
  return text.split(",").filter((range) => /^\d+(-\d+)?$/.test(range)).flatMap((range) => {
    const [from, to = from] = range.split("-").map((number) => Math.min(Number(number), limit));
    return Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => from + i);
  });
}

/** Asks /explain/ about bytes. */
export async function ask(what, bytes) {
  const body = Uint8Array.from(bytes, (c) => c.charCodeAt(0));
  const response = await fetch(`/explain/${what}`,
    { method: "POST", body, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return response.json();
}
