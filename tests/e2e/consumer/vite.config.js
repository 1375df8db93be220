import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const proxy = {
  "/api": { target: process.env.API, rewrite: (path) => path.replace(/^\/api/, "") },
};

export default defineConfig({ plugins: [vue()], server: { proxy }, preview: { proxy } });
