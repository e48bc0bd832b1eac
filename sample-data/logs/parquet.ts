import { gzipSync } from "node:zlib";

/** A column of a Parquet file, with its type. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: "INT32" | "INT64" | "STRING";
}

export type ParquetRow = Readonly<Record<string, string | number | null>>;

/** A Parquet file with gzipped pages, as VPC flow logs write it. Every column is optional. A missing value is null. */
export async function parquetFile(columns: readonly ParquetColumn[], rows: readonly ParquetRow[]): Promise<Buffer> {
  // The library is an ES module, which a module in CommonJS cannot load otherwise in every version of Node.js
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = columns.map(({ name, type }) => ({
    name,
    type,
    data: rows.map((row) => valueOf(row[name] ?? null, type)),
  }));
  const file = parquetWriteBuffer({ columnData, codec: "GZIP", compressors: { GZIP: (page) => gzipSync(page) } });
  return Buffer.from(file);
}

function valueOf(value: string | number | null, type: ParquetColumn["type"]): string | number | bigint | null {
  return type === "INT64" && value !== null ? BigInt(value) : value;
}
