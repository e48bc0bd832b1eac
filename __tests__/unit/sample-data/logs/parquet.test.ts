import { gunzipSync } from "node:zlib";
import { type ParquetColumn, type ParquetRow, parquetFile } from "../../../../sample-data/logs/parquet";

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

async function readBack(written: readonly ParquetColumn[], content: readonly ParquetRow[]) {
  const { parquetMetadata, parquetReadObjects } = await import("hyparquet");
  const file = new Uint8Array(await parquetFile(written, content)).buffer;
  const compressors = { GZIP: (page: Uint8Array) => gunzipSync(page) };
  return { metadata: parquetMetadata(file), rows: await parquetReadObjects({ file, compressors }) };
}

test("the rows are read as they were written, with missing values", async () => {
  const read = await readBack(columns, rows);

  expect(read.rows).toEqual([
    { srcaddr: "10.0.0.1", dstport: 443, bytes: 5_000_000_000n },
    { srcaddr: null, dstport: -1, bytes: null },
    { srcaddr: "ü", dstport: null, bytes: 1n },
  ]);
});

test("the columns have the types and the compression of VPC flow logs, and are optional", async () => {
  const { metadata } = await readBack(columns, rows);

  expect(metadata.schema.slice(1).map((one) => [one.name, one.type, one.converted_type, one.repetition_type])).toEqual([
    ["srcaddr", "BYTE_ARRAY", "UTF8", "OPTIONAL"],
    ["dstport", "INT32", undefined, "OPTIONAL"],
    ["bytes", "INT64", undefined, "OPTIONAL"],
  ]);
  const codecs = metadata.row_groups.flatMap((group) => group.columns.map((one) => one.meta_data?.codec));
  expect(new Set(codecs)).toEqual(new Set(["GZIP"]));
});

test("many columns and rows are read, and a value that a row lacks is missing", async () => {
  const many = Array.from({ length: 40 }, (_, i) => ({ name: `column${i}`, type: "INT32" as const }));
  const read = await readBack(
    many,
    Array.from({ length: 3_000 }, (_, i) => ({ column0: i })),
  );

  expect(read.rows).toHaveLength(3_000);
  expect(read.rows[2_999]).toEqual({
    column0: 2_999,
    ...Object.fromEntries(many.slice(1).map(({ name }) => [name, null])),
  });
});
