import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";
import { UserError } from "../../config/user-error";
import { synthesize } from "../../synthesis/synthesize";
import { type Root, rootsIn } from "../deploy/waves";

/** Prefix of the names of member roots. */
const ofMembers = "member-";

/**
 * Synthesizes the Terraform of a member that is no longer configured. Its state and its AWS resources still exist, but the output
 * no longer contains its root.
 *
 * @param configuration path of the configuration, which lacks the account
 * @param folder folder for the output
 * @throws UserError for a root that is not the root of a member
 */
export function removedRoot(configuration: string, name: string, accountId: string, folder: string): Root {
  if (!name.startsWith(ofMembers))
    throw new UserError(
      `${name} is not the root of a member; add its account to the configuration again, run trailkeeper synth, take the root down, then remove the account`,
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
  // The file is in the folder of the configuration, because synth reads the lock file of the providers there
  const again = join(dirname(configuration), `.${process.pid}.${basename(configuration)}`);
  writeFileSync(again, document.toString());
  try {
    synthesize({ configuration: again, isFallback: false, outdir: folder, mayRemove: true, keepsRootList: false });
  } finally {
    rmSync(again);
  }
  const root = rootsIn(folder).find((one) => one.name === name);
  if (root === undefined)
    throw new UserError(
      `cannot synthesize ${name} again; add its account to the configuration again, then take the root down`,
    );
  // No configured root depends on a removed member
  return { ...root, dependencies: [] };
}
