// What a package names as an entry is there.
import { accessSync } from "node:fs";

for (const entry of process.argv.slice(2)) accessSync(new URL(import.meta.resolve(entry)));
