// @ts-check
/**
 * Where a browser's own EventSource departs from the standard: as which other text it reads a stream.
 * A difference is excused only if the browser reads that other text the same, and so do we.
 */

/**
 * Of the decoded stream, with the byte order mark that opens it, if any, and of its chunks.
 *
 * @type {Record<import("../browser.mjs").Name, (text: string, chunks: Uint8Array[]) => string>}
 */
export const readings = {
  chromium: readByChromium,
  firefox: readByFirefox,
  webkit: readByWebKit,
};

const BYTE_ORDER_MARK = "\uFEFF";

/** For NUL in an id, where no stream can put it. */
const STAND_IN = "\uF8FF";

/**
 * What a page heard, with NUL where it stood.
 *
 * @param {string[]} log
 */
export const withNul = (log) => log.map((line) => line.replaceAll(STAND_IN, "\\u0000"));

/**
 * Chromium does not look at the byte after a leading byte order mark (EventSourceParser::AddBytes):
 * an end of line there becomes the first character of a field name.
 *
 * @param {string} text
 */
function readByChromium(text) {
  return text.replace(/^\uFEFF[\r\n]/, `${BYTE_ORDER_MARK}x`);
}

/**
 * Firefox (EventSourceImpl::ParseCharacter, SetFieldAndClear, DispatchCurrentMessageEvent)
 *
 * 1. leaves out NUL where a line begins after LF, and in a value after its first character;
 * 2. does not ignore an id for NUL directly after the colon;
 * 3. having ignored an id for NUL elsewhere, puts "id" before the name of the next field;
 * 4. forgets the id of a block without data.
 *
 * @param {string} text
 */
function readByFirefox(text) {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  // Lines and their endings by turns.
  const parts = text.slice(mark.length).split(/(\r\n|\r|\n)/);
  /** @type {number[]} */
  let ids = [];
  let [hasData, idIgnored] = [false, false];
  for (let index = 0; index < parts.length; index += 2) {
    if (parts[index - 1]?.endsWith("\n")) parts[index] = parts[index].replace(/^\0+/, "");
    if (parts[index] === "") {
      if (!hasData) for (const id of ids) parts[id] = ":";
      [ids, hasData, idIgnored] = [[], false, false];
    } else if (!parts[index].startsWith(":")) {
      const [, ownName, colon, firstOfValue, rest] = /** @type {RegExpExecArray} */ (
        /^([^:]*)(:?)(.?)(.*)$/su.exec(parts[index])
      );
      const name = idIgnored ? `id${ownName}` : ownName;
      idIgnored = name === "id" && rest.includes("\0");
      const first = name === "id" && firstOfValue === "\0" ? STAND_IN : firstOfValue;
      parts[index] = idIgnored ? ":" : name + colon + first + rest.replaceAll("\0", "");
      if (name === "id" && !idIgnored) ids.push(index);
      hasData ||= name === "data";
    }
  }
  return mark + parts.join("");
}

/**
 * WebKit (TextResourceDecoder::checkForBOM) looks for byte order marks, those of UTF-16 too, where any read
 * begins, until one was of four bytes or more; it does not know one that comes in parts. A mark begins a
 * decoder anew: a sequence that was not complete before it is forgotten.
 *
 * @param {string} text
 * @param {Uint8Array[]} chunks
 */
function readByWebKit(text, chunks) {
  let [start, length, encoding] = [0, 0, "utf-8"];
  for (const chunk of chunks) {
    const mark = /^(?:(efbbbf)|(feff)|(fffe))/.exec(Buffer.from(chunk).toString("hex"));
    if (mark) {
      length = mark[0].length / 2;
      if (!mark[1]) encoding = mark[2] ? "utf-16be" : "utf-16le";
    }
    if (mark || chunk.length >= 4) break;
    start += chunk.length;
  }
  const bytes = Buffer.concat(chunks);
  const decode = (/** @type {Uint8Array} */ some, encoding = "utf-8") => new TextDecoder(encoding, { ignoreBOM: true }).decode(some);
  if (length === 0) return text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text;
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, start), { stream: true });
  if (encoding !== "utf-8") return BYTE_ORDER_MARK + before + decode(bytes.subarray(start + length), encoding);
  // Where the others take the mark for one, too, there is nothing to read otherwise.
  return start === 0 ? text : BYTE_ORDER_MARK + before + decode(bytes.subarray(start + length));
}
