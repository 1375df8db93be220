// @ts-check
/** nginx between the browsers and the server: each way of passing a stream on under a path of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { adopt, run, stop, temporaryFolder } from "../child.mjs";
import { inTime } from "../patience.mjs";

/** The paths, before the server's own ones, and their directives. */
const WAYS = {
  buffered: "proxy_buffering on;",
  /** Long nginx's defaults: of a body of HTTP/1.0 it passes on full buffers alone. */
  holding: "proxy_buffering on; proxy_http_version 1.0;",
  unbuffered: "proxy_buffering off;",
  compressed: "proxy_buffering off; gzip on; gzip_types text/event-stream; gzip_min_length 0;",
  impatient: "proxy_buffering off; proxy_read_timeout 1s;",
};

/** @typedef {keyof typeof WAYS} Way */

// Where Debian has it is not on everybody's PATH.
const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` };

/**
 * @param {string} server origin
 */
export async function startProxy(server) {
  const { folder, remove } = temporaryFolder("event-source-proxy-");
  await run("openssl", [
    ..."req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2 -subj /CN=localhost".split(" "),
    ...["-keyout", join(folder, "key.pem"), "-out", join(folder, "certificate.pem")],
  ]);
  const [port, securePort] = await freePorts();
  writeFileSync(join(folder, "nginx.conf"), configuration(folder, server, port, securePort));
  mkdirSync(join(folder, "temporary"));

  const child = spawn("nginx", ["-p", folder, "-c", "nginx.conf", "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    env,
  });
  adopt(child);
  await inTime(listening(child), "nginx starts");
  return {
    origin: `http://127.0.0.1:${port}`,
    /** HTTP/2, with a certificate that nobody trusts. */
    secureOrigin: `https://127.0.0.1:${securePort}`,
    stop: async () => {
      await stop(child);
      remove();
    },
  };
}

/**
 * One process, as the current user, in a folder of its own.
 *
 * @param {string} folder
 * @param {string} server
 * @param {number} port
 * @param {number} securePort
 */
function configuration(folder, server, port, securePort) {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`);
  const ways = Object.entries(WAYS).map(
    ([way, directives]) => `location /${way}/ { ${directives} proxy_pass ${server}/; }`,
  );
  return `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events { worker_connections 512; }
http {
  access_log off;
  ${temporary.join("\n  ")}
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  ssl_certificate certificate.pem;
  ssl_certificate_key key.pem;
  server {
    listen 127.0.0.1:${port};
    listen 127.0.0.1:${securePort} ssl http2;
    location / { proxy_pass ${server}; }
    ${ways.join("\n    ")}
  }
}
`;
}

/**
 * It says its version once it listens.
 *
 * @param {import("node:child_process").ChildProcess} child
 */
function listening(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("error", () => reject(new Error("nginx is missing. On Debian: apt-get install nginx-light")));
    child.once("exit", (code) => reject(new Error(`nginx exited with ${code}\n${said}`)));
    createInterface({ input: /** @type {import("node:stream").Readable} */ (child.stderr) }).on("line", (line) => {
      said += `${line}\n`;
      if (/ nginx\/\d/.test(line)) resolve(undefined);
    });
  });
}

/** nginx cannot choose one itself. */
async function freePorts() {
  const servers = [createServer(), createServer()];
  const ports = [];
  for (const server of servers) {
    await once(server.listen(0, "127.0.0.1"), "listening");
    ports.push(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
  }
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
