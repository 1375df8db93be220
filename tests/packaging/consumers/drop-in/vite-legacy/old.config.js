import legacy from "@vitejs/plugin-legacy";

// What old browsers get, for every browser.
const only = { targets: ["chrome >= 60", "ios >= 11", "ie >= 11"], renderModernChunks: false };

export default { plugins: [legacy(only)] };
