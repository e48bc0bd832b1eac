import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { inflateMember } from "../../../../cli/digests/gzip-member";
import { Dice } from "../../../support/dice";

async function inflated(body: Buffer, pieceLength: number) {
  const pieces = Array.from({ length: Math.ceil(body.length / pieceLength) }, (_, i) =>
    body.subarray(i * pieceLength, (i + 1) * pieceLength),
  );
  const taken: Buffer[] = [];
  const problem = await inflateMember(Readable.from(pieces), (piece) => taken.push(Buffer.from(piece)));
  return { problem, isContent: Buffer.concat(taken).equals(content) };
}

const bytes = new Dice(1);
const content = Buffer.concat([
  Buffer.from("x".repeat(300_000)),
  Buffer.from(Array.from({ length: 5_000 }, () => bytes.below(256))),
]);
const body = gzipSync(content);

/** A header with every optional field: extra field, name, comment and checksum. */
function withFullHeader(): Buffer {
  const header = Buffer.from(body.subarray(0, 10));
  header[3] = 0x1e;
  return Buffer.concat([
    header,
    Buffer.from([3, 0, 1, 2, 3]),
    Buffer.from("name\0comment\0"),
    Buffer.from([9, 9]),
    body.subarray(10),
  ]);
}

test.each([1, 7, 100, 1_000_000])(
  "one gzip member that arrives in pieces of %i bytes is decompressed",
  async (length) => {
    for (const file of [body, withFullHeader()])
      expect(await inflated(file, length)).toEqual({ problem: undefined, isContent: true });
  },
);

test("every truncation is detected", async () => {
  const small = gzipSync("some content");
  for (let length = 0; length < small.length; length++) {
    expect({ length, ...(await inflated(small.subarray(0, length), 5)) }).toMatchObject({
      length,
      problem: "truncated",
    });
  }
});

test.each([
  ["one byte", Buffer.from([0])],
  ["a line feed", Buffer.from("\n")],
  ["an empty member", gzipSync("")],
  ["another gzip member", gzipSync("more rows")],
  ["a long text", Buffer.from("text ".repeat(100_000))],
])("%s after the gzip member is detected, and is not part of the content", async (_, more) => {
  expect(await inflated(Buffer.concat([body, more]), 1_000)).toEqual({ problem: "appended", isContent: true });
});

test.each([
  ["text", Buffer.from("no gzip at all")],
  ["another compression method", Buffer.concat([Buffer.from([0x1f, 0x8b, 7]), body.subarray(3)])],
  ["data that is not deflate-compressed", Buffer.concat([body.subarray(0, 10), Buffer.alloc(50, 0xff)])],
  [
    "a name without a terminator",
    Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0]), Buffer.alloc(80_000, 1)]),
  ],
])("content with %s is reported as damaged", async (_, file) => {
  expect(await inflated(file, 1_000)).toMatchObject({ problem: "damaged" });
});

test("damage causes no exception, and damaged content is never read as a complete file", async () => {
  const dice = new Dice(4);
  for (let round = 0; round < 200; round++) {
    const file = Buffer.from(body.subarray(0, 600));
    for (let flips = dice.below(5); flips >= 0; flips--) file[dice.below(file.length)] = dice.below(256);
    // A changed bit can end the compressed data early
    expect(["truncated", "damaged", "appended"]).toContain((await inflated(file, 64)).problem);
  }
});

test("an error of the source stream is thrown", async () => {
  const failing = new Readable({ read: () => failing.destroy(new Error("connection reset")) });

  await expect(inflateMember(failing, () => {})).rejects.toThrow("connection reset");
});
