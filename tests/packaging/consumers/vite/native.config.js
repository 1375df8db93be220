export default {
  build: { lib: { entry: "native.js", formats: ["es"], fileName: "native" }, outDir: "native" },
};
