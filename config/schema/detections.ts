import { z } from "zod";
import { callVolumeUnusual } from "../../detections/catalog/call-volume-unusual";
import { detections } from "../../detections/catalog/all";
import { FilterPatternError } from "../../detections/filter-pattern/filter-pattern-error";
import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { regionName } from "./fields";
import { patternProblems } from "./pattern-problems";
import { prices, usd } from "./prices";

const ids = ["unusual-region", callVolumeUnusual.id, ...detections.map(({ id }) => id)] as const;

const reason = z
  .string()
  .trim()
  .min(10, "expected a reason of 10 characters or more; whoever asks in a year reads it")
  .max(500, "expected a reason of 500 characters or fewer");

const severity = z.enum(["page", "notify", "watch"]);

const threshold = z
  .int("expected a whole number of events")
  .min(1, "expected 1 event or more")
  .max(1_000_000, "expected 1,000,000 events or fewer");

const periodSeconds = z
  .int("expected a whole number of seconds")
  .multipleOf(60, "expected whole minutes: a multiple of 60 seconds")
  .min(60, "expected 60 seconds or more")
  .max(86_400, "expected 86,400 seconds or fewer: an alarm looks back one day at most");

const exclusion = z.strictObject({
  selector: z
    .string()
    .max(200, "expected 200 characters or fewer")
    .refine(isOneField, "expected one field, such as $.userIdentity.arn")
    .meta({ description: "Field of the event, as filter patterns write it, such as `$.userIdentity.arn`." }),
  value: z
    .string()
    .min(1, "expected a text")
    .max(300, "expected 300 characters or fewer")
    .regex(/[^*]/, "an asterisk alone would exclude every event; switch the detection off instead")
    .meta({ description: "Its value; an asterisk at either end stands for anything." }),
  reason: reason.meta({ description: "Why such events are ordinary." }),
});

const override = z
  .strictObject({
    off: reason.optional().meta({ description: "Switches the detection off, and says why." }),
    severity: severity.optional().meta({ description: "Another severity: `page`, `notify` or `watch`." }),
    threshold: threshold.optional().meta({ description: "Matching events within one period that set the alarm off." }),
    periodSeconds: periodSeconds.optional().meta({ description: "Length of the period, in seconds." }),
    exclusions: z
      .array(exclusion)
      .default([])
      .meta({ description: "Events that are ordinary here. Events without the field are never excluded." }),
  })
  .refine(
    ({ off, exclusions, ...others }) => off === undefined || (exclusions.length === 0 && isEmpty(others)),
    "it is off, so nothing else can be changed; remove off or the rest",
  )
  .refine(
    ({ exclusions, ...others }) => exclusions.length > 0 || !isEmpty(others),
    "nothing is changed; write off, severity, threshold or exclusions",
  );

const ownDetection = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "expected lowercase letters, digits and single hyphens between them")
    .max(42, "expected 42 characters or fewer; with the prefix it names a rule of EventBridge")
    .meta({ description: "Names the metric, the alarm and the rule; unique among all detections." }),
  title: z
    .string()
    .min(1, "expected a title")
    .max(100, "expected 100 characters or fewer; an alarm's description has to hold it")
    .meta({ description: "What happened, to the person who is told." }),
  why: z
    .string()
    .min(1, "expected a reason to be told")
    .max(300, "expected 300 characters or fewer; an alarm's description has to hold it")
    .meta({ description: "Why that matters." }),
  severity: severity.meta({ description: "`page` wakes somebody, `notify` waits until morning, `watch` is counted." }),
  pattern: z
    .string()
    .superRefine((text, context) => {
      for (const message of patternProblems(text)) context.addIssue({ code: "custom", message });
    })
    .meta({ description: "CloudWatch Logs filter pattern for JSON events, such as `{ $.eventName = DeleteVpc }`." }),
  threshold: threshold.default(1).meta({ description: "Matching events within one period that set the alarm off." }),
  periodSeconds: periodSeconds.default(300).meta({ description: "Length of the period, in seconds." }),
  controls: z
    .array(z.string().min(1, "expected a control").max(25, "expected 25 characters or fewer"))
    .max(10, "expected 10 controls or fewer; an alarm's description has to hold them")
    .default([])
    .meta({ description: "Controls it satisfies, such as `PCI DSS 4 10.2.1`." }),
  runbook: z
    .url({ protocol: /^https$/, error: "expected an https:// address" })
    .max(300, "expected 300 characters or fewer; an alarm's description has to hold it")
    .optional()
    .meta({ description: "Address of its runbook. Default: `<id>.md` beside the other runbooks." }),
});

/** Whether no setting of a group is written. */
function isEmpty(settings: object): boolean {
  return Object.values(settings).every((value) => value === undefined);
}

/** Whether a text selects exactly one field: with a wildcard, `!=` would mean that some value is different. */
function isOneField(text: string): boolean {
  if (text.includes("*")) return false;
  try {
    const pattern = parseFilterPattern(`{ ${text} = "x" }`);
    return pattern.kind === "json" && pattern.condition.kind === "comparison";
  } catch (error) {
    if (error instanceof FilterPatternError) return false;
    throw error;
  }
}

/** What is noticed besides, or other than, the catalog. */
export const detectionSchema = z
  .strictObject({
    expectedRegions: z.array(regionName).default([]).meta({
      description:
        "Regions beside `regions` where changes are ordinary, although no log source is set up there: tables list them, and `unusual-region` does not report them.",
    }),
    overrides: z
      .partialRecord(z.enum(ids), override)
      .default({})
      .meta({ description: "Changes to detections of the catalog, by their id." }),
    own: z
      .array(ownDetection)
      .default([])
      .meta({
        description: `Detections of your own. Each costs ${usd(prices.alarmMonth)} a month for its alarm, and up to ${usd(prices.metricMonth)} for its metric, by the hours in which it counts.`,
      }),
  })
  .prefault({})
  .meta({
    description: "The detections. A log group holds 100 of them: to add more, switch off what you can do without.",
  });
