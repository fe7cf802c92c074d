// The buttons of the page about hosts, routes and errors.
import { attach, exchange, expectStatus, send, verdict } from "/exchange.js";

/** One request with the browser's usual Accept, so that the response is the host's own page. */
const AS_A_PAGE = { Accept: "text/html" };

function expecting(status, method, target, content = undefined) {
  return async (result) => {
    const sent = await send(method, target, AS_A_PAGE, content);
    result.append(exchange(sent));
    return expectStatus(sent, status, `${status}: as expected.`);
  };
}

/** The status that an error in JSON names; undefined if the text is not JSON. */
function statusIn(text) {
  try {
    return JSON.parse(text).status;
  } catch {
    return undefined;
  }
}

const experiments = {
  notFound: expecting(404, "GET", "/nothing-here"),
  forbidden: expecting(403, "GET", "/images/"),
  notAllowed: expecting(405, "DELETE", "/hello.txt"),
  tooLarge: expecting(413, "POST", "/small/body", "x".repeat(101)),
  failure: expecting(500, "GET", "/failure/"),

  async afterwards(result) {
    const sent = await send("GET", "/hello.txt");
    result.append(exchange(sent));
    return expectStatus(sent, 200, "200: the server goes on as if nothing had happened.");
  },

  async json(result) {
    const sent = await send("GET", "/nothing-here", { Accept: "application/json" });
    result.append(exchange(sent));
    return verdict(statusIn(sent.text) === 404, "The same error as JSON, for a program.", "That is not JSON.");
  },

  async otherHost(result) {
    const target = `${location.protocol}//hello.localhost:${location.port || "80"}/`;
    const sent = await send("GET", target);
    result.append(exchange(sent));
    return verdict(sent.text.startsWith("Hello"), "The same address and port, another host.",
      "This is not what the other host serves.");
  },
};

attach("button[data-try]", (button) => experiments[button.dataset.try]);
