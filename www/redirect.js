// The buttons of the page about redirections.
import { attach, runInMemory, verdict } from "/exchange.js";
import { request } from "/memory.js";

function expecting(status, methodAndTarget, location) {
  return async (place) => {
    const { answers: [answer] } = await runInMemory(place, [request(methodAndTarget)]);
    return verdict(answer.status === status && answer.field("Location") === location,
      `${status}: the client has to ask again, for ${location}.`, `The answer is ${answer.status}, to ${answer.field("Location")}.`);
  };
}

attach({
  post: expecting(307, "POST /redirect/307/home", "/"),
  slash: expecting(301, "GET /files", "/files/"),
});
