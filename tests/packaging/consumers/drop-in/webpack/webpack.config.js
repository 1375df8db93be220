const { resolve } = require("path");

module.exports = ({ entry }) => ({
  mode: "production",
  entry: `./${entry}.js`,
  output: { path: resolve(__dirname, "dist", entry), publicPath: `dist/${entry}/` },
});
