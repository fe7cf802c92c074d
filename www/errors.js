// The buttons of the page about hosts, routes and errors.
import { attach, expectStatus, runInMemory, runOverNetwork, verdict } from "/exchange.js";
import { request, requestWith } from "/memory.js";

/** What browsers ask for, so that the answer is the host's own page. */
const AS_A_PAGE = "Accept: text/html";

function expecting(status, bytes, whenMet = `${status}: as expected.`) {
  return async (place) => {
    const { answers: [answer] } = await runInMemory(place, [bytes]);
    return expectStatus(answer, status, whenMet);
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

attach({
  async otherHost(place) {
    const answer = await runOverNetwork(place, "GET", `${location.protocol}//hello.localhost:${location.port || "80"}/`);
    return verdict(answer.content.startsWith("Hello"), "The same address and port, another host.",
      "This is not what the other host serves.");
  },

  notFound: expecting(404, request("GET /nothing-here", AS_A_PAGE)),
  forbidden: expecting(403, request("GET /images/", AS_A_PAGE)),
  notAllowed: expecting(405, request("DELETE /hello.txt", AS_A_PAGE)),
  tooLarge: expecting(413, requestWith("x".repeat(101), "POST /small/body", AS_A_PAGE)),
  failure: expecting(500, request("GET /failure/", AS_A_PAGE)),
  afterwards: expecting(200, request("GET /hello.txt"), "200: the server goes on as if nothing had happened."),

  async json(place) {
    const { answers: [answer] } = await runInMemory(place, [request("GET /nothing-here", "Accept: application/json")]);
    return verdict(statusIn(answer.content) === 404, "The same error as JSON, for a program.", "That is not JSON.");
  },

  async raw(place) {
    const { answers: [answer], closed } = await runInMemory(place, ["GET / HTTP/1.1\r\n\r\n"]);
    return verdict(answer?.status === 400 && closed, "400: the reason names the section of the RFC.", "This was not refused.");
  },
});
