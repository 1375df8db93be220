// @ts-check
/** Tables, and numbers as they stand in them. */

/**
 * @param {string} title
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export function printTable(title, head, rows) {
  const table = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  console.log(`\n${title}\n`);
  for (const [index, row] of table.entries()) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    console.log(`| ${cells.join(" | ")} |`);
    if (index === 0) {
      console.log(`|${widths.map((width, column) => "-".repeat(width + 1) + (column === 0 ? "-" : ":")).join("|")}|`);
    }
  }
}

/** Three digits, or as many as stand before the point; nothing for what was not measured. */
export function digits(/** @type {number | null | undefined} */ value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  const size = Math.abs(value);
  const text = value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
  return text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, " ");
}

/** What was counted. @param {number} value */
export const whole = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, " ");

/** @param {number} share */
export const percent = (share) => `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** @param {number | null | undefined} bytes */
export const mebibytes = (bytes) => (bytes === null || bytes === undefined ? "" : digits(bytes / 1024 / 1024));

/** Where a run is, in one line that does not stand in the result. @param {string} text */
export const progress = (text) => void process.stderr.write(`${new Date().toTimeString().slice(0, 8)} ${text}\n`);
