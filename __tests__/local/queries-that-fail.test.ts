import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { installEventRuler, matchEvents } from "../../local-aws/event-ruler/event-ruler";
import { findTools } from "../../local-aws/requirements";
import { configOf, organization, stackOf } from "../support/organization";
import { asTerraformReads } from "../support/terraform-string";
import { account } from "../../sample-data/values";

const { java, maven } = findTools(["java", "maven"]);
const deployed = organization();
const { accounts } = configOf("config/example.yaml", {});
const object = `s3://acme-service-logs/app-logs/${account(3)}/eu-west-1/2026/11/01/a.gz`;

/** Returns an event of Athena: a query of the analysts that failed on an object, with changes. */
const failed = (detail: object = {}, errorMessage = `HIVE_CURSOR_ERROR: Failed to read file at ${object}`) => ({
  version: "0",
  id: "0a1b2c3d-0000-4000-8000-00000000000e",
  "detail-type": "Athena Query State Change",
  source: "aws.athena",
  account: accounts.logArchive,
  time: "2026-11-01T12:00:00Z",
  region: "eu-west-1",
  resources: [],
  detail: {
    versionId: "0",
    currentState: "FAILED",
    previousState: "RUNNING",
    statementType: "DML",
    queryExecutionId: "01234567-89ab-cdef-0123-456789abcdef",
    workgroupName: "acme-audit",
    sequenceNumber: "3",
    athenaError: { errorCategory: 2, errorType: 1, errorMessage, retryable: false },
    ...detail,
  },
});

const noticed = {
  "an object that is no gzip": failed(),
  "an object under a key that nobody here holds": failed(
    {},
    `HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split ${object} (offset=0, length=9): Access Denied`,
  ),
  "an object that a responder's query met": failed({ workgroupName: "acme-responders" }),
  "an object whose name is hostile": failed({}, `Failed to read ${object}"}]*\n`),
};
const check = { workgroupName: "acme-checks" };
const failedChecks = {
  "a log was overwritten": failed(check, "INVALID_CAST_ARGUMENT: Cannot cast 'overwritten logs: 1' to INT"),
  "a check that somebody cancelled": failed({ ...check, currentState: "CANCELLED", athenaError: undefined }),
  "a check that read too much": failed({ ...check, currentState: "CANCELLED" }, "Bytes scanned limit was exceeded"),
};
const ignored = {
  "a query that succeeded": failed({ currentState: "SUCCEEDED", athenaError: undefined }),
  "a check that succeeded": failed({ ...check, currentState: "SUCCEEDED", athenaError: undefined }),
  "a check that runs": failed({ ...check, currentState: "RUNNING", athenaError: undefined }),
  "a mistake in a query": failed({}, "SYNTAX_ERROR: line 1:8: Column 'x' cannot be resolved"),
  "a query of another workgroup": failed({ workgroupName: "primary" }),
  "a query of another account": { ...failed(), account: account(7) },
};

/** Returns the names of the rules of a stack that match each event. */
async function rulesOf(stack: string, events: readonly object[]): Promise<readonly (readonly string[])[]> {
  const rules = stackOf(deployed, stack).all(CloudwatchEventRule);
  const patterns = Object.fromEntries(
    rules.map(({ name, event_pattern }) => [name, asTerraformReads(event_pattern)] as const),
  );
  return matchEvents(java, patterns, events);
}

beforeAll(() => installEventRuler(maven));

test.each([
  ["a query that could not read a log", noticed, "acme-log-unreadable"],
  ["a check that did not succeed", failedChecks, "acme-overwrite-check-failed"],
])("an event of %s is forwarded once, and matches one rule of the bus", async (_, failures, rule) => {
  const events = Object.values(failures);

  for (const names of await rulesOf("log-archive", events)) {
    expect(names).toEqual([expect.stringMatching(/^acme-urgent-event-forwarder-\d+$/)]);
  }
  for (const names of await rulesOf("management", events)) expect(names).toEqual([rule]);
});

test("no other event of a query is forwarded or matches a rule of the bus", async () => {
  for (const stack of ["log-archive", "management"]) {
    const found = await rulesOf(stack, Object.values(ignored));

    expect(Object.fromEntries(Object.keys(ignored).map((what, i) => [what, found[i]]))).toEqual(
      Object.fromEntries(Object.keys(ignored).map((what) => [what, []])),
    );
  }
});
