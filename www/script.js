"use strict";

// Fills the panel of the first page: requests /echo/head and shows the request as the parser saw it.
(() => {
  const out = document.getElementById("live-out");
  const again = document.getElementById("live-again");
  const status = document.getElementById("live-status");

  function span(className, text) {
    const element = document.createElement("span");
    element.className = className;
    element.textContent = text;
    return element;
  }

  /** Shows the request line in bold, then one line for each field with its name in colour. */
  function show(text) {
    const [requestLine, ...fieldLines] = text.replace(/\r\n/g, "\n").trimEnd().split("\n");
    out.replaceChildren(span("line-start", requestLine));
    for (const line of fieldLines) {
      out.append("\n");
      const colon = line.indexOf(":");
      if (colon > 0) {
        out.append(span("field-name", line.slice(0, colon)), line.slice(colon));
      } else {
        out.append(line);
      }
    }
  }

  async function ask() {
    again.setAttribute("aria-disabled", "true");
    status.textContent = "";
    out.textContent = "Asking …";
    try {
      const response = await fetch("/echo/head", { cache: "no-store", signal: AbortSignal.timeout(8000) });
      const text = await response.text();
      const type = response.headers.get("content-type") ?? "";
      if (response.ok && type.startsWith("text/plain")) {
        show(text);
      } else {
        out.textContent = `The response to /echo/head was ${response.status} ${response.statusText}`.trimEnd()
          + ",\nso there is nothing to show. Is this page served by Hostling?";
      }
    } catch (error) {
      out.textContent = error.name === "TimeoutError"
        ? "There was no answer within 8 seconds."
        : "There was no answer. Is the server still running?";
    } finally {
      again.removeAttribute("aria-disabled");
    }
  }

  again.addEventListener("click", async () => {
    if (again.getAttribute("aria-disabled") === "true") {
      return;
    }
    await ask();
    status.textContent = "Asked again just now.";
  });
  again.hidden = false;
  ask();
})();
