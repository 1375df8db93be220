import { act } from "react-dom/test-utils";
import { createRoot } from "react-dom/client";
import App from "./App";

global.IS_REACT_ACT_ENVIRONMENT = true;

test("the page that has sources is rendered and left", () => {
  const root = createRoot(document.body);
  window.history.replaceState(null, "", "?stream=http://127.0.0.1:9/notices");
  act(() => root.render(<App />));
  expect(document.body.textContent).toBe("0");
  act(() => root.unmount());
});
