import type { Guarantee } from "./guarantee";
import { alarmGuarantees } from "./guarantees/alarms";
import { arrivalGuarantees } from "./guarantees/arrivals";
import { awsConfigGuarantees } from "./guarantees/aws-config";
import { bucketGuarantees } from "./guarantees/buckets";
import { eventGuarantees } from "./guarantees/events";
import { guardrailGuarantees } from "./guarantees/guardrails";
import { keyGuarantees } from "./guarantees/keys";
import { networkGuarantees } from "./guarantees/network";
import { queryGuarantees } from "./guarantees/queries";
import { roleGuarantees } from "./guarantees/roles";
import { scheduledCheckGuarantees } from "./guarantees/scheduled-checks";
import { streamGuarantees } from "./guarantees/streams";
import { topicGuarantees } from "./guarantees/topics";
import { trailGuarantees } from "./guarantees/trails";

/** Every guarantee, by subject. */
export const guaranteeGroups = {
  Trails: trailGuarantees,
  Buckets: bucketGuarantees,
  Keys: keyGuarantees,
  "Alarms and metric filters": alarmGuarantees,
  Topics: topicGuarantees,
  "Events and queues": eventGuarantees,
  "AWS Config": awsConfigGuarantees,
  "Networks and sessions": networkGuarantees,
  "Streams and log groups": streamGuarantees,
  "Logs in the archive": arrivalGuarantees,
  "Tables and queries": queryGuarantees,
  "Scheduled checks": scheduledCheckGuarantees,
  "Roles and policies": roleGuarantees,
  Guardrails: guardrailGuarantees,
} as const satisfies Readonly<Record<string, readonly Guarantee[]>>;

/** Every guarantee. */
export const guarantees: readonly Guarantee[] = Object.values<readonly Guarantee[]>(guaranteeGroups).flat();
