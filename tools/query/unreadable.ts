import type { LogTable } from "../../tables/log-table";

/** Objects of a folder that are excluded one by one before the whole folder is excluded. */
const mostOfFolder = 3;

/** Objects and folders of an account that are excluded before the whole account is excluded. */
const mostOfAccount = 6;

/**
 * What to exclude after an engine could not read an object: the object, then its folder, then the folder of its account. So a
 * writer in one account's folder cannot hide logs of another account. Undefined if the message names no object of an account, or
 * if the whole account is excluded already.
 *
 * @param message message of the engine
 * @param leftOut objects and folders that are excluded already
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

/** The object in a message. Its writer chose its name, so the end may be missing. */
function pathIn(message: string): string | undefined {
  return /\bs3:\/\/[^\s'"()<>,]+/.exec(message)?.[0].replace(/[.:;]+$/, "");
}

/** The folder of the path's account in its table, with a slash at its end. */
function accountFolderOf(path: string, tables: readonly LogTable[]): string | undefined {
  for (const { location, partitionPath } of tables) {
    const [before] = partitionPath.split("${account}");
    const begin = `${location}/${before}`;
    const account = path.startsWith(begin) ? /^\d{12}\//.exec(path.slice(begin.length))?.[0] : undefined;
    if (account !== undefined) return begin + account;
  }
  return undefined;
}
