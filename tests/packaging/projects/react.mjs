// @ts-check
/** React: Vite from the sources and built, and Next.js, which renders on the server first. */

const SERVE = "--host 127.0.0.1 --port 0";

const react = { react: "^19", "react-dom": "^19" };

const viteWays = [
  { name: "dev", server: `vite ${SERVE}` },
  { name: "build and preview", commands: ["vite build"], server: `vite preview ${SERVE}` },
];

/** @type {import("../projects.mjs").Project[]} */
export const reacts = [
  {
    name: "react-hook",
    files: ["react"],
    dependencies: { "@vitejs/plugin-react": "^6", vite: "^8", ...react },
    ways: viteWays.map((way) => ({ ...way, core: true })),
  },
  {
    name: "react-18-hook",
    files: ["react"],
    dependencies: { "@vitejs/plugin-react": "^6", vite: "^8", react: "^18", "react-dom": "^18" },
    ways: viteWays,
  },
  {
    name: "next",
    files: ["next"],
    dependencies: { next: "^16", ...react },
    ways: [
      // Its port is PORT, which it has from the environment.
      { name: "build", commands: ["next build"], server: "next start --hostname 127.0.0.1" },
      { name: "dev", server: "next dev --hostname 127.0.0.1" },
    ],
  },
];
