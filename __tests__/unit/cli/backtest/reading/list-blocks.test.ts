import { readBlocks } from "../../../../../cli/backtest/reading/list-blocks";
import { readRecords } from "../../../../../cli/backtest/reading/record-reader";
import { ListSplitter } from "../../../../../cli/backtest/reading/list-splitter";
import { Dice } from "../../../../support/dice";

const head = '{"Records":[';

/** Returns a record that is hard to distinguish from two: its strings and lists contain apparent borders of records. */
function hardRecord(dice: Dice, number: number): object {
  const text = () => dice.pick(["},{", '},{"id":1', "]}", "\\", '\\"', "é😀", "[", '"', "x".repeat(dice.below(3_000))]);
  const nested = () =>
    dice.list(0, 3, () => (dice.below(4) === 0 ? { id: number, of: text() } : { of: text(), id: 0 }));
  return {
    id: number,
    text: text(),
    nested: dice.below(20) === 0 ? nested() : [],
    more: { list: [text(), null, [1]] },
  };
}

const recordsOf = (dice: Dice): object[] =>
  Array.from({ length: 100 + dice.below(200) }, (_, n) => hardRecord(dice, n));

/** Reads a list as a whole. Returns the records and their problems. */
async function read(bytes: Buffer) {
  const said = { records: [] as unknown[], places: [] as string[], faults: [] as string[] };
  const source = { name: "file", bytes: bytes.length, isRemote: false, read: never, stream: never };
  await readRecords(source, bytes, {
    records: (values, place, first) => {
      said.records.push(...values);
      said.places.push(...values.map((_, index) => `${place} ${first + index}`));
    },
    fault: (reason, place = "", number = 0) => said.faults.push(`${place} ${number}: ${reason}`),
    digest: () => said.faults.push("a digest"),
    bytes: () => {},
  });
  return said;
}

const never = () => Promise.reject(new Error("the content is known"));

/** Reads the same list without blocks: as one JSON value, or byte by byte if it is not valid JSON. */
function expectedOf(bytes: Buffer) {
  const expected = { records: [] as unknown[], places: [] as string[], faults: [] as string[] };
  const take = (record: unknown, number: number) => {
    expected.records.push(record);
    expected.places.push(`record ${number}`);
  };
  const whole = tryParse(bytes.toString("utf8")) as { Records: unknown[] } | undefined;
  if (whole && bytes.equals(Buffer.from(bytes.toString("utf8")))) {
    whole.Records.forEach((record, index) => take(record, index + 1));
    return expected;
  }
  const splitter = new ListSplitter({
    piece: (piece, place, number) => {
      const text = piece.toString("utf8");
      if (!piece.equals(Buffer.from(text)))
        expected.faults.push(`${place} ${number}: not UTF-8; invalid bytes were replaced`);
      const value = tryParse(text);
      if (value === undefined) expected.faults.push(`${place} ${number}: invalid or incomplete JSON`);
      else take(value, number);
    },
    fault: (reason, place, number) => expected.faults.push(`${place} ${number}: ${reason}`),
  });
  splitter.write(bytes);
  splitter.end();
  return expected;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the list with one error in it. */
function damaged(dice: Dice, text: Buffer): Buffer {
  const at = head.length + dice.below(text.length - head.length);
  const kind = dice.below(4);
  if (kind === 0) return text.subarray(0, at);
  const inserted =
    kind === 1 ? dice.pick(["]", "[", "}", "{", ",", '"', "\\", "x", "\n"]) : dice.pick(["", "]},{", '},{"id"']);
  const middle = kind === 2 ? Buffer.from([0xff]) : Buffer.from(inserted);
  return Buffer.concat([text.subarray(0, at), middle, text.subarray(at + dice.below(3))]);
}

describe("a list that is read in blocks returns the same events as the whole list", () => {
  test("a list that is read in blocks returns the same events as the whole list for 300 random lists, with apparent borders in strings and nested objects", async () => {
    const dice = new Dice(41);
    let inBlocks = 0;
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(`${head}${JSON.stringify(recordsOf(dice)).slice(1, -1)}]}`);
      inBlocks += readBlocks(bytes, head.length, () => {}).records;

      expect(await read(bytes)).toEqual(expectedOf(bytes));
    }
    expect(inBlocks).toBeGreaterThan(5_000);
  });

  test("a list that is read in blocks returns the same events as the whole list for 300 invalid lists, with the same problems", async () => {
    const dice = new Dice(42);
    let [inBlocks, faults] = [0, 0];
    for (let round = 0; round < 300; round++) {
      const bytes = damaged(dice, Buffer.from(`${head}${JSON.stringify(recordsOf(dice)).slice(1, -1)}]}`));
      const expected = expectedOf(bytes);
      inBlocks += readBlocks(bytes, head.length, () => {}).records;
      faults += expected.faults.length;

      expect(await read(bytes)).toEqual(expected);
    }
    expect(Math.min(inBlocks, faults)).toBeGreaterThan(200);
  });
});

test("reading in blocks does not change the bytes", () => {
  const dice = new Dice(43);
  for (let round = 0; round < 50; round++) {
    const bytes = damaged(dice, Buffer.from(`${head}${JSON.stringify(recordsOf(dice)).slice(1, -1)}]}`));
    const before = Buffer.from(bytes);
    readBlocks(bytes, head.length, () => {});

    expect(bytes.equals(before)).toBe(true);
  }
});

test.each([
  ["a list of values that are not objects", JSON.stringify(Array.from({ length: 20_000 }, (_, n) => [n]))],
  ["a short list", '[{"id":1},{"id":2}]'],
  ["an empty list", "[]"],
])("%s has no blocks", (_, text) => {
  expect(readBlocks(Buffer.from(text), 1, () => {})).toEqual({ records: 0, end: 1 });
});

test("every block of a list is read, except the last", () => {
  const records = Array.from({ length: 5_000 }, (_, id) => ({ id, text: "x".repeat(80) }));
  const bytes = Buffer.from(`${head}${JSON.stringify(records).slice(1)}}`);
  const taken: unknown[] = [];
  const known = readBlocks(bytes, head.length, (block, first) => {
    expect(first).toBe(taken.length + 1);
    taken.push(...block);
  });

  expect(taken).toEqual(records.slice(0, known.records));
  expect(JSON.parse(`[${bytes.toString("utf8", known.end, bytes.length - 1)}`)).toEqual(records.slice(known.records));
  expect(known.end).toBeGreaterThan(bytes.length - (65 << 10));
});
