import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";
import { UserError } from "../../config/user-error";
import { synthesize } from "../../synthesis/synthesize";
import { type Root, rootsIn } from "../deploy/waves";

/** Beginning of the names of member roots. */
const ofMembers = "member-";

/**
 * The Terraform of a member that is no longer configured, synthesized again: its state still exists in the backend, and its
 * resources in AWS, but no output has it.
 *
 * @param configuration path of the configuration, which lacks the account
 * @param folder folder for the output
 * @throws UserError for a root that is not a member's
 */
export function removedRoot(configuration: string, name: string, accountId: string, folder: string): Root {
  if (!name.startsWith(ofMembers))
    throw new UserError(
      `${name} was not a member; add it to the configuration again, synthesize, take it down, then remove it`,
    );
  const document = parseDocument(readFileSync(configuration, "utf8"));
  const members = document.getIn(["accounts", "members"]);
  const inactive = isSeq(members) && members.items.find((one) => isMap(one) && one.get("id") === accountId);
  const member = document.createNode({ name: name.slice(ofMembers.length), id: accountId, stack: name });
  if (isMap(inactive)) {
    inactive.delete("active");
    inactive.set("stack", name);
  } else if (isSeq(members)) members.add(member);
  else document.setIn(["accounts", "members"], document.createNode([member]));

  mkdirSync(folder, { recursive: true });
  // Beside the configuration, because the lock file of the providers is read there
  const again = join(dirname(configuration), `.${process.pid}.${basename(configuration)}`);
  writeFileSync(again, document.toString());
  try {
    synthesize({ configuration: again, isFallback: false, outdir: folder, mayRemove: true, keepsRootList: false });
  } finally {
    rmSync(again);
  }
  const root = rootsIn(folder).find((one) => one.name === name);
  if (root === undefined) throw new UserError(`${name} cannot be synthesized again; add it to the configuration`);
  // Nothing that is configured depends on it
  return { ...root, dependencies: [] };
}
