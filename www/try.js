// The buttons of the experiments page.
import { attach, exchange, expectStatus, send, verdict } from "/exchange.js";

const experiments = {
  async conditional(result) {
    const first = await send("GET", "/hello.txt");
    result.append(exchange(first));
    const etag = first.response.headers.get("etag");
    if (etag === null) {
      return verdict(false, "", "This response has no ETag, so there is no tag to send back.");
    }
    const second = await send("GET", "/hello.txt", { "If-None-Match": etag });
    result.append(exchange(second));
    return expectStatus(second, 304, "304: the copy is still valid, so no content was sent.");
  },

  async range(result) {
    const sent = await send("GET", "/hello.txt", { Range: "bytes=0-4" });
    result.append(exchange(sent));
    return expectStatus(sent, 206, "206: a part of the file; Content-Range says which part.");
  },

  async head(result) {
    const sent = await send("HEAD", "/hello.txt");
    result.append(exchange(sent));
    return expectStatus(sent, 200, "200: the same fields as for GET, but no content.");
  },

  async options(result) {
    const sent = await send("OPTIONS", "/hello.txt");
    const allow = sent.response.headers.get("allow");
    result.append(exchange(sent));
    return verdict(sent.response.ok && allow !== null, `Allowed here: ${allow}.`,
      "This response does not say which methods are allowed.");
  },

  async delete(result) {
    const sent = await send("DELETE", "/hello.txt");
    const allow = sent.response.headers.get("allow");
    result.append(exchange(sent));
    return allow === null
      ? verdict(false, "", `The response is ${sent.response.status}, without an Allow field.`)
      : expectStatus(sent, 405, `405: refused; the allowed methods are ${allow}.`);
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
