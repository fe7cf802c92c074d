// The buttons of the scripts page.
import { attach, exchange, expectStatus, send, verdict } from "/exchange.js";

/** Sends a request to a script and checks that its page has the expected lines. */
async function run(result, expected, method, target, fields = {}, content = undefined) {
  const sent = await send(method, target, fields, content);
  result.append(exchange(sent));
  const page = new DOMParser().parseFromString(sent.text, "text/html").body.textContent;
  const missing = expected.filter((line) => !page.includes(line));
  return verdict(sent.response.ok && missing.length === 0, `The script received: ${expected.join(", ")}.`,
    `The response is ${sent.response.status}, without ${missing.join(", ")}.`);
}

const experiments = {
  python: (result) => run(result, ["REQUEST_METHOD=GET", "QUERY_STRING=color=teal&size=3"], "GET",
    "/cgi-bin/test.py?color=teal&size=3"),
  sh: (result) => run(result, ["SCRIPT_NAME=/cgi-bin/test.sh", "PATH_INFO=/extra/path"], "GET",
    "/cgi-bin/test.sh/extra/path"),
  perl: (result) => run(result, ["GATEWAY_INTERFACE=CGI/1.1"], "GET", "/cgi-bin/test.pl"),

  post(result) {
    const content = document.getElementById("cgi-text").value;
    const length = new TextEncoder().encode(content).length;
    return run(result, [`CONTENT_LENGTH=${length}`, content], "POST", "/cgi-bin/test.py",
      { "Content-Type": "text/plain;charset=utf-8" }, content);
  },

  async missing(result) {
    const sent = await send("GET", "/cgi-bin/nothing.py");
    result.append(exchange(sent));
    return expectStatus(sent, 404, "404: as expected.");
  },
};

attach("button[data-try]", (button) => experiments[button.dataset.try]);
