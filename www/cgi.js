// The buttons of the scripts page. A script is a process of its own, so these requests go over the network.
import { attach, expectStatus, runOverNetwork, verdict } from "/exchange.js";

/** Sends a request to a script and checks that its page has the expected lines. */
async function run(place, expected, method, target, fields = {}, content = undefined) {
  const answer = await runOverNetwork(place, method, target, fields, content);
  const page = new DOMParser().parseFromString(answer.content, "text/html").body.textContent;
  const missing = expected.filter((line) => !page.includes(line));
  return verdict(answer.status === 200 && missing.length === 0, `The script received: ${expected.join(", ")}.`,
    `The answer is ${answer.status}, without ${missing.join(", ")}.`);
}

attach({
  python: (place) => run(place, ["REQUEST_METHOD=GET", "QUERY_STRING=color=teal&size=3"], "GET",
    "/cgi-bin/test.py?color=teal&size=3"),
  sh: (place) => run(place, ["SCRIPT_NAME=/cgi-bin/test.sh", "PATH_INFO=/extra/path"], "GET",
    "/cgi-bin/test.sh/extra/path"),
  perl: (place) => run(place, ["GATEWAY_INTERFACE=CGI/1.1"], "GET", "/cgi-bin/test.pl"),

  post(place) {
    const content = document.getElementById("cgi-text").value;
    const length = new TextEncoder().encode(content).length;
    return run(place, [`CONTENT_LENGTH=${length}`, content], "POST", "/cgi-bin/test.py",
      { "Content-Type": "text/plain;charset=utf-8" }, content);
  },

  async missing(place) {
    return expectStatus(await runOverNetwork(place, "GET", "/cgi-bin/nothing.py"), 404, "404: as expected.");
  },
});
