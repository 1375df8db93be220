// @ts-check
/** The chart of the delivery suite: each client's time as a multiple of merely reading the bytes. */

import * as echarts from "echarts/core";
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { digits } from "./print.mjs";
import { median, ratio } from "./statistics.mjs";
import { clients, workloads } from "./workloads.mjs";

echarts.use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

// Without a browser nobody knows how wide a text is: rather too wide than over its neighbour.
echarts.setPlatformAPI({
  measureText: (text, font) => ({ width: text.length * 0.62 * Number.parseFloat(/[\d.]+px/.exec(font ?? "")?.[0] ?? "12") }),
});

const WIDTH = 860;
const ROW = 96;
const TOP = 100;

/** Told apart by those who see colours differently as well (Okabe and Ito). @type {Record<string, string>} */
const COLOURS = {
  ours: "#0072b2",
  "event-source-polyfill": "#e69f00",
  eventsource: "#009e73",
  "fetch-event-source": "#cc79a7",
  native: "#7f7f7f",
};

/** @param {string} client @param {Record<string, string>} versions */
function label(client, versions) {
  const name = { ours: "event-source-polyfill-wasm", "fetch-event-source": "@microsoft/fetch-event-source" }[client] ?? client;
  return client === "native" ? "native EventSource" : `${name} ${versions[name] ?? ""}`.trim();
}

/**
 * @param {{ environment: any, cells: import("./suites/delivery.mjs").Cell[] }} result
 * @returns {string} SVG
 */
export function drawChart({ environment, cells }) {
  // Where the server sets the pace, times are all alike; one listener kind a workload is enough here.
  const drawn = cells.filter(
    ({ workload, kind, browser }) =>
      !workloads[workload].paced &&
      kind === cells.find((cell) => cell.browser === browser && cell.workload === workload)?.kind,
  );
  const browsers = [...new Set(drawn.map(({ browser }) => browser))];
  const names = [...new Set(drawn.map(({ workload }) => workload))];
  const shown = clients.filter((client) => client in COLOURS && drawn.some(({ series }) => series.some((one) => one.client === client)));
  const height = names.length * ROW;

  const chart = echarts.init(null, null, {
    ...{ renderer: "svg", ssr: true },
    width: WIDTH,
    height: TOP + browsers.length * (height + 88) + 16,
  });
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: "system-ui, sans-serif" },
    legend: { top: 38, left: 12, width: WIDTH - 24, itemGap: 16, itemWidth: 16, data: shown.map((client) => label(client, environment.versions)) },
    title: [
      { text: "Time to deliver a stream, as a multiple of merely reading its bytes", left: 12, top: 8, textStyle: { fontSize: 16 } },
      ...browsers.map((browser, index) => ({
        text: environment.versions[browser] ?? browser,
        subtext: "less is better, logarithmic",
        ...{ left: 12, top: TOP + index * (height + 88), itemGap: 6, textStyle: { fontSize: 13, lineHeight: 16 } },
      })),
    ],
    grid: browsers.map((_, index) => ({ left: 220, right: 56, height, top: TOP + 44 + index * (height + 88) })),
    xAxis: browsers.map((_, gridIndex) => ({ type: "log", gridIndex, min: 1, axisLabel: { formatter: "{value} ×" } })),
    yAxis: browsers.map((_, gridIndex) => ({
      ...{ type: "category", gridIndex, inverse: true, axisTick: { show: false } },
      data: names.map((name) => workloads[name].title),
      axisLabel: { width: 175, overflow: "break", lineHeight: 14 },
    })),
    series: browsers.flatMap((browser, index) =>
      shown.map((client) => ({
        ...{ type: "bar", xAxisIndex: index, yAxisIndex: index, barMaxWidth: 13, barGap: "8%" },
        name: label(client, environment.versions),
        itemStyle: { color: COLOURS[client] },
        label: { show: true, position: "right", fontSize: 10, formatter: (/** @type {{ value: any }} */ { value }) => digits(value) },
        data: names.map((name) => multiple(drawn.find((cell) => cell.browser === browser && cell.workload === name), client)),
      })),
    ),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/**
 * @param {import("./suites/delivery.mjs").Cell | undefined} cell
 * @param {string} client
 */
function multiple(cell, client) {
  const times = (/** @type {string} */ name) =>
    (cell?.series.find((one) => one.client === name)?.samples ?? []).map(({ milliseconds }) => milliseconds);
  const [values, floor] = [times(client), times("floor")];
  // A client that failed has no bar, rather than one of the rounds before.
  if (values.length === 0 || values.length !== floor.length) return null;
  return Math.max(1, values.length > 1 ? ratio(values, floor) : median(values) / median(floor));
}
