/** Maximum length of an account name in the configuration, in characters. */
const longest = 50;

/** Names that messages use for the two accounts that are not members. */
const reserved = new Set(["management", "log-archive"]);

/**
 * Converts a name in AWS to a name for the configuration: lowercase letters, digits and hyphens. The result is empty if the name
 * in AWS contains no Latin letter and no digit.
 */
function baseName(awsName: string): string {
  const plain = awsName.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const name = plain.replaceAll(/[^a-z0-9]+/g, "-").replace(/^-/, "");
  return name.slice(0, longest).replace(/-$/, "");
}

/** A name that is unique, because it contains the account id. */
function distinctName(awsName: string, id: string, count: number): string {
  const end = count === 1 ? `-${id}` : `-${id}-${count}`;
  return `${(baseName(awsName) || "account").slice(0, longest - end.length).replace(/-$/, "")}${end}`;
}

/**
 * Name for an account that is not in the configuration yet, or was renamed. If another account already has the name, the new
 * name contains the account id. So a new account can never get the name of an existing account.
 */
export function newName(awsName: string, id: string, isTaken: (name: string) => boolean): string {
  const base = baseName(awsName);
  if (base !== "" && !reserved.has(base) && !isTaken(base)) return base;
  for (let count = 1; ; count++) {
    const name = distinctName(awsName, id, count);
    if (!isTaken(name)) return name;
  }
}

/** Whether a name in the configuration was derived from this name in AWS. If so, the account was not renamed. */
export function isNameOf(name: string, awsName: string, id: string): boolean {
  if (name === baseName(awsName)) return true;
  const count = Number(/-(\d{1,4})$/.exec(name)?.[1] ?? 1);
  return name === distinctName(awsName, id, 1) || name === distinctName(awsName, id, count);
}
