import legacy from "@vitejs/plugin-legacy";

export default { plugins: [legacy({ targets: ["chrome >= 60", "ios >= 11", "ie >= 11"] })] };
