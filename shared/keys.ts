/** The keys of a record whose type lists all of them. */
export const keysOf = <K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] =>
  Object.keys(record).filter((key): key is K => Object.hasOwn(record, key));

/** Whether a key is one of the keys of a record. */
export const isKeyOf = <T extends object>(record: T, key: PropertyKey): key is keyof T => Object.hasOwn(record, key);

/** The entries of a record whose type lists all keys, without undefined values. */
export const entriesOf = <K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V][] =>
  keysOf(record).flatMap((key): [K, V][] => {
    const value = record[key];
    return value === undefined ? [] : [[key, value]];
  });

/** Whether a value is an object or a list, with fields of unknown types. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The value of a field. Undefined if the value has no such field, or no fields at all. */
export const fieldOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
