// The buttons of the experiments page. All of them use the server in memory.
import { attach, expectStatus, runInMemory, verdict } from "/exchange.js";
import { bytesOf, request, requestWith } from "/memory.js";

/** One request; its answer must have this status. */
function expecting(status, whenMet, ...lines) {
  return async (place) => {
    const { answers: [answer] } = await runInMemory(place, [request(...lines)]);
    return expectStatus(answer, status, whenMet);
  };
}

const CHUNKED = "Transfer-Encoding: chunked";
const CLOSE = "Connection: close";

attach({
  async conditional(place) {
    const { answers: [first] } = await runInMemory(place, [request("GET /hello.txt")]);
    const etag = first.field("ETag");
    if (etag === null) {
      return verdict(false, "", "This answer has no ETag, so there is no tag to send back.");
    }
    const { answers: [second] } = await runInMemory(place, [request("GET /hello.txt", `If-None-Match: ${etag}`)]);
    return expectStatus(second, 304, "304: the copy is still valid, so no content was sent.");
  },

  range: expecting(206, "206: a part of the file; Content-Range says which part.", "GET /hello.txt", "Range: bytes=0-4"),

  async head(place) {
    const { answers: [answer] } = await runInMemory(place, [request("HEAD /hello.txt")]);
    return verdict(answer.status === 200 && answer.raw === "" && answer.field("Content-Length") === "21",
      "200: the same fields as for GET, but no content.", "This is not the head of the file alone.");
  },

  async options(place) {
    const { answers: [answer] } = await runInMemory(place, [request("OPTIONS /hello.txt")]);
    const allow = answer.field("Allow");
    return verdict(answer.status < 300 && allow !== null, `Allowed here: ${allow}.`,
      "This answer does not say which methods are allowed.");
  },

  async delete(place) {
    const { answers: [answer] } = await runInMemory(place, [request("DELETE /hello.txt")]);
    const allow = answer.field("Allow");
    return allow === null
      ? verdict(false, "", `The answer is ${answer.status}, without an Allow field.`)
      : expectStatus(answer, 405, `405: refused; the allowed methods are ${allow}.`);
  },

  names: expecting(200, "200: the server has decoded the name.", "GET /files/a%20name%20with%20spaces.txt"),

  async echo(place) {
    const content = document.getElementById("echo-text").value;
    const { answers: [answer] } = await runInMemory(place,
      [requestWith(content, "POST /echo/body", "Content-Type: text/plain;charset=utf-8")]);
    return verdict(answer.status === 200 && answer.content === bytesOf(content), "The same content came back.",
      "What came back is not what was sent.");
  },

  async expect(place) {
    const head = (methodAndTarget) => request(methodAndTarget, "Content-Length: 5", "Expect: 100-continue");
    const { answers: [first, last] } = await runInMemory(place, [head("POST /echo/body"), "Hello"], 0);
    const { answers: [refusal] } = await runInMemory(place, [head("PUT /hello.txt")], 0);
    return verdict(first?.status === 100 && last?.content === "Hello" && refusal?.status === 405,
      "First 100, and the content was sent. Then 405, and it was not.", "These are not the answers 100, 200 and 405.");
  },

  async cookies(place) {
    const { answers: [answer] } = await runInMemory(place, [request("GET /echo/cookies", "Cookie: a=1; b=2")]);
    return verdict(answer.content.trim() === "a=1\nb=2", "The server has read two cookies.", "These are other cookies.");
  },

  smallest: expecting(200, "200, and the connection is closed.", "GET /hello.txt", CLOSE),

  async white(place) {
    const { answers: [answer] } = await runInMemory(place, [request("GET /echo/head", "X-Wide:     a   b     ", CLOSE)]);
    return verdict(answer.content.includes("X-Wide: a   b\n") || answer.content.includes("X-Wide: a   b\r\n"),
      "The white space around the value is gone; that within it is kept.", "The value is not as expected.");
  },

  async chunks(place) {
    const { answers: [answer] } = await runInMemory(place, [request("POST /echo/body", CHUNKED, CLOSE)
      + "5\r\nHello\r\ne\r\n from a chunk.\r\n0\r\n\r\n"]);
    return verdict(answer.content === "Hello from a chunk.", "The server has joined the two chunks.",
      "That is not the content of the chunks.");
  },

  async pipeline(place) {
    const { answers } = await runInMemory(place, [request("HEAD /hello.txt"), request("GET /nothing"),
      request("GET /hello.txt", CLOSE)]);
    return verdict(answers.map((answer) => answer.status).join() === "200,404,200",
      "Three answers, in the order of the requests.", "These are not the three answers.");
  },

  async smuggling(place) {
    const inner = request("GET /hello.txt");
    const content = `0\r\n\r\n${inner}`;
    const { answers, closed } = await runInMemory(place,
      [request("POST /echo/body", `Content-Length: ${content.length}`, CHUNKED) + content]);
    return verdict(answers.length === 1 && answers[0].status === 400 && closed,
      "400, one answer, and the connection is closed: the second reading never happens.", "This was not refused.");
  },

  async unfinished(place) {
    const whole = request("GET /hello.txt");
    const { answers: [answer], closed } = await runInMemory(place, [whole.slice(0, whole.indexOf(location.host))], 6);
    return verdict(answer?.status === 408 && closed, "408: the server does not wait for ever.", "The server still waits.");
  },
});
