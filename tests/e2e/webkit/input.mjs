// @ts-check
/** What a hand does, done by the document: functions that run in the page. */

/** @param {string} selector @param {boolean} visible */
export function isShown(selector, visible) {
  const element = document.querySelector(selector);
  return element !== null && (!visible || element.getClientRects().length > 0);
}

/** @param {any} element */
export function clickOn(element) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  const how = { bubbles: true, cancelable: true, composed: true, view: window, clientX: left + width / 2, clientY: top + height / 2 };
  for (const type of ["pointerover", "mouseover", "pointerdown", "mousedown"]) {
    const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
    element.dispatchEvent(new Kind(type, how));
  }
  element.closest("a, button, input, select, textarea, summary, [tabindex]")?.focus();
  for (const type of ["pointerup", "mouseup"]) {
    const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
    element.dispatchEvent(new Kind(type, how));
  }
  element.click();
}

/** @param {any} element @param {string} text */
export function typeInto(element, text) {
  element.focus();
  // The caret is at the end of what is there.
  element.setSelectionRange?.(element.value.length, element.value.length);
  document.execCommand("insertText", false, text);
}

/** @param {any} element @param {string} value */
export function selectIn(element, value) {
  element.value = value;
  for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
}

/** @param {string} key */
export function press(key) {
  const element = /** @type {any} */ (document.activeElement ?? document.body);
  const how = { key, code: key, bubbles: true, cancelable: true, composed: true };
  const goesOn = element.dispatchEvent(new KeyboardEvent("keydown", how));
  if (goesOn && key === "Enter") element.form?.requestSubmit();
  if (goesOn && key === "Tab") element.blur();
  element.dispatchEvent(new KeyboardEvent("keyup", how));
}
