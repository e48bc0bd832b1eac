import { setTimeout as sleep } from "node:timers/promises";
import { mapInParallel } from "../../../shared/in-parallel";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("results are in the order of the items, whichever item ends first", async () => {
  const pauses = [30, 1, 15];

  const results = await mapInParallel(pauses, 3, async (pause, index) => {
    await sleep(pause);
    return `${index}: ${pause}`;
  });

  expect(results).toEqual(["0: 30", "1: 1", "2: 15"]);
});

test.each([
  [1, 10],
  [4, 10],
  [16, 10],
])("no more than %i of %i items are worked on at the same time", async (atOnce, count) => {
  let running = 0;
  let most = 0;

  await mapInParallel(numbers(count), atOnce, async () => {
    most = Math.max(most, ++running);
    await sleep(2);
    running--;
  });

  expect(most).toBe(Math.min(atOnce, count));
});

test("no items are no work", async () => {
  expect(await mapInParallel([], 4, async () => 1)).toEqual([]);
});

test("running work ends after the first error, no other item is taken, and the error is thrown", async () => {
  const ended: number[] = [];

  const work = mapInParallel(numbers(10), 3, async (item) => {
    await sleep(item === 1 ? 1 : 10);
    if (item === 1) throw new Error("item 1 failed");
    ended.push(item);
  });

  await expect(work).rejects.toThrow("item 1 failed");
  await sleep(40);
  expect(ended).toEqual([0, 2]);
});

test("a source is read only as far as the work needs, and its error is thrown", async () => {
  let read = 0;
  let done = 0;
  let furthest = 0;
  async function* source() {
    for (const item of numbers(20)) {
      read++;
      yield item;
    }
    throw new Error("the list ends too early");
  }

  const work = mapInParallel(source(), 2, async () => {
    furthest = Math.max(furthest, read - done);
    await sleep(1);
    done++;
  });

  await expect(work).rejects.toThrow("the list ends too early");
  expect(read).toBe(20);
  expect(furthest).toBeLessThanOrEqual(3);
});
