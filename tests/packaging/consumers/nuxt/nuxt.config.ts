/** Of docs/recipes/server-rendering.md. */
const hooks = {
  "build:manifest"(manifest: Record<string, { file: string; preload?: boolean; prefetch?: boolean }>) {
    for (const chunk of Object.values(manifest)) {
      if (chunk.file.includes("event-source-polyfill.javascript")) chunk.preload = chunk.prefetch = false;
    }
  },
};

export default defineNuxtConfig({ compatibilityDate: "2026-01-01", hooks: process.env.HOOK ? hooks : {} });
