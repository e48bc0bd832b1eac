import { RequestGate } from "../../../../cli/aws-reader/request-gate";

test.each([1, 3])("no more than %d requests are sent at the same time, and all requests are counted", async (most) => {
  const gate = new RequestGate(most);
  let running = 0;
  let highest = 0;
  const request = async () => {
    highest = Math.max(highest, ++running);
    await Promise.resolve();
    if (--running === 0) throw new Error("the last one fails");
  };
  await Promise.allSettled(Array.from({ length: 10 }, () => gate.pass(request)));

  expect([highest, gate.count]).toEqual([most, 10]);
});
