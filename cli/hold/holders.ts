import type { AuditConfig } from "../../config/audit-config";
import { UserError } from "../../shared/user-error";
import { type HeldLocation, heldFolders } from "./held-locations";
import { type HoldCase, isInTime } from "./hold-case";
import type { CaseRegister, ObjectVersion } from "./hold-cases";

/** A case with the locations of its logs. */
export interface Holder extends HoldCase {
  readonly locations: readonly HeldLocation[];
}

/**
 * The other cases, whose versions a lift leaves held.
 *
 * @throws UserError when another command is setting the holds of a case, or when the locations of a case are not known
 */
export async function holdersOf(
  lifted: HoldCase,
  { register, config }: { readonly register: CaseRegister; readonly config: AuditConfig },
): Promise<Holder[]> {
  const others = (await register.list()).filter((one) => one.name !== lifted.name);
  const busy = others.find((one) => isBusy(lifted, one));
  if (busy !== undefined)
    throw new UserError(
      `case ${busy.name} is in the state ${busy.state}; run the command hold for this case until it succeeds, then try again`,
    );
  return others.map((one) => Object.assign({ locations: heldFolders(config, one) }, one));
}

/**
 * Whether a lift must wait for a case. An interrupted lift does not wait for a case that is being placed, because this case waits for
 * the lift: the lift leaves its versions held. Of two interrupted lifts, the first by name continues.
 */
function isBusy(lifted: HoldCase, other: HoldCase): boolean {
  if (lifted.state !== "lifting") return other.state !== "placed";
  return other.state === "lifting" && other.name < lifted.name;
}

/** Whether a case holds a version. */
export function holds(one: Holder, bucket: string, { key, written }: ObjectVersion): boolean {
  return (
    isInTime(one, written) &&
    one.locations.some((location) => location.bucket === bucket && key.startsWith(location.prefix))
  );
}
