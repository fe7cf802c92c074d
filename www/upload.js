// Uploads without leaving the page, and a list of the uploaded files with a delete button for each. Files are too large for
// the server in memory, and have to stay, so these requests go over the network.
import { attach, element, runOverNetwork, verdict } from "/exchange.js";

const AS_JSON = { Accept: "application/json" };
const form = document.getElementById("upload-form");
const files = document.getElementById("upload-files");
const list = document.getElementById("upload-list");
const none = document.getElementById("upload-none");
const line = document.getElementById("upload-verdict");
const result = document.getElementById("upload-result");

/** Sends a request, and shows it and its result. The request can also fail in the browser itself. */
async function attempt(button, method, target, content, whenMet) {
  const place = { button, result: document.createDocumentFragment() };
  let sentence = "There was no answer. Is the server still running?";
  let met = false;
  try {
    const answer = await runOverNetwork(place, method, target, AS_JSON, content);
    met = answer.status < 300;
    sentence = `${answer.status}: ${met ? whenMet : JSON.parse(answer.content).detail}.`;
  } catch {
    // The sentence is there already.
  }
  await show();
  result.replaceChildren(place.result);
  line.textContent = sentence;
  line.classList.toggle("met", met);
  line.classList.toggle("unmet", !met);
}

function entry(link) {
  const name = element("a", "", link.textContent);
  const button = element("button", "", "Delete");
  const target = new URL(link.getAttribute("href"), new URL("/uploads/", location)).pathname;
  name.href = target;
  button.type = "button";
  button.setAttribute("aria-label", `Delete ${link.textContent}`);
  button.addEventListener("click", () => attempt(button, "DELETE", target, undefined, `${link.textContent} is deleted`));
  return element("li", "", name, " ", button);
}

/** Reads the list from the directory page of the server. */
async function show() {
  try {
    const response = await fetch("/uploads/", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const links = [...page.querySelectorAll("tbody td:first-child:not(.folder) a")];
    list.replaceChildren(...links.map(entry));
    none.textContent = links.length === 0 ? "No file is there." : "";
  } catch {
    list.replaceChildren();
    none.textContent = "The list did not arrive. Is the server still running?";
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const count = files.files.length;
  attempt(form.querySelector("button"), "POST", "/upload", new FormData(form),
    count === 1 ? "one file is uploaded" : `${count} files are uploaded`);
});
document.getElementById("upload-refresh").addEventListener("click", show);

attach({
  async conditional(place) {
    const target = "/uploads/conditional.txt";
    const made = await runOverNetwork(place, "PUT", target, AS_JSON, "A text to be deleted.\n");
    const refused = await runOverNetwork(place, "DELETE", target, { ...AS_JSON, "If-Match": '"another"' });
    const deleted = await runOverNetwork(place, "DELETE", target, AS_JSON);
    await show();
    return verdict(made.status < 300 && refused.status === 412 && deleted.status === 204,
      "412: the file is another version, so it stays. 204: without the condition it is deleted.",
      `The answers are ${made.status}, ${refused.status} and ${deleted.status}.`);
  },
});
show();
