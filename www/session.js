// The buttons of the sessions page. The browser itself stores and sends the cookies.
import { attach, exchange, send, verdict } from "/exchange.js";

function sentence(target, told) {
  if (target === "/session/stats") {
    return `Sessions in use: ${told.sessions} of at most ${told.maximum}.`;
  }
  if (!told.session) {
    return told.ended ? "The session has ended." : "There is no session.";
  }
  const visits = told.visits === 1 ? "This is the first visit." : `This is visit ${told.visits}.`;
  return told.renewed ? `The session has a new id. ${visits}` : visits;
}

async function ask(result, button) {
  const sent = await send(button.dataset.method, button.dataset.target);
  result.append(exchange(sent));
  const isJson = (sent.response.headers.get("content-type") ?? "").startsWith("application/json");
  return sent.response.ok && isJson
    ? verdict(true, sentence(sent.target, JSON.parse(sent.text)), "")
    : verdict(false, "", `The response is ${sent.response.status}.`);
}

attach("button[data-target]", () => ask);
