// What `npm start` and `npm run dev` share: the package, the page's packages, the back end.
import { join } from "node:path";
import { root, run } from "./process.mjs";
import { setUpNpm, setUpRust } from "./setup.mjs";

/** The page's folder. */
export const page = join(root, "www");

const targetFolder = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** The back end's executable. */
export const server = join(targetFolder, "debug", "event-source-demo-server");

/** pkg/ and its tarball, from nothing. */
export async function buildPackage() {
  await setUpRust();
  await setUpNpm(root);
  const { makePackage } = await import("./package.mjs");
  await makePackage();
}

/** The page with the package that was built, as a migrating user's; and its back end. */
export async function prepareDemo() {
  await setUpNpm(page, [join(root, "dist", "event-source-polyfill-wasm.tgz")]);
  await run("cargo", ["build", "--locked", "-p", "event-source-demo-server"]);
}

/** www/dist. */
export const buildPage = () => run("npm", ["run", "--silent", "build"], { cwd: page });
