// @ts-check
/** Pages without a bundler: where the browser itself is the consumer. */

/** @typedef {import("../projects.mjs").Way} Way */

/** @type {(kind: string, file: string, core?: boolean) => Way} */
const worker = (kind, file, core) => ({
  name: `${kind} worker, ${file.replace(".js", "")}`,
  core,
  page: `worker.html?kind=${kind}&worker=${file}`,
  browsers: "all",
});

/** @type {import("../projects.mjs").Project[]} */
export const plain = [
  {
    name: "plain",
    files: ["app", "plain"],
    ways: [
      { name: "module script", core: true, page: "module.html", browsers: "all" },
      { name: "import map", core: true, page: "import-map.html", browsers: "all" },
      { name: "classic script", core: true, page: "classic.html", browsers: "all" },
      { name: "classic script, minified", core: true, page: "classic-min.html", browsers: "all" },
      { name: "slim", core: true, page: "slim.html", browsers: "all" },
      { name: "js, where WebAssembly is forbidden", core: true, page: "js.html", browsers: "all" },
      worker("dedicated", "module.js", true),
      worker("dedicated", "classic.js", true),
      worker("shared", "module.js"),
      worker("shared", "classic.js"),
      worker("service", "module.js", true),
      worker("service", "classic.js", true),
      worker("service", "module-js.js"),
    ],
  },
];
