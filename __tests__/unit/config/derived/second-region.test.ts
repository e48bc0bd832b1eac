import { createdArchives, replicaOfBuckets, replicatedArchives } from "../../../../config/derived/second-region";
import { eventRegions, urgentEventRegions } from "../../../../config/derived/regions";
import { terraformRoots } from "../../../../config/derived/terraform-roots";
import { account } from "../../../../sample-data/values";
import { type Changes, parse } from "../configuration";

const second = { region: "eu-central-1" };
const withReplicas = (settings: object = {}, changes: Changes = {}) =>
  parse({
    "accounts.members": [{ name: "log-replica", id: account(4) }],
    "archive.secondRegion": { ...second, ...settings },
    ...changes,
  });

test("every created archive has a replica by default, or else the listed archives", () => {
  const always = ["trail", "config", "serviceLogs", "accessLogs"];

  expect(replicatedArchives(withReplicas())).toEqual(always);
  expect(replicatedArchives(withReplicas({}, { "logSources.webAclLogs.enabled": true }))).toEqual([
    ...always,
    "webAclLogs",
  ]);
  expect(replicatedArchives(withReplicas({ archives: ["accessLogs", "trail"] }))).toEqual(["trail", "accessLogs"]);
  expect(replicatedArchives(parse())).toEqual([]);
});

test("a trail bucket that its owner manages is not created, and has no replica", () => {
  const { archive, ...config } = parse();

  expect(createdArchives({ ...config, archive: { ...archive, existing: "acme-cloudtrail-logs" } })).not.toContain(
    "trail",
  );
});

test("the name of a replica bucket ends with the id of its account", () => {
  expect([...replicaOfBuckets(withReplicas({ account: account(4), archives: ["trail"] }))]).toEqual([
    [`acme-trail-archive-${account(2)}`, `acme-trail-replica-${account(4)}`],
  ]);
});

test("the roots of the replicas follow the roots on which they depend", () => {
  const names = (config: ReturnType<typeof parse>) =>
    terraformRoots(config).map(({ stackName, id }) => [stackName, id]);

  expect(names(withReplicas({ account: account(4) }))).toEqual([
    ["log-archive", account(2)],
    ["management", account(1)],
    ["second-region", account(4)],
    ["replication", account(2)],
    ["member-log-replica", account(4)],
  ]);
  expect(names(withReplicas())).toContainEqual(["second-region", account(2)]);
  expect(names(parse()).map(([name]) => name)).not.toContain("replication");
});

test("the region of the replicas counts as usual, but its urgent events are not forwarded", () => {
  expect(eventRegions(withReplicas())).toContain("eu-central-1");
  expect(urgentEventRegions(withReplicas())).not.toContain("eu-central-1");
});
