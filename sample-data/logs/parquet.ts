import { gzipSync } from "node:zlib";
import { thrift, type ThriftValue, varint } from "./thrift";

/** A column of a Parquet file, with its physical type. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: "INT32" | "INT64" | "STRING";
}

export type ParquetRow = Readonly<Record<string, string | number | null>>;

const magic = Buffer.from("PAR1");

/** Numbers of these types in the Parquet format. */
const physicalTypes = { INT32: 1, INT64: 2, STRING: 6 } as const;
const optional = 1;
const utf8 = 0;
const plain = 0;
const runLength = 3;
const gzip = 2;

/**
 * A Parquet file with one row group and one gzipped page for each column, as in small files of VPC flow logs. Every column is
 * optional. A missing value is null.
 *
 * @see https://parquet.apache.org/docs/file-format/
 */
export function parquetFile(columns: readonly ParquetColumn[], rows: readonly ParquetRow[]): Buffer {
  const chunks: { column: ParquetColumn; offset: number; size: number; uncompressed: number }[] = [];
  const parts: Buffer[] = [magic];
  let offset = magic.length;
  for (const column of columns) {
    const { bytes, uncompressed } = page(column, rows);
    chunks.push({ column, offset, size: bytes.length, uncompressed });
    parts.push(bytes);
    offset += bytes.length;
  }
  const footer = thrift({
    fields: {
      1: { i32: 1 },
      2: { list: schema(columns) },
      3: { i64: rows.length },
      4: {
        list: [
          {
            fields: {
              1: { list: chunks.map((chunk) => columnChunk(chunk, rows.length)) },
              2: { i64: chunks.reduce((sum, { uncompressed }) => sum + uncompressed, 0) },
              3: { i64: rows.length },
            },
          },
        ],
      },
      6: { text: "trailkeeper" },
    },
  });
  return Buffer.concat([...parts, footer, int32(footer.length), magic]);
}

function schema(columns: readonly ParquetColumn[]): ThriftValue[] {
  return [
    { fields: { 4: { text: "schema" }, 5: { i32: columns.length } } },
    ...columns.map(({ name, type }) => {
      const field: Record<number, ThriftValue> = {
        1: { i32: physicalTypes[type] },
        3: { i32: optional },
        4: { text: name },
      };
      if (type === "STRING") field[6] = { i32: utf8 };
      return { fields: field };
    }),
  ];
}

function columnChunk(
  { column, offset, size, uncompressed }: { column: ParquetColumn; offset: number; size: number; uncompressed: number },
  rowCount: number,
): ThriftValue {
  const metadata: ThriftValue = {
    fields: {
      1: { i32: physicalTypes[column.type] },
      2: { list: [{ i32: plain }, { i32: runLength }] },
      3: { list: [{ text: column.name }] },
      4: { i32: gzip },
      5: { i64: rowCount },
      6: { i64: uncompressed },
      7: { i64: size },
      9: { i64: offset },
    },
  };
  return { fields: { 2: { i64: offset }, 3: metadata } };
}

/** A page header, followed by a page with all values of a column. */
function page({ name, type }: ParquetColumn, rows: readonly ParquetRow[]): { bytes: Buffer; uncompressed: number } {
  const values = rows.map((row) => row[name] ?? null);
  const levels = definitionLevels(values);
  const present = values.filter((value) => value !== null).map((value) => plainValue(type, value));
  const content = Buffer.concat([int32(levels.length), levels, ...present]);
  const compressed = gzipSync(content);
  const header = thrift({
    fields: {
      1: { i32: 0 },
      2: { i32: content.length },
      3: { i32: compressed.length },
      5: { fields: { 1: { i32: rows.length }, 2: { i32: plain }, 3: { i32: runLength }, 4: { i32: runLength } } },
    },
  });
  return { bytes: Buffer.concat([header, compressed]), uncompressed: header.length + content.length };
}

/** Definition levels, run-length encoded: a count, then 1 for values that exist or 0 for missing values. */
function definitionLevels(values: readonly (string | number | null)[]): Buffer {
  const runs: { level: number; count: number }[] = [];
  for (const value of values) {
    const level = value === null ? 0 : 1;
    const last = runs.at(-1);
    if (last?.level === level) last.count++;
    else runs.push({ level, count: 1 });
  }
  return Buffer.concat(runs.flatMap(({ level, count }) => [varint(count * 2), Buffer.from([level])]));
}

function plainValue(type: ParquetColumn["type"], value: string | number): Buffer {
  if (type === "INT32") return int32(Number(value));
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(type === "INT64" ? BigInt(value) : 0n);
  const text = Buffer.from(String(value));
  return type === "INT64" ? bytes : Buffer.concat([int32(text.length), text]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
