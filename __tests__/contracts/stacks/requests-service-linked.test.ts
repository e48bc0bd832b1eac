import { ArchivesUnderTest } from "../../support/requests/archives-under-test";
import { awsConfig } from "../../support/requests/aws-config";
import { describeRows } from "../../support/requests/describe-rows";

/** Requests of AWS Config if recorders use its service-linked role. AWS Config sends all of them as the service. */
const archives = new ArchivesUnderTest("config/examples/everything.yaml", {
  logSources: { awsConfig: { role: "serviceLinked" }, sessions: { enabled: false } },
  masking: { sessions: [] },
});
const rows = awsConfig(archives.setting);

test("no request comes from a role of an account", () => {
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.filter(({ caller }) => caller.kind !== "service")).toEqual([]);
});

describeRows(rows, archives);
