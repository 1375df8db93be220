// @ts-check
/** Create React App, Vue CLI, Next and Angular, each as its template has it. */

/** @typedef {import("../../projects.mjs").Way} Way */

/** Their pages ask by each way to name the package. */
const EVERY = 4;

/** @type {(turbopack: string, bundler: string) => Way[]} */
const next = (name, bundler) => [
  { name: `${name}, import`, commands: [`next build${bundler}`], server: "next start -H 127.0.0.1" },
  ...["required", "default", "deep"].map((path) => ({ name: `${name}, ${path}`, server: "next start -H 127.0.0.1", path })),
  { name: `${name}, dev, import`, server: `next dev${bundler} -H 127.0.0.1` },
  { name: `${name}, dev, required`, server: `next dev${bundler} -H 127.0.0.1`, path: "required" },
];

/** @type {import("../../projects.mjs").Project[]} */
export const frameworks = [
  {
    name: "drop-in-cra-5",
    files: ["drop-in/cra-5"],
    dropIn: true,
    ways: [
      { name: "build", commands: ["react-scripts build"], page: "build/index.html", times: EVERY },
      { name: "dev", server: "react-scripts start", times: EVERY },
      { name: "test", commands: ["react-scripts test --watchAll=false"] },
    ],
  },
  {
    name: "drop-in-vue-cli-5",
    files: ["drop-in/vue-cli-5"],
    dropIn: true,
    ways: [
      { name: "build", commands: ["vue-cli-service build"], page: "dist/index.html", times: EVERY },
      { name: "dev", server: "vue-cli-service serve", times: EVERY },
    ],
  },
  {
    name: "drop-in-next-16",
    files: ["drop-in/next-16"],
    dropIn: true,
    ways: [...next("webpack", " --webpack"), ...next("Turbopack", "")],
  },
  {
    name: "drop-in-angular-20",
    files: ["drop-in/angular-20"],
    dropIn: true,
    ways: [
      { name: "build", commands: ["ng build"], page: "dist/browser/index.html", times: 2 },
      { name: "dev", server: "ng serve --host 127.0.0.1 --port $PORT", times: 2 },
    ],
  },
];
