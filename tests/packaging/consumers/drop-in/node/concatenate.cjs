// What gulp, Laravel Mix and Karma do with paths: scripts one after the other, none of them a module.
const { mkdirSync, readFileSync, writeFileSync } = require("fs");

mkdirSync("dist", { recursive: true });
for (const file of ["src/eventsource", "src/eventsource.min"]) {
  const scripts = [require.resolve(`event-source-polyfill/${file}.js`), require.resolve("./script.js")];
  const name = file.replace("src/", "dist/");
  writeFileSync(`${name}.js`, scripts.map((path) => readFileSync(path, "utf8")).join("\n;\n"));
}
