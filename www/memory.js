// The server in memory (POST /explain/exchange): the bytes of a client go in, and the bytes come out that the client would
// get over a socket. Bytes are strings here, with one character for each byte.

const ANSWER_BYTES_MAX = 32 * 1024;
/** The server ends an exchange after some milliseconds, which a server that was just started may need for other things. */
const TRIES = 3;

/** A text in UTF-8. */
export function bytesOf(text) {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** The text that the bytes are in UTF-8; null if they are none, or have control characters in them. */
export function textOf(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(arrayOf(bytes));
    return /[^\P{Cc}\t\r\n]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function arrayOf(bytes) {
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

/** A request to this server: "GET /hello.txt", its fields as lines. The content, if there is any, is to be appended. */
export function request(methodAndTarget, ...fieldLines) {
  return bytesOf([`${methodAndTarget} HTTP/1.1`, `Host: ${location.host}`, ...fieldLines, "", ""].join("\r\n"));
}

/** A request with its content and the length of that. */
export function requestWith(content, methodAndTarget, ...fieldLines) {
  const bytes = bytesOf(content);
  return request(methodAndTarget, ...fieldLines, `Content-Length: ${bytes.length}`) + bytes;
}

async function exchange(sent, after, seconds) {
  const response = await fetch(`/explain/exchange?after=${after}&seconds=${seconds}`, {
    method: "POST",
    body: arrayOf(sent),
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(8000),
  });
  const told = await response.json();
  if (!response.ok) {
    throw new Error(told.detail, { cause: response });
  }
  return told;
}

/**
 * Sends all parts on one connection: requests, or pieces of one.
 *
 * @param pause after the first part the client waits for what the server says, and is silent for so many seconds; without
 *              it, all parts go at once
 * @returns the parts, the answers in order, how many of their bytes came in the pause, how many in all, whether the server
 *          has closed the connection, and whether it has no more to send
 */
export async function converse(parts, pause = undefined) {
  let told = { complete: false, bytes: "" };
  for (let tries = 0; tries < TRIES && !told.complete && told.bytes.length < ANSWER_BYTES_MAX; tries++) {
    told = await exchange(parts.join(""), pause === undefined ? 0 : parts[0].length, pause ?? 0);
  }
  const methods = parts.map((part) => part.match(/^[A-Z]+(?= .* HTTP\/)/)?.[0]).filter(Boolean);
  return { ...told, parts, pause, answers: answersIn(told.bytes, methods) };
}

/** Divides what came into answers; the methods of the requests tell which of them have no content. */
function answersIn(bytes, methods) {
  const answers = [];
  const asked = [...methods];
  for (let at = 0; at < bytes.length;) {
    const answer = answerAt(bytes, at, asked[0]);
    answers.push(answer);
    at = answer.end;
    if (answer.status >= 200) {
      asked.shift();
    }
  }
  return answers;
}

function answerAt(bytes, at, method) {
  const emptyLine = bytes.indexOf("\r\n\r\n", at);
  const start = emptyLine < 0 ? bytes.length : emptyLine + 4;
  const [statusLine, ...lines] = bytes.slice(at, emptyLine < 0 ? bytes.length : emptyLine).split("\r\n");
  const status = Number(statusLine.split(" ")[1]);
  const field = (name) => lines.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    ?.slice(name.length + 1).trim() ?? null;
  const { end, content } = contentAt(bytes, start, status < 200 || [204, 304].includes(status) || method === "HEAD", field);
  return { at, end, status, statusLine, head: bytes.slice(at, start), field, raw: bytes.slice(start, end), content };
}

/** Where the content of an answer ends, and what it is without its framing (RFC 9112 section 6.3). */
function contentAt(bytes, start, hasNone, field) {
  if (hasNone) {
    return { end: start, content: "" };
  }
  if (field("Transfer-Encoding") === "chunked") {
    return chunksAt(bytes, start);
  }
  const end = Math.min(bytes.length, start + Number(field("Content-Length") ?? bytes.length));
  return { end, content: bytes.slice(start, end) };
}

function chunksAt(bytes, start) {
  let content = "";
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = parseInt(bytes.slice(at, lineEnd), 16);
    if (lineEnd < 0 || size === 0) {
      return { end: lineEnd < 0 ? bytes.length : lineEnd + 4, content };
    }
    content += bytes.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 4 + size;
  }
}

/** The bytes as the editor of the parser's page takes them: a line break is CR LF, other control characters are escaped. */
export function editorText(bytes) {
  const lineEnds = { "\r\n": "\n", "\r": "\\r", "\n": "\\n", "\t": "\\t" };
  const escaped = bytes.replaceAll("\\", "\\\\");
  const text = textOf(escaped)
    ?? escaped.replace(/[^\r\n\t -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return text.replace(/\r\n|[\r\n\t]/g, (found) => lineEnds[found]);
}
