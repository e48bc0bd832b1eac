import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { partitionRegions } from "../../../config/derived/regions";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../../aws-semantics/filter-pattern/filter-predicate";
import { organization, stackOf } from "../../support/organization";
import { asTerraformReads } from "../../support/terraform-string";
import { account, arn } from "../../../sample-data/values";

/** Guarantees about regions, with a configuration in which AWS Config records fewer regions than are in use. */
const deployed = organization("config/example.yaml", {
  regions: ["eu-west-1", "eu-north-1"],
  recordedRegions: ["eu-west-1"],
});
const usual = ["eu-west-1", "eu-north-1", "us-east-1"];

const isUnusual = (region: string) => {
  const filter = stackOf(deployed, "management")
    .all(CloudwatchLogMetricFilter)
    .find(({ metric_transformation }) => metric_transformation.name === "unusual-region");
  return compileFilterPattern(parseFilterPattern(asTerraformReads(filter?.pattern)))({
    eventSource: "ec2.amazonaws.com",
    eventName: "RunInstances",
    awsRegion: region,
    readOnly: false,
    sourceIPAddress: "198.51.100.7",
    userIdentity: { type: "AssumedRole", arn: arn("sts", "", account(3), "assumed-role/Developer/ana") },
  });
};

test("Urgent events are forwarded from every region in use and from the region of global services.", () => {
  for (const resources of deployed.stacks.values()) {
    const rules = resources.all(CloudwatchEventRule).filter(({ name }) => name.includes("-urgent-event-forwarder"));
    const regions = rules.map(({ region, provider }) => region ?? (provider ? "us-east-1" : "eu-west-1"));

    expect(new Set(regions)).toEqual(new Set(usual));
  }
});

test("A table lists every account, every region in use and the region of global services.", () => {
  const listed = stackOf(deployed, "log-archive")
    .all(GlueCatalogTable)
    .filter(({ name }) => name === "cloudtrail")
    .map(({ parameters }) => [parameters["projection.region.values"], parameters["projection.account.values"]]);

  expect(listed).toEqual([[usual.toSorted().join(","), [1, 2, 3, 4].map(account).join(",")]]);
});

test("A change in a region that is not in use raises an alarm.", () => {
  const unusual = partitionRegions(deployed.config).filter((region) => isUnusual(region));

  expect(unusual).toEqual(partitionRegions(deployed.config).filter((region) => !usual.includes(region)));
});
