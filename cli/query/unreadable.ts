import type { LogTable } from "../../tables/log-table";

/** Number of objects of a folder that are excluded one by one before the whole folder is excluded. */
const mostOfFolder = 3;

/** Number of objects and folders of an account that are excluded before the whole account is excluded. */
const mostOfAccount = 6;

/**
 * The exclusion after an engine could not read an object: first the object, later its folder, and then the folder of its account.
 * So a writer in the folder of one account cannot hide logs of another account. Undefined if the message names no object of an
 * account, or if the whole account is already excluded.
 *
 * @param message message of the engine
 * @param leftOut objects and folders that are already excluded
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

/** Finds the object in a message. The writer of the object chooses its name, so the end of the name can be missing. */
function pathIn(message: string): string | undefined {
  return /\bs3:\/\/[^\s'"()<>,]+/.exec(message)?.[0].replace(/[.:;]+$/, "");
}

/** The folder of the account in the path of an object. It ends with a slash. */
function accountFolderOf(path: string, tables: readonly LogTable[]): string | undefined {
  for (const { location, partitionPath } of tables) {
    const [before] = partitionPath.split("${account}");
    const begin = `${location}/${before}`;
    const account = path.startsWith(begin) ? /^\d{12}\//.exec(path.slice(begin.length))?.[0] : undefined;
    if (account !== undefined) return begin + account;
  }
  return undefined;
}
