// The page about uploads: a form that shows its progress, and a list of files with a button for each to delete it. Files are
// too large for the server in memory, and have to stay, so these requests go over the network.
import { attach, counted, element, overNetwork, runOverNetwork, verdict } from "/exchange.js";
import { NoAnswer, send, size } from "/upload-progress.js";

const AS_JSON = { Accept: "application/json" };
const FOLDER = "/uploads/";
const $ = (id) => document.getElementById(`upload-${id}`);
const form = $("form");
const files = $("files");
const list = $("list");
const dialog = $("ask");

/** Cancels the upload that is running; null if none is. */
let running = null;

function say(sentence, kind = "") {
  $("verdict").textContent = sentence;
  $("verdict").className = `verdict ${kind}`;
}

/** What the server says about an error, or the name of the status if it says nothing that can be read. */
function sentenceOf({ status, phrase, content }) {
  try {
    return `${status}: ${JSON.parse(content).detail}.`;
  } catch {
    return `${status} ${phrase}`.trimEnd() + ".";
  }
}

function sentenceWithoutAnswer(error) {
  if (!(error instanceof NoAnswer) || (!error.isCancelled && error.sent === 0)) {
    return "There was no answer. Is the server still running? And can the files still be read?";
  }
  const share = error.total === 0 ? "" : ` after ${size(error.sent)} of ${size(error.total)}`;
  return `${error.isCancelled ? "Cancelled" : "The connection was lost"}${share}. No part of the files stays on the server.`;
}

function showProgress({ sent, total, perSecond }) {
  const percent = total === 0 ? 0 : Math.floor(sent / total * 100);
  $("bar").value = total === 0 ? 0 : sent / total;
  $("numbers").textContent = `${size(sent)} of ${size(total)}, ${percent} %`
    + (perSecond > 0 ? `, ${size(perSecond)}/s` : "") + (sent === total ? ". Waiting for the answer" : "");
}

/** The buttons stay where they are and keep the focus; only what they say about themselves changes. */
function setRunning(controller) {
  running = controller;
  $("send").setAttribute("aria-disabled", String(controller !== null));
  $("cancel").setAttribute("aria-disabled", String(controller === null));
  $("progress").hidden = controller === null;
}

/** Sends all files in one request. */
async function upload(chosen) {
  const request = { method: "POST", target: form.getAttribute("action"), fields: AS_JSON, content: new FormData() };
  chosen.forEach((file) => request.content.append(files.name, file));
  const start = performance.now();
  setRunning(new AbortController());
  $("result").replaceChildren();
  showProgress({ sent: 0, total: chosen.reduce((sum, file) => sum + file.size, 0), perSecond: 0 });
  say(`Uploading ${counted(chosen.length, "file")} …`);
  try {
    const answer = await send(request, showProgress, running.signal);
    $("result").replaceChildren(overNetwork({ ...request, content: "(the form with its files)" }, answer));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (answer.status < 300) {
      form.reset();
      say(`${answer.status}: ${counted(chosen.length, "file")} uploaded in ${seconds} s.`, "met");
    } else {
      say(sentenceOf(answer), "unmet");
    }
  } catch (error) {
    say(sentenceWithoutAnswer(error), "unmet");
  } finally {
    setRunning(null);
    await show();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (running === null) {
    upload([...files.files]);
  }
});
$("cancel").addEventListener("click", () => running?.abort());

form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});
form.addEventListener("dragleave", (event) => form.classList.toggle("over", form.contains(event.relatedTarget)));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  const isFolder = [...event.dataTransfer.items].some((item) => item.webkitGetAsEntry?.()?.isDirectory);
  const dropped = [...event.dataTransfer.files];
  if (running !== null || dropped.length === 0) {
    return;
  }
  if (isFolder) {
    say("A folder can't be uploaded. Drop the files that are in it.", "unmet");
  } else {
    upload(dropped);
  }
});

/** Answers the question of the dialog. Only the first answer to a question counts. */
let answer = () => {};
dialog.addEventListener("submit", (event) => answer(event.submitter.value === "delete"));
// Escape closes the dialog without an answer. The event comes with the next frame, and by then the next question may be open.
dialog.addEventListener("close", () => dialog.open || answer(false));

/** Whether the visitor wants the file deleted. The dialog gives the focus back to the button that opened it. */
function confirmed(name) {
  answer(false);
  $("question").textContent = `Delete ${name}?`;
  dialog.showModal();
  return new Promise((resolve) => {
    answer = resolve;
  });
}

async function remove(button, name, target) {
  if (!await confirmed(name)) {
    return;
  }
  const place = { button, result: document.createDocumentFragment() };
  try {
    const answer = await runOverNetwork(place, "DELETE", target, AS_JSON);
    const met = answer.status < 300;
    say(met ? `${answer.status}: ${name} is deleted.` : sentenceOf({ ...answer, phrase: "" }), met ? "met" : "unmet");
  } catch {
    say("There was no answer. Is the server still running?", "unmet");
  }
  $("result").replaceChildren(place.result);
  await show();
}

function entry(link) {
  const name = link.textContent;
  const target = new URL(link.getAttribute("href"), new URL(FOLDER, location)).pathname;
  const shown = element("a", "", name);
  const button = element("button", "", "Delete");
  shown.href = target;
  button.type = "button";
  button.setAttribute("aria-label", `Delete ${name}`);
  button.addEventListener("click", () => remove(button, name, target));
  return element("li", "", shown, " ", button);
}

/** Replaces the list. If the focus was in it, it goes to the same entry, or to the one that has taken its place. */
function replaceList(entries) {
  const focused = document.activeElement;
  const item = focused.closest("#upload-list li");
  const index = [...list.children].indexOf(item);
  const hrefOf = (each) => each.querySelector("a").href;
  list.replaceChildren(...entries);
  if (item !== null) {
    const next = entries.find((each) => hrefOf(each) === hrefOf(item)) ?? entries[Math.min(index, entries.length - 1)];
    (next?.querySelector(focused.localName) ?? $("refresh")).focus();
  }
}

/** Reads the list from the directory page of the server. */
async function show() {
  try {
    const response = await fetch(FOLDER, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const links = [...page.querySelectorAll("tbody td:first-child:not(.folder) a")];
    replaceList(links.map(entry));
    $("none").textContent = links.length === 0 ? "No file is there." : "";
  } catch {
    replaceList([]);
    $("none").textContent = "The list did not arrive. Is the server still running?";
  }
}
$("refresh").addEventListener("click", show);

attach({
  async conditional(place) {
    const target = `${FOLDER}conditional.txt`;
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
