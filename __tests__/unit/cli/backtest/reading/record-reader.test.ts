import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { readRecords, wholeBytes } from "../../../../../cli/backtest/reading/record-reader";

const events = Array.from({ length: 40 }, (_, n) => ({
  eventID: `id-${n}`,
  text: `a "b" \\ {[é😀]} ${n}`,
  list: [n, {}],
}));
const ids = (records: readonly unknown[]) => records.map((record) => (record as { eventID?: string }).eventID);
const all = ids(events);
const trail = JSON.stringify({ Records: events });
const lines = events.map((event) => JSON.stringify(event)).join("\n");

/** Reads a content as a whole, or as a stream of pieces of this number of bytes. */
async function read(content: Buffer | string, pieceBytes?: number) {
  const bytes = Buffer.from(content);
  const said = { records: [] as unknown[], places: [] as string[], faults: [] as string[], digests: 0, bytes: 0 };
  const pieces = Array.from({ length: Math.ceil(bytes.length / (pieceBytes ?? 1)) }, (_, n) =>
    bytes.subarray(n * (pieceBytes ?? 1), (n + 1) * (pieceBytes ?? 1)),
  );
  const source = {
    name: "file",
    bytes: bytes.length,
    isRemote: false,
    read: async () => bytes,
    stream: async () => Readable.from(pieces),
  };
  await readRecords(source, pieceBytes === undefined ? bytes : undefined, {
    records: (values, place, first) => {
      said.records.push(...values);
      said.places.push(...values.map((_, index) => `${place} ${first + index}`));
    },
    fault: (reason, place = "", number = 0) => said.faults.push(`${place} ${number}: ${reason}`),
    digest: () => said.digests++,
    bytes: (count) => (said.bytes += count),
  });
  return said;
}

describe.each([
  ["as a whole", undefined],
  ["in pieces of 1 byte", 1],
  ["in pieces of 7 bytes", 7],
  ["in pieces of 64 KiB", 65_536],
])("when the input is read %s,", (_, pieceBytes) => {
  test.each([
    ["a file of CloudTrail", trail, "record 1"],
    ["an indented file of CloudTrail", JSON.stringify({ Records: events }, undefined, 2), "record 1"],
    ["a file of CloudTrail with a byte order mark", `\uFEFF${trail}`, "record 1"],
    [
      "several files of CloudTrail one after the other",
      JSON.stringify({ Records: events.slice(0, 9) }) + JSON.stringify({ Records: events.slice(9) }),
      "record 1",
    ],
    ["a list", JSON.stringify(events), "record 1"],
    ["one event on each line", lines, "line 1"],
    [
      "one event on each line, with empty lines and Windows line ends",
      `\r\n${lines.replaceAll("\n", "\r\n \r\n")}\r\n`,
      "line 2",
    ],
    [
      "one file of CloudTrail on each line",
      events.map((event) => JSON.stringify({ Records: [event] }) + "\n").join(" "),
      "record 1",
    ],
  ])("%s returns every event, also if it is compressed", async (__, text, first) => {
    for (const content of [
      Buffer.from(text),
      gzipSync(text),
      Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))]),
    ]) {
      const said = await read(content, pieceBytes);

      // The border between two gzip members may be inside a character of several bytes
      if (said.faults.length > 0) expect(said.faults.join()).toContain("UTF-8");
      expect(ids(said.records)).toEqual(all);
      expect([said.places[0], said.digests]).toEqual([first, 0]);
    }
  });

  test.each([
    ["an empty file", "", [" 0: the file is empty"]],
    ["white space", " \n ", [" 0: the file is empty"]],
    ["a string", "hello\n", ["line 1: invalid or incomplete JSON"]],
    ["an empty list", '{"Records":[]}', []],
  ])("%s contains no event, and the reason is reported", async (__, text, faults) => {
    const said = await read(text, pieceBytes);

    expect(said.records).toEqual([]);
    expect(said.faults).toEqual(faults);
  });

  test("a truncated list returns every record before the cut, and the cut is reported", async () => {
    for (const cut of [trail.indexOf('"id-20"'), trail.indexOf(',{"eventID":"id-20"'), trail.length - 3]) {
      const said = await read(Buffer.from(trail.slice(0, cut)), pieceBytes);
      const whole = cut === trail.length - 3 ? 39 : 20;

      expect(ids(said.records).slice(0, whole)).toEqual(all.slice(0, whole));
      expect(said.records.length).toBeLessThanOrEqual(whole + 1);
      expect(said.faults.at(-1)).toMatch(/^record \d+: the list is truncated$/);
    }
  });

  test("a truncated compressed file returns the records before the cut, and the cut is reported", async () => {
    const random = events.map((event, n) => ({ ...event, noise: Buffer.from(String(n ** 7)).toString("base64") }));
    const whole = gzipSync(JSON.stringify({ Records: random }), { level: 0 });
    const said = await read(whole.subarray(0, whole.length / 2), pieceBytes);

    expect(said.records.length).toBeGreaterThan(10);
    expect(ids(said.records)).toEqual(all.slice(0, said.records.length));
    expect(said.faults).toContain(" 0: the file is truncated");
  });

  test("an invalid line is reported, and the other lines are read", async () => {
    const broken = lines.split("\n").with(3, '{"eventID":"id-3').with(5, "nonsense").join("\n");
    const said = await read(broken, pieceBytes);

    expect(ids(said.records)).toEqual(all.filter((id) => id !== "id-3" && id !== "id-5"));
    expect(said.faults).toEqual(["line 4: invalid or incomplete JSON", "line 6: invalid or incomplete JSON"]);
  });

  test("invalid UTF-8 is reported, and the record is read", async () => {
    const bytes = Buffer.from('{"eventID":"id-0","text":"x"}\n{"eventID":"id-1"}');
    bytes[bytes.indexOf("x")] = 0xff;
    const said = await read(bytes, pieceBytes);

    expect(ids(said.records)).toEqual(["id-0", "id-1"]);
    expect(said.faults).toEqual(["line 1: not UTF-8; invalid bytes were replaced"]);
  });

  test("a value that is not an object is returned unchanged", async () => {
    const said = await read('{"Records":[1,null,"a, ]",[2],{"a":"]"}]}', pieceBytes);

    expect(said.records).toEqual([1, null, "a, ]", [2], { a: "]" }]);
  });

  test("a digest file is distinguished from events", async () => {
    const said = await read(JSON.stringify({ digestStartTime: "2026-03-01T00:00:00Z", logFiles: [] }), pieceBytes);

    expect([said.digests, said.records, said.faults]).toEqual([1, [], []]);
  });
});

test("corrupt compression is reported, and the content before it is read", async () => {
  const bytes = gzipSync(`${lines}\n`.repeat(200), { level: 0 });
  bytes.fill(0xff, bytes.length - 70_000, bytes.length - 9);
  const said = await read(bytes);

  expect(said.faults.length).toBeGreaterThan(0);
  expect(said.records.length).toBeGreaterThan(1_000);
});

test("a large file is streamed, and a record that is too long is reported and skipped", async () => {
  const long = { eventID: "long", text: "x".repeat(wholeBytes) };
  const text = JSON.stringify({ Records: [events[0], long, events[1]] });
  const said = await read(gzipSync(text));

  expect(ids(said.records)).toEqual(["id-0", "id-1"]);
  expect(said.faults).toEqual(["record 2: longer than 16 MiB, skipped"]);
  expect(said.bytes).toBe(Buffer.byteLength(text));
});
