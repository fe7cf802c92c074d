// The buttons of the experiments.
import { attach, exchange, expectStatus, send, verdict } from "/exchange.js";

const experiments = {
  async conditional(result) {
    const first = await send("GET", "/hello.txt");
    result.append(exchange(first));
    const etag = first.response.headers.get("etag");
    if (etag === null) {
      return verdict(false, "", "This answer has no ETag, so there is nothing to ask with.");
    }
    const second = await send("GET", "/hello.txt", { "If-None-Match": etag });
    result.append(exchange(second));
    return expectStatus(second, 304, "304: the copy is still good, and no content was sent.");
  },

  async range(result) {
    const sent = await send("GET", "/hello.txt", { Range: "bytes=0-4" });
    result.append(exchange(sent));
    return expectStatus(sent, 206, "206: a part, and Content-Range says which.");
  },

  async head(result) {
    const sent = await send("HEAD", "/hello.txt");
    result.append(exchange(sent));
    return expectStatus(sent, 200, "200: the fields of GET, and no content.");
  },

  async options(result) {
    const sent = await send("OPTIONS", "/hello.txt");
    const allow = sent.response.headers.get("allow");
    result.append(exchange(sent));
    return verdict(sent.response.ok && allow !== null, `Allowed here: ${allow}.`,
      "This answer does not say what is allowed.");
  },

  async delete(result) {
    const sent = await send("DELETE", "/hello.txt");
    const allow = sent.response.headers.get("allow");
    result.append(exchange(sent));
    return allow === null
      ? verdict(false, "", `The answer is ${sent.response.status}, without an Allow field.`)
      : expectStatus(sent, 405, `405: refused; allowed are ${allow}.`);
  },

  async echo(result) {
    const content = document.getElementById("echo-text").value;
    const sent = await send("POST", "/echo/body", { "Content-Type": "text/plain;charset=utf-8" }, content);
    result.append(exchange(sent));
    return verdict(sent.response.ok && sent.text === content, "The same content came back.",
      "What came back is not what was sent.");
  },
};

attach("button[data-try]", (button) => experiments[button.dataset.try]);
