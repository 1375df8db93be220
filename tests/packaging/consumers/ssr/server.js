// Serves the built application, rendered. Where the import on the server did anything, it says so instead.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const effects = [];
const note = (what) =>
  function () {
    effects.push(what);
  };
globalThis.fetch = note("fetch");
for (const name of ["Module", "Instance", "compile", "instantiate"]) WebAssembly[name] = note(`WebAssembly.${name}`);
const names = Reflect.ownKeys(globalThis);

const { render } = await import("./dist/server/render.js");
const template = readFileSync("dist/client/index.html", "utf8");
const TYPES = { ".js": "text/javascript", ".css": "text/css" };

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname !== "/") {
    response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "application/octet-stream" });
    response.end(readFileSync(join("dist/client", pathname)));
    return;
  }
  const rendered = await render();
  const more = Reflect.ownKeys(globalThis).filter((name) => !names.includes(name) && !String(name).startsWith("__VUE"));
  const faults = [...effects, ...more.map(String)];
  response.writeHead(faults.length === 0 ? 200 : 500, { "content-type": "text/html" });
  response.end(faults.length === 0 ? template.replace("<!--app-->", rendered) : `On the server: ${faults}`);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
