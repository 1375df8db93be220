import { open } from "./notices";

test("a message arrives", async () => {
  let source;
  const data = await new Promise((resolve) => (source = open(process.env.STREAM, resolve)));
  source.close();
  expect(data).toBe(process.env.DATA);
});
