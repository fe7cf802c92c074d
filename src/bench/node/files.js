// Node's HTTP server, with the settings that it comes with: a folder, and /echo, which answers with the content of the request.

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");

const [port, folder] = process.argv.slice(2);
const types = { ".html": "text/html", ".txt": "text/plain" };

function file(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const found = path.join(folder, path.normalize(decodeURIComponent(pathname)), pathname.endsWith("/") ? "index.html" : "");
  if (!found.startsWith(folder + path.sep)) {
    response.writeHead(404).end();
    return;
  }
  fs.stat(found, (error, stat) => {
    if (error || !stat.isFile()) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
      return;
    }
    response.writeHead(200, { "Content-Type": types[path.extname(found)] ?? "application/octet-stream",
      "Content-Length": stat.size, "Last-Modified": stat.mtime.toUTCString() });
    fs.createReadStream(found).pipe(response);
  });
}

http.createServer((request, response) => {
  try {
    if (request.url === "/echo") {
      request.pipe(response);
    } else if (request.method === "GET" || request.method === "HEAD") {
      file(request, response);
    } else {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
    }
  } catch {
    response.writeHead(400).end();
  }
}).listen(Number(port), "127.0.0.1");
