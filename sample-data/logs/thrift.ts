/** A value in Thrift's compact protocol. Only the types that the footer and the pages of a Parquet file need are supported. */
export type ThriftValue =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly ThriftValue[] }
  | { readonly fields: Readonly<Record<number, ThriftValue>> };

/**
 * Writes a value.
 *
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function thrift(value: ThriftValue): Buffer {
  if ("i32" in value) return zigzag(value.i32);
  if ("i64" in value) return zigzag(value.i64);
  if ("text" in value) return Buffer.concat([varint(Buffer.byteLength(value.text)), Buffer.from(value.text)]);
  if ("list" in value) return list(value.list);
  return struct(value.fields);
}

function list(values: readonly ThriftValue[]): Buffer {
  const type = values[0] === undefined ? 0 : typeOf(values[0]);
  const isShort = values.length < 15;
  const header = Buffer.from([((isShort ? values.length : 15) << 4) | type]);
  return Buffer.concat([header, ...(isShort ? [] : [varint(values.length)]), ...values.map(thrift)]);
}

/** Fields in ascending order of their ids. Each id is encoded as the difference from the previous one. */
function struct(fields: Readonly<Record<number, ThriftValue>>): Buffer {
  let previous = 0;
  const parts = Object.entries(fields).map(([id, value]) => {
    const header = Buffer.from([((Number(id) - previous) << 4) | typeOf(value)]);
    previous = Number(id);
    return Buffer.concat([header, thrift(value)]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function typeOf(value: ThriftValue): number {
  if ("i32" in value) return 5;
  if ("i64" in value) return 6;
  if ("text" in value) return 8;
  return "list" in value ? 9 : 12;
}

function zigzag(value: number): Buffer {
  return varint(value < 0 ? -value * 2 - 1 : value * 2);
}

/** A non-negative whole number, with seven bits in each byte, the lowest first. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
