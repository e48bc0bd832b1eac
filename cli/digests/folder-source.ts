import { UserError } from "../../shared/user-error";
import { FolderStore } from "./folder-store";
import { KeyRing } from "./public-keys";
import { StoredKeys } from "./stored-keys";
import type { AccountsFolder, VerificationOptions } from "./verification";

/** Options of a command that reads a folder. */
export interface FolderOptions {
  readonly folder?: string;

  /** Path of a file or folder with public keys, or a ring of loaded keys. */
  readonly keys?: string | KeyRing;
  readonly account?: readonly string[];
}

/**
 * Reads the objects of a folder: `<folder>/<bucket>/<key>`.
 *
 * @throws UserError when the folder has no digests, or when there are no keys
 */
export async function folderSource(
  folder: string,
  { keys, account = [] }: FolderOptions,
): Promise<Omit<VerificationOptions, "regions">> {
  if (keys === undefined)
    throw new UserError("--folder does not read AWS, so it needs the public keys; add --keys <file or folder>");
  const store = new FolderStore(folder);
  const folders: AccountsFolder[] = [];
  for (const bucket of await store.buckets()) folders.push(...(await accountsFolders(store, bucket, "", 0)));
  if (folders.length === 0)
    throw new UserError(
      `${folder} has no digests; name a folder with files <bucket>/<key>, as trailkeeper evidence writes them`,
    );
  const ring = typeof keys === "string" ? new KeyRing(new StoredKeys(keys)) : keys;
  return { store, keys: ring, folders, expected: [], accounts: account, due: Number.POSITIVE_INFINITY };
}

/** Maximum depth of the folders above the account folders: a prefix of several parts, `AWSLogs`, and the organization. */
const deepest = 8;

/** Finds the folders that contain the account folders. */
async function accountsFolders(
  store: FolderStore,
  bucket: string,
  prefix: string,
  depth: number,
): Promise<AccountsFolder[]> {
  if (depth > deepest) return [];
  const names = await store.folders(bucket, prefix);
  const found = names.some((name) => /^\d{12}$/.test(name)) && /(^|\/)AWSLogs\//.test(prefix);
  const inner = names
    .filter((name) => !/^\d{12}$/.test(name))
    .map((name) => accountsFolders(store, bucket, `${prefix}${name}/`, depth + 1));
  return [...(found ? [{ bucket, prefix }] : []), ...(await Promise.all(inner)).flat()];
}
