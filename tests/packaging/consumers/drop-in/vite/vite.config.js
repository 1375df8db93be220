// An application of several pages.
const input = ["index", "deep", "constructed", "error-name", "policy"].map((page) => `${page}.html`);

export default { build: { rollupOptions: { input } } };
