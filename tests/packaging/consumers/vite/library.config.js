// The library's build: what Vite calls library mode.
export default {
  build: {
    lib: { entry: "main.js", name: "consumer", formats: ["es", "umd"], fileName: "consumer" },
    outDir: "library",
  },
};
