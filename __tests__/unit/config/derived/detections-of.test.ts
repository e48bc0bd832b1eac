import { detectionsOf } from "../../../../config/derived/detections-of";
import { namesFor } from "../../../../config/names/names";
import { fieldComplexities } from "../../../../aws-semantics/event-pattern/complexity";
import { eventPatternLimits, eventPatternProblem } from "../../../../aws-semantics/event-pattern/limits";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";
import { urgentEventsOf } from "../../../../detections/urgent-events";
import { parse } from "../configuration";

/** The longest prefix, and the longest names of regions of each partition. */
const longest = { prefix: "a".repeat(21), "trail.insights": ["ApiCallRateInsight"] };
const configurations = [
  parse({ ...longest, homeRegion: "ap-southeast-1", regions: ["ap-southeast-1", "us-east-1"] }),
  parse({ ...longest, partition: "aws-us-gov", homeRegion: "us-gov-west-1", regions: ["us-gov-west-1"] }),
];

describe.each(configurations)("with the longest names in $homeRegion", (config) => {
  const detections = detectionsOf(config);
  const rules = urgentEventsOf(detections.map((detection) => ({ ...detection, severity: "page" })));

  test("CloudWatch Logs accepts every pattern", () => {
    expect(checkFilterPatternLimits(detections.map(({ pattern }) => pattern))).toEqual([]);
  });

  test("EventBridge accepts every rule, also if its severity were notify", () => {
    const problems = rules.flatMap(({ eventPatterns }) => eventPatterns.map(eventPatternProblem));

    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
    expect(rules.length).toBeGreaterThan(50);
  });

  test("no rule with names of this project is near the complexity limit", () => {
    const own = ["archive-guard-removed", "archive-settings-changed", "alarm-topic-tampering"];
    const complexities = rules
      .filter(({ detection: { id } }) => own.includes(id))
      .map(({ eventPatterns }) =>
        eventPatterns.map((text) => Math.max(...fieldComplexities(JSON.parse(text)).values())),
      );

    expect(complexities).toEqual([[0], [0], [0]]);
    expect(eventPatternLimits.fieldComplexity).toBe(8);
  });
});

describe("a detection compares", () => {
  const [config = parse()] = configurations;
  const { topicArn, chatTopicName, topicName } = namesFor(config);
  const noticedBy = (request: object, eventSource: string, eventName: string) =>
    detectionsOf(config)
      .filter(({ pattern }) =>
        matches(parseFilterPattern(pattern), { eventSource, eventName, readOnly: false, requestParameters: request }),
      )
      .map(({ id }) => id);

  test.each([topicArn("page"), topicArn("notify"), topicArn("page").replace(topicName("page"), chatTopicName)])(
    "the topic %s",
    (arn) => {
      expect(noticedBy({ topicArn: arn }, "sns.amazonaws.com", "DeleteTopic")).toContain("alarm-topic-tampering");
    },
  );

  test.each(["trail-changes", "trail-blinded", "root-use"])("the name of the alarm of %s", (id) => {
    const request = { alarmNames: [`${config.prefix}-${id}`] };

    expect(noticedBy(request, "monitoring.amazonaws.com", "DeleteAlarms")).toContain("alarm-topic-tampering");
  });
});
