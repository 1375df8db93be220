import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";

const proxy = { "/stream": { target: process.env.STREAMS, changeOrigin: true } };

export default {
  base: "./",
  plugins: [vue()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy },
  preview: { proxy },
  build: { rollupOptions: { input: ["index.html", "policy.html"] }, chunkSizeWarningLimit: 2000 },
};
