const proxy = { "/stream": { target: process.env.STREAMS, changeOrigin: true } };

const page = (entry, template) => ({ entry: `src/${entry}.js`, template: `public/${template}.html` });

module.exports = {
  publicPath: "./",
  productionSourceMap: false,
  lintOnSave: false,
  pages: process.env.VUE_APP_COMPOSABLE
    ? { index: page("composable", "index") }
    : // Both are the application; the second one's policy forbids WebAssembly.
      { index: page("main", "index"), policy: page("main", "policy") },
  // The development server holds compressed streams back.
  devServer: { proxy, compress: false },
  // A policy that forbids WebAssembly forbids eval() as well.
  configureWebpack: { devtool: false },
};
