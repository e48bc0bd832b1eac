import type { LogTable } from "../../tables/log-table";

/** Objects that are left out one by one before their folder is. */
const mostOfFolder = 3;

/** Objects and folders that are left out before all of the account is. */
const mostOfAccount = 6;

/**
 * What to leave out after an engine could not read an object: the object, then its folder, then the folder of its
 * account. Whoever writes to one account's folder hides no log of another account. Undefined where the message names no
 * object of an account, or all of the account is left out already.
 *
 * @param message of the engine
 * @param leftOut so far
 */
export function nextToLeaveOut(
  message: string,
  tables: readonly LogTable[],
  leftOut: readonly string[],
): string | undefined {
  const path = pathIn(message);
  const account = path === undefined ? undefined : accountFolderOf(path, tables);
  if (path === undefined || account === undefined) return undefined;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const own = leftOut.filter((one) => one.startsWith(account));
  const objects = own.filter((one) => !one.endsWith("/") && one.startsWith(folder));
  if (own.includes(account)) return undefined;
  if (own.includes(folder) || own.length >= mostOfAccount) return account;
  return own.includes(path) || objects.length >= mostOfFolder || path.endsWith("/") ? folder : path;
}

/** The object that a message is about. Whoever writes it chooses its name, so the end may be missing. */
function pathIn(message: string): string | undefined {
  return /\bs3:\/\/[^\s'"()<>,]+/.exec(message)?.[0].replace(/[.:;]+$/, "");
}

/** The folder of the path's account in the table it belongs to, with a slash at its end. */
function accountFolderOf(path: string, tables: readonly LogTable[]): string | undefined {
  for (const { location, partitionPath } of tables) {
    const [before] = partitionPath.split("${account}");
    const begin = `${location}/${before}`;
    const account = path.startsWith(begin) ? /^\d{12}\//.exec(path.slice(begin.length))?.[0] : undefined;
    if (account !== undefined) return begin + account;
  }
  return undefined;
}
