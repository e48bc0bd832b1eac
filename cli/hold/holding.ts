import type { AuditConfig } from "../../config/audit-config";
import { UserError } from "../../shared/user-error";
import { type HeldLocation, checkBuckets, checkLocks, heldFolders } from "./held-locations";
import { type HoldCase, type HoldScope, endOf, isInTime } from "./hold-case";
import type { CaseRegister, HeldArchive, ObjectVersion } from "./hold-cases";
import { type Holder, holds, holdersOf } from "./holders";

/** Clients, clock and settings that holds need. */
export interface HoldTools {
  readonly config: AuditConfig;
  readonly register: CaseRegister;
  readonly archive: HeldArchive;
  readonly now: () => Date;

  /** Called with the number of processed versions. */
  readonly progress: (versions: number) => void;
}

/** Maximum number of concurrent requests. S3 supports 3,500 writes a second below a prefix. */
const requests = 32;

/** Result of a command. */
export interface HoldResult {
  readonly versions: number;

  /** Number of versions that stay held, because another case holds them. */
  readonly kept: number;

  /** Log classes of the case without any object version. */
  readonly empty: readonly string[];

  /** Time after which all logs of the case are delivered. Undefined if this time has passed. */
  readonly againAfter?: Date | undefined;
}

/**
 * Places a case, or continues it. It sets the hold of every version again, which has no effect on held versions: S3 does not count
 * holds.
 *
 * @param scope scope of a new case. Undefined to continue or repeat an existing case
 */
export async function placeCase(name: string, scope: HoldScope | undefined, tools: HoldTools): Promise<HoldResult> {
  const { register, config, now } = tools;
  const earlier = (await register.list()).find((one) => one.name === name);
  if (earlier?.state === "lifting")
    throw new UserError(
      `the lift of case ${name} is not complete; run hold lift ${name} until it succeeds, then place the case again`,
    );
  if (scope !== undefined && earlier !== undefined)
    throw new UserError(
      `case ${name} already exists; run hold place ${name} without options to continue it, or use another name`,
    );
  const wanted = scope ?? earlier;
  if (wanted === undefined)
    throw new UserError(`case ${name} does not exist; create it with --source, --from and --to`);
  const locations = heldFolders(config, wanted);
  checkLocks(config, wanted);
  await readEachBucket(locations, tools);

  const began = now();
  const placing: HoldCase = { ...wanted, name, state: "placing", since: began.toISOString() };
  await (earlier === undefined ? register.create(placing) : register.replace(placing));
  // Each command writes its state to the register before it reads the register. So of two concurrent commands, at
  // least one sees the other
  const lifting = (await register.list()).find((one) => one.state === "lifting");
  if (lifting !== undefined) {
    await (earlier === undefined ? register.remove(name) : register.replace(earlier));
    throw new UserError(
      `case ${lifting.name} is being lifted, which could lift holds of this case; wait until hold lift ${lifting.name} ends, or run it again if it was interrupted, then run the command again`,
    );
  }
  const { versions, empty } = await setAll({
    locations,
    scope: placing,
    isMeant: () => true,
    isHeld: true,
    holdTools: tools,
  });
  await register.replace({ ...placing, state: "placed", versions });
  const end = endOf(wanted);
  return { versions, kept: 0, empty, ...(end > began.getTime() && { againAfter: new Date(end) }) };
}

/**
 * Finds a case by its name.
 *
 * @throws UserError that lists the existing cases
 */
export async function caseOf(name: string, { register }: Pick<HoldTools, "register">): Promise<HoldCase> {
  const cases = await register.list();
  const found = cases.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = cases.map((one) => one.name).join(", ");
  throw new UserError(`no case ${name}; ${names === "" ? "there are no cases" : `cases: ${names}`}`);
}

/** Lifts the holds of a case. A version that another case holds stays held. */
export async function liftCase(name: string, tools: HoldTools): Promise<HoldResult> {
  const { register, config, now } = tools;
  const earlier = await caseOf(name, tools);
  const locations = heldFolders(config, earlier);
  checkBuckets(config, earlier);
  await readEachBucket(locations, tools);
  // What fails here leaves the case as it was. A case in the state lifting would block every other case
  await holdersOf(earlier, tools);
  const lifting: HoldCase = { ...earlier, state: "lifting", since: now().toISOString() };
  await register.replace(lifting);
  const holders = await holdersOrRestore(earlier, tools);
  const isFree = (bucket: string, version: ObjectVersion) => !holders.some((one) => holds(one, bucket, version));
  const result = await setAll({ locations, scope: lifting, isMeant: isFree, isHeld: false, holdTools: tools });
  const left = new Set((await register.list()).map((one) => one.name));
  // No case holds the versions any more that the lift left held for a case that ended in the meantime
  if (holders.some((one) => !left.has(one.name))) return liftCase(name, tools);
  await register.remove(name);
  return result;
}

/** The holders after the register contains the lift. If they are not known, the lift did nothing yet, and the earlier state returns. */
async function holdersOrRestore(earlier: HoldCase, tools: HoldTools): Promise<Holder[]> {
  try {
    return await holdersOf(earlier, tools);
  } catch (error) {
    await tools.register.replace(earlier);
    throw error;
  }
}

/** Reads every bucket once, so that an unreadable bucket fails before the register changes. */
async function readEachBucket(locations: readonly HeldLocation[], { archive }: HoldTools): Promise<void> {
  const buckets = new Map(locations.map((location) => [location.bucket, location]));
  for (const { bucket, prefix } of buckets.values()) await archive.pages(bucket, prefix)[Symbol.asyncIterator]().next();
}

interface SetAllOptions {
  readonly locations: readonly HeldLocation[];
  readonly scope: HoldScope;
  readonly isMeant: (bucket: string, version: ObjectVersion) => boolean;
  readonly isHeld: boolean;
  readonly holdTools: HoldTools;
}

async function setAll({
  locations,
  scope,
  isMeant,
  isHeld,
  holdTools: { archive, progress },
}: SetAllOptions): Promise<HoldResult> {
  let versions = 0;
  let kept = 0;
  const found = new Set<string>();
  for (const { source, bucket, prefix } of locations) {
    for await (const page of archive.pages(bucket, prefix)) {
      const inTime = page.filter(({ written }) => isInTime(scope, written));
      if (inTime.length > 0) found.add(source);
      const meant = inTime.filter((version) => isMeant(bucket, version));
      for (let start = 0; start < meant.length; start += requests) {
        const batch = meant.slice(start, start + requests);
        await Promise.all(batch.map((version) => archive.setHold(bucket, version, isHeld)));
      }
      versions += meant.length;
      kept += inTime.length - meant.length;
      progress(versions + kept);
    }
  }
  const empty = [...new Set(locations.map(({ source }) => source))].filter((source) => !found.has(source));
  return { versions, kept, empty };
}
