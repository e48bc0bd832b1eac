import { inflateRawSync } from "node:zlib";
import { type ParquetColumn, parquetFile } from "../../../../sample-data/logs/parquet";

// __tests__/local/tables.test.ts reads such files in Trino
const columns: readonly ParquetColumn[] = [
  { name: "srcaddr", type: "STRING" },
  { name: "dstport", type: "INT32" },
  { name: "bytes", type: "INT64" },
];
const rows = [
  { srcaddr: "10.0.0.1", dstport: 443, bytes: 5_000_000_000 },
  { srcaddr: null, dstport: -1, bytes: null },
  { srcaddr: "ü", dstport: null, bytes: 1 },
];

/** Returns the contents of the pages, in the order of the columns. */
function pagesOf(file: Buffer): number[][] {
  const beginning = Buffer.from([0x1f, 0x8b, 8]);
  const pages: number[][] = [];
  for (let at = file.indexOf(beginning); at !== -1; at = file.indexOf(beginning, at + 1)) {
    // The deflate data begins after gzip's header of ten bytes. The bytes after the page are ignored
    pages.push([...inflateRawSync(file.subarray(at + 10))]);
  }
  return pages;
}

const bytesOf = (value: bigint) => [...Buffer.from(new BigInt64Array([value]).buffer)];

describe("parquetFile", () => {
  const file = parquetFile(columns, rows);

  test("begins and ends as the format requires, with the length of the footer before the end", () => {
    const length = file.readInt32LE(file.length - 8);
    const footer = file.subarray(file.length - 8 - length, file.length - 8);

    expect(file.subarray(0, 4).toString()).toBe("PAR1");
    expect(file.subarray(-4).toString()).toBe("PAR1");
    for (const { name } of columns) expect(footer.includes(name)).toBe(true);
    expect(footer.at(-1)).toBe(0);
  });

  test("contains the definition levels of all rows, and then the values", () => {
    const [text, small, large] = pagesOf(file);

    const middleMissing = [6, 0, 0, 0, 2, 1, 2, 0, 2, 1];
    expect(text).toEqual([middleMissing, 8, 0, 0, 0, [...Buffer.from("10.0.0.1")], 2, 0, 0, 0, 0xc3, 0xbc].flat());
    expect(small).toEqual([4, 0, 0, 0, 4, 1, 2, 0, 187, 1, 0, 0, 255, 255, 255, 255]);
    expect(large).toEqual([middleMissing, bytesOf(5_000_000_000n), bytesOf(1n)].flat());
  });

  test("writes column and row counts that do not fit into one byte", () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ name: `column${i}`, type: "INT32" as const }));
    const [first = []] = pagesOf(
      parquetFile(
        many,
        Array.from({ length: 300 }, () => ({ column0: 7 })),
      ),
    );

    // 300 rows are encoded as 600, in two bytes with seven bits each
    expect(first.slice(0, 7)).toEqual([3, 0, 0, 0, 0xd8, 0x04, 1]);
  });
});
