import { z } from "zod";
import { callVolumeUnusual } from "../../detections/catalog/call-volume-unusual";
import { detections } from "../../detections/catalog/all";
import { FilterPatternError } from "../../aws-semantics/filter-pattern/filter-pattern-error";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { regionName } from "./fields";
import { patternProblems } from "./pattern-problems";
import { prices, usd } from "./prices";

const ids = ["unusual-region", callVolumeUnusual.id, ...detections.map(({ id }) => id)] as const;

const reason = z
  .string()
  .trim()
  .min(10, "expected a reason of 10 characters or more, which other people understand later")
  .max(500, "expected a reason of 500 characters or fewer")
  .meta({ examples: ["The scanner tries every call each night."] });

const severity = z.enum(["page", "notify", "watch"]);

const threshold = z
  .int("expected a whole number of events")
  .min(1, "expected 1 event or more")
  .max(1_000_000, "expected 1,000,000 events or fewer");

const periodSeconds = z
  .int("expected a whole number of seconds")
  .multipleOf(60, "expected whole minutes: a multiple of 60 seconds")
  .min(60, "expected 60 seconds or more")
  .max(86_400, "expected 86,400 seconds or fewer, the longest period of an alarm");

const exclusion = z.strictObject({
  selector: z
    .string()
    .max(200, "expected 200 characters or fewer")
    .refine(isOneField, "expected one field, such as $.userIdentity.arn")
    .meta({
      description: "Field of the event, in the notation of filter patterns, such as `$.userIdentity.arn`.",
      examples: ["$.userIdentity.arn"],
    }),
  value: z
    .string()
    .min(1, "expected 1 character or more")
    .max(300, "expected 300 characters or fewer")
    .regex(/[^*]/, "an asterisk alone would exclude every event; disable the detection with off instead")
    .meta({
      description: "Value of the field. An asterisk at the beginning or the end matches any characters.",
      examples: ["*/scanner"],
    }),
  reason: reason.meta({ description: "Reason why these events are expected." }),
});

const override = z
  .strictObject({
    off: reason.optional().meta({ description: "Disables the detection. The value is the reason." }),
    severity: severity
      .optional()
      .meta({ description: "Severity instead of the default: `page`, `notify` or `watch`." }),
    threshold: threshold
      .optional()
      .meta({ description: "Number of matching events in one period that triggers the alarm." }),
    periodSeconds: periodSeconds.optional().meta({ description: "Length of the period, in seconds." }),
    exclusions: z.array(exclusion).default([]).meta({
      description: "Expected events that the detection ignores. An event without the field is never ignored.",
    }),
  })
  .refine(
    ({ off, exclusions, ...others }) => off === undefined || (exclusions.length === 0 && isEmpty(others)),
    "off disables the detection, so the other settings have no effect; remove off, or remove the other settings",
  )
  .refine(
    ({ exclusions, ...others }) => exclusions.length > 0 || !isEmpty(others),
    "the override is empty; set off, severity, threshold, periodSeconds or exclusions",
  );

const ownDetection = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "expected lowercase letters, digits and single hyphens between them")
    .max(42, "expected 42 characters or fewer; the name of the EventBridge rule is the prefix and the id")
    .meta({
      description: "Name of the metric, the alarm and the EventBridge rule. It must be unique among all detections.",
      examples: ["payments-table-deleted"],
    }),
  title: z
    .string()
    .min(1, "expected a title")
    .max(100, "expected 100 characters or fewer, because it is part of the alarm description")
    .meta({
      description: "Description of the event in the notification.",
      examples: ["The table of payments was deleted"],
    }),
  why: z
    .string()
    .min(1, "expected a reason")
    .max(300, "expected 300 characters or fewer, because it is part of the alarm description")
    .meta({
      description: "Reason in the notification why the event matters.",
      examples: ["No one can pay until it is restored."],
    }),
  severity: severity.meta({
    description:
      "`page`: someone must react now. `notify`: it can wait until morning. `watch`: events are only counted.",
  }),
  pattern: z
    .string()
    .superRefine((text, context) => {
      for (const message of patternProblems(text)) context.addIssue({ code: "custom", message });
    })
    .meta({
      description: "CloudWatch Logs filter pattern for JSON events, such as `{ $.eventName = DeleteVpc }`.",
      examples: ["{ $.eventName = DeleteVpc }"],
    }),
  threshold: threshold
    .default(1)
    .meta({ description: "Number of matching events in one period that triggers the alarm." }),
  periodSeconds: periodSeconds.default(300).meta({ description: "Length of the period, in seconds." }),
  controls: z
    .array(z.string().min(1, "expected a control").max(25, "expected 25 characters or fewer"))
    .max(10, "expected 10 controls or fewer, because they are part of the alarm description")
    .default([])
    .meta({
      description: "Compliance controls that the detection fulfills, such as `PCI DSS 4 10.2.1`.",
      examples: [["PCI DSS 4 10.2.1"]],
    }),
  runbook: z
    .url({ protocol: /^https$/, error: "expected an https:// address" })
    .max(300, "expected 300 characters or fewer, because it is part of the alarm description")
    .optional()
    .meta({ description: "URL of the runbook. Default: `<id>.md` below `notifications.runbookUrl`." }),
});

/** Whether no setting of a group is written. */
function isEmpty(settings: object): boolean {
  return Object.values(settings).every((value) => value === undefined);
}

/** Whether a selector selects exactly one field. With a wildcard, `!=` would match if at least one value is different. */
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

/** Changes and additions to the built-in detections. */
export const detectionSchema = z
  .strictObject({
    expectedRegions: z.array(regionName).default([]).meta({
      description:
        "Regions outside `regions` where changes are expected, although no log source is deployed there. Tables contain these regions, and the detection `unusual-region` does not report changes there.",
    }),
    overrides: z
      .partialRecord(z.enum(ids), override)
      .default({})
      .meta({
        description: "Changes to the built-in detections, by detection id.",
        examples: [{ "sign-in-failure-burst": { severity: "page" } }],
      }),
    own: z
      .array(ownDetection)
      .default([])
      .meta({
        description: `Your own detections. Each costs ${usd(prices.alarmMonth)} a month for its alarm, and up to ${usd(prices.metricMonth)} for its metric, which is charged only for the hours in which events match.`,
      }),
  })
  .prefault({})
  .meta({
    description:
      "Detections. A log group can have at most 100 metric filters. To add detections beyond that number, disable other detections.",
  });
