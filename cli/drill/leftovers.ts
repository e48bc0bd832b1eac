import { hostname } from "node:os";
import { errorCode } from "../../shared/thrown";
import type { Detection } from "../../detections/detection";
import type { DrillNames } from "../../detections/drill";
import { UserError } from "../../shared/user-error";
import type { AwsSession } from "./aws-session";
import { makeCall } from "./calls";
import type { DrillTags, Leftover, Subscriber } from "./subscriber";

/** Name of this machine, as a valid tag value. */
const host = (): string => hostname().replaceAll(/[^\w.-]/g, "-");

/** Minutes after its time limit that a drill may need to remove its resources. */
const minutesToRemove = 10;

/** Tags of the queue of a drill that this process runs. */
export function tagsOfThisProcess(timeoutSeconds: number, now: Date): DrillTags {
  const expires = new Date(now.getTime() + timeoutSeconds * 1_000 + minutesToRemove * 60_000).toISOString();
  return { host: host(), pid: `${process.pid}`, expires };
}

/** Whether the drill may still run. On this machine, its process decides. On other machines, its time limit decides. */
export function mayRun({ host: where, pid, expires }: Leftover, now: Date): boolean {
  if (where === host() && pid !== undefined) return isRunning(Number(pid));
  return expires !== undefined && now.toISOString() < expires;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process runs as another user
    return errorCode(error) === "EPERM";
  }
}

/** Sessions and regions to undo the calls of drills. */
export interface Undoing {
  readonly detections: readonly Detection[];
  readonly alerting: AwsSession;
  readonly subscriber: Subscriber;
  readonly names: DrillNames;
  readonly globalRegion: string;
}

/** Removes all resources of a drill: first the resources that its calls created, then its subscriptions, and last its queue. */
export async function removeDrill(name: string, undoing: Undoing): Promise<void> {
  const { detections, alerting, subscriber, names, globalRegion } = undoing;
  for (const { drill } of detections) {
    if (drill === undefined || !("call" in drill) || drill.call.undo === undefined) continue;
    const { service, undo } = drill.call;
    const [answer] = await makeCall({
      call: { service, ...undo },
      session: alerting,
      names: { ...names, name },
      globalRegion,
    });
    if (answer?.refusal !== undefined && !/NotFound/.test(answer.refusal)) {
      throw new UserError(
        `cannot delete the resources of drill ${name}: ${service} ${undo.operation}: ${answer.refusal}`,
      );
    }
  }
  await subscriber.remove(name);
}

/** Removes the resources of earlier drills. Drills that may still run are skipped if `all` is false. */
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
