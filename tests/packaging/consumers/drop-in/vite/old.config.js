import config from "./vite.config.js";

export default { build: { ...config.build, target: ["es2015", "chrome64"] } };
