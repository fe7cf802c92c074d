"use strict";

// Uploads without leaving the page, and a list of the uploaded files with a delete button for each.
(() => {
  const form = document.getElementById("upload-form");
  const files = document.getElementById("upload-files");
  const list = document.getElementById("upload-list");
  const refresh = document.getElementById("upload-refresh");
  const verdict = document.getElementById("upload-verdict");

  function say(met, sentence) {
    verdict.textContent = sentence;
    verdict.classList.toggle("met", met);
    verdict.classList.toggle("unmet", !met);
  }

  /** Sends a request and shows the result. The request can also fail in the browser itself. */
  async function attempt(request, whenMet) {
    try {
      const response = await request();
      const detail = response.ok ? "" : (await response.json()).detail;
      say(response.ok, response.ok ? `${response.status}: ${whenMet}.` : `${response.status}: ${detail}.`);
    } catch {
      say(false, "There was no answer. Is the server still running?");
    }
    await show();
  }

  function entry(link) {
    const item = document.createElement("li");
    const name = document.createElement("a");
    const button = document.createElement("button");
    name.href = new URL(link.getAttribute("href"), new URL("/uploads/", location)).href;
    name.textContent = link.textContent;
    button.type = "button";
    button.textContent = "Delete";
    button.setAttribute("aria-label", `Delete ${link.textContent}`);
    button.addEventListener("click", () => attempt(
      () => fetch(name.href, { method: "DELETE", headers: { Accept: "application/json" } }),
      `${link.textContent} is deleted`));
    item.append(name, " ", button);
    return item;
  }

  /** Reads the list from the directory page of the server. */
  async function show() {
    try {
      const response = await fetch("/uploads/", { cache: "no-store" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const links = [...page.querySelectorAll("tbody td:first-child:not(.folder) a")];
      list.replaceChildren(...links.map(entry));
    } catch {
      list.replaceChildren();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const count = files.files.length;
    attempt(
      () => fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }),
      count === 1 ? "one file is uploaded" : `${count} files are uploaded`);
  });
  refresh.addEventListener("click", show);

  for (const part of document.querySelectorAll("[data-needs-script]")) {
    part.hidden = false;
  }
  if (location.protocol === "http:" && location.host !== "127.0.0.1:8080") {
    for (const code of document.querySelectorAll(".shell code")) {
      code.textContent = code.textContent.replaceAll("127.0.0.1:8080", location.host);
    }
  }
  show();
})();
