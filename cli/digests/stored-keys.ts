import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../shared/user-error";
import type { KeySource, PublicKey } from "./public-keys";

/** A key as `aws cloudtrail list-public-keys` prints it. Times are strings or seconds. */
interface PrintedKey {
  readonly Value?: unknown;
  readonly Fingerprint?: unknown;
  readonly ValidityStartTime?: unknown;
  readonly ValidityEndTime?: unknown;
}

/** Public keys in files that `aws cloudtrail list-public-keys` printed. The files do not contain the region of a key. */
export class StoredKeys implements KeySource {
  readonly #keys: readonly PublicKey[];

  /**
   * @param path a file, or a folder of `*.json` files
   * @throws UserError when a file is not a list of keys
   */
  constructor(path: string) {
    const files = isFolder(path)
      ? readdirSync(path)
          .filter((name) => name.endsWith(".json"))
          .map((name) => join(path, name))
      : [path];
    this.#keys = files.flatMap(keysOf);
    if (this.#keys.length === 0)
      throw new UserError(`${path} has no public keys; write the file with aws cloudtrail list-public-keys`);
  }

  keys(): Promise<readonly PublicKey[]> {
    return Promise.resolve(this.#keys);
  }
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UserError(`the file or folder ${path} of --keys does not exist; correct the path`);
  return found.isDirectory();
}

function keysOf(file: string): PublicKey[] {
  let list: unknown;
  try {
    list = (JSON.parse(readFileSync(file, "utf8")) as { PublicKeyList?: unknown } | null)?.PublicKeyList;
  } catch {
    list = undefined;
  }
  const keys = Array.isArray(list) ? (list as readonly (PrintedKey | null)[]).map(keyOf) : [undefined];
  if (keys.includes(undefined))
    throw new UserError(
      `${file} is not the output of aws cloudtrail list-public-keys; write the file with this command`,
    );
  return keys as PublicKey[];
}

function keyOf(printed: PrintedKey | null): PublicKey | undefined {
  const { Value, Fingerprint, ValidityStartTime, ValidityEndTime } = printed ?? {};
  const [validFrom, validTo] = [ValidityStartTime, ValidityEndTime].map(timeOf);
  if (typeof Value !== "string" || typeof Fingerprint !== "string") return undefined;
  if (validFrom === undefined || validTo === undefined) return undefined;
  return { fingerprint: Fingerprint, der: Buffer.from(Value, "base64"), validFrom, validTo };
}

function timeOf(value: unknown): number | undefined {
  const isSeconds = typeof value === "number" || (typeof value === "string" && /^\d+(\.\d+)?$/.test(value));
  const time = isSeconds ? Number(value) * 1_000 : Date.parse(String(value));
  return Number.isNaN(time) ? undefined : time;
}
