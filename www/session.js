// The buttons of the sessions page, and its cookie jar: what a browser does with cookies, where one can see it.
import { attach, element, runInMemory, verdict } from "/exchange.js";
import { request } from "/memory.js";

/** Name to { value, attributes, path }. It lasts as long as the page. */
const jar = new Map();

/** Does what a Set-Cookie field says (RFC 6265 section 5.3), and says what that was; empty without such a field. */
function store(setCookie) {
  if (setCookie === null) {
    return "";
  }
  const [pair, ...attributes] = setCookie.split(";").map((part) => part.trim());
  const [, name, value] = pair.match(/^([^=]*)=(.*)$/);
  const of = (attribute) => attributes.map((each) => each.match(/^([^=]*)=?(.*)$/))
    .find(([, key]) => key.toLowerCase() === attribute)?.[2];
  const isOver = of("max-age") !== undefined ? Number(of("max-age")) <= 0 : Date.parse(of("expires")) <= Date.now();
  if (isOver) {
    return jar.delete(name) ? `The jar deletes ${name}.` : `The jar has no ${name} to delete.`;
  }
  const before = jar.get(name);
  jar.set(name, { value, attributes: attributes.join("; "), path: of("path") ?? "/" });
  return before === undefined ? `The jar keeps ${name}.` : `The jar has a new value for ${name}.`;
}

/** The Cookie field for a target, as a list of none or one (RFC 6265 section 5.4). */
function cookieField(target) {
  const pairs = [...jar].filter(([, { path }]) => target.startsWith(path)).map(([name, { value }]) => `${name}=${value}`);
  return pairs.length === 0 ? [] : [`Cookie: ${pairs.join("; ")}`];
}

function shownJar() {
  const rows = [...jar].map(([name, { value, attributes }]) => element("tr", "", element("th", "", name),
    element("td", "", element("code", "", value)), element("td", "", attributes)));
  rows.forEach((row) => row.firstChild.setAttribute("scope", "row"));
  const head = element("tr", "", ...["Name", "Value", "Attributes"].map((title) => element("th", "", title)));
  return rows.length === 0 ? element("p", "label jar", "Now the cookie jar is empty.")
    : element("div", "scroll jar", element("table", "", element("caption", "", "Now in the cookie jar"), element("thead", "", head),
      element("tbody", "", ...rows)));
}

function sentence(told) {
  if (told.maximum === 0) {
    return "The sessions are in signed cookies, so the server does not count them.";
  }
  if (told.maximum !== undefined) {
    return `Sessions in use: ${told.sessions} of at most ${told.maximum}.`;
  }
  if (!told.session) {
    return told.ended ? "The session has ended." : "There is no session. The first button begins one.";
  }
  const visits = told.visits === 1 ? "This is the first visit." : `This is visit ${told.visits}.`;
  return told.renewed ? `The session has a new id. ${visits}` : visits;
}

/** Sends a request with the cookies of the jar, and puts into the jar what the answer sets. */
function asking(method, target) {
  return async (place) => {
    const { answers: [answer] } = await runInMemory(place, [request(`${method} ${target}`, ...cookieField(target))]);
    const stored = store(answer.field("Set-Cookie"));
    place.result.append(shownJar());
    return answer.status === 200 && answer.field("Content-Type") === "application/json"
      ? verdict(true, `${sentence(JSON.parse(answer.content))} ${stored}`.trim())
      : verdict(false, "", `The answer is ${answer.status}.`);
  };
}

attach({
  create: asking("POST", "/session/create"),
  info: asking("GET", "/session/info"),
  stats: asking("GET", "/session/stats"),
  destroy: asking("POST", "/session/destroy"),
});
