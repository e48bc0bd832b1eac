import { stopOnInterrupt } from "../../../../cli/query/stop-on-interrupt";
import { waitFor } from "../../../support/wait-for";

/** Returns the handlers of SIGINT that a function adds, and removes them. */
function handlersOf(watch: () => void): (() => void)[] {
  const before = new Set(process.listeners("SIGINT"));
  watch();
  const added = process.listeners("SIGINT").filter((listener) => !before.has(listener));
  for (const listener of added) process.off("SIGINT", listener);
  return added as (() => void)[];
}

test("an interrupt cancels the queries, and then ends the program with exit code 130", async () => {
  const order: string[] = [];
  const exit = jest.spyOn(process, "exit").mockImplementation(((code: number) => order.push(`exit ${code}`)) as never);
  const stop = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push("cancelled");
  };

  const handlers = handlersOf(() => stopOnInterrupt({ stop }));
  for (const handle of handlers) handle();

  await waitFor(() => expect(order).toEqual(["cancelled", "exit 130"]));
  exit.mockRestore();
});

test("an interrupt has no effect after the watch has ended", () => {
  expect(handlersOf(() => stopOnInterrupt({ stop: async () => undefined })())).toEqual([]);
});
