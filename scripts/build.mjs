// `npm run build`
import { buildPackage } from "./demo.mjs";

await buildPackage();
