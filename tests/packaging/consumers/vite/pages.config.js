// An application of several pages.
export default { build: { rollupOptions: { input: ["index.html", "worker.html", "slim.html"] } } };
