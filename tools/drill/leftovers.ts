import { hostname } from "node:os";
import type { Detection } from "../../detections/detection";
import type { DrillNames } from "../../detections/drill";
import { UserError } from "../../config/user-error";
import type { AwsSession } from "./aws-session";
import { makeCall } from "./calls";
import type { DrillTags, Leftover, Subscriber } from "./subscriber";

/** This machine, as the value of a tag. */
const host = (): string => hostname().replaceAll(/[^\w.-]/g, "-");

/** Minutes after its time limit in which a drill still removes what it created. */
const minutesToRemove = 10;

/** Tags of the queue of a drill that this process runs. */
export function tagsOfThisProcess(timeoutSeconds: number, now: Date): DrillTags {
  const expires = new Date(now.getTime() + timeoutSeconds * 1_000 + minutesToRemove * 60_000).toISOString();
  return { host: host(), pid: `${process.pid}`, expires };
}

/** Whether the drill that left this may still run: on this machine its process shows it, elsewhere its time limit. */
export function mayRun({ host: where, pid, expires }: Leftover, now: Date): boolean {
  if (where === host() && pid !== undefined) return isRunning(Number(pid));
  return expires !== undefined && now.toISOString() < expires;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, as another user
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What undoes the calls of drills, and where. */
export interface Undoing {
  readonly detections: readonly Detection[];
  readonly alerting: AwsSession;
  readonly subscriber: Subscriber;
  readonly names: DrillNames;
  readonly globalRegion: string;
}

/** Removes everything of a drill: what its calls created, its subscriptions, and at last its queue. */
export async function removeDrill(name: string, undoing: Undoing): Promise<void> {
  const { detections, alerting, subscriber, names, globalRegion } = undoing;
  for (const { drill } of detections) {
    if (drill === undefined || !("call" in drill) || drill.call.undo === undefined) continue;
    const { service, undo } = drill.call;
    const [answer] = await makeCall({ service, ...undo }, alerting, { ...names, name }, globalRegion);
    if (answer?.refusal !== undefined && !/NotFound/.test(answer.refusal)) {
      throw new UserError(`cannot delete what drill ${name} created: ${service} ${undo.operation}: ${answer.refusal}`);
    }
  }
  await subscriber.remove(name);
}

/** Removes what earlier drills left behind, except of drills that may still run, unless `all`. */
export async function removeLeftovers(undoing: Undoing, now: Date, all = false) {
  const removed: string[] = [];
  const running: Leftover[] = [];
  for (const leftover of await undoing.subscriber.list()) {
    if (!all && mayRun(leftover, now)) {
      running.push(leftover);
      continue;
    }
    await removeDrill(leftover.name, undoing);
    removed.push(leftover.name);
  }
  return { removed, running };
}
