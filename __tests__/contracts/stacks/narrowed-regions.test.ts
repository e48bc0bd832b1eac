import { type NarrowedSource, narrowedSources } from "../../../config/derived/regions";
import { type Change, oneStack } from "../../support/organization";
import type { Attributes } from "../../support/synth";
import { account } from "../../../sample-data/values";

const [home, other] = ["eu-central-1", "eu-west-1"] as const;

/** Constructs of each log source in an account. Several log sources share the keys of log groups and streams. */
const constructsOf: Readonly<Record<NarrowedSource, readonly string[]>> = {
  flowLogs: ["FlowLogs"],
  dnsQueryLogs: ["DnsQueryLogs"],
  sessions: ["Sessions", "SessionKeys"],
  securityHubFindings: ["FindingStreams", "Findings"],
  applicationLogs: ["ApplicationLogs", "LogStreams"],
};

/** Every log source in every account and both regions, with a change of one log source. */
const changed = (source?: NarrowedSource, regions?: readonly string[]): Change => {
  const sources: Record<NarrowedSource, Change> = {
    flowLogs: { vpcs: "all", exceptAccounts: [], transitGateways: [] },
    dnsQueryLogs: { vpcs: "all", listedVpcs: [] },
    sessions: { enabled: true, encryptSessions: true, adoptedDocuments: [] },
    securityHubFindings: { mode: "eachAccount", account: null, region: null },
    applicationLogs: {
      enabled: true,
      logGroups: [{ name: "/app/orders", accounts: [account(3)] }],
      subscription: { mode: "all", existing: [] },
    },
  };
  return {
    regions: [home, other],
    recordedRegions: [home],
    providerVersion: "~> 6.25",
    logSources: { ...sources, ...(source && { [source]: { ...sources[source], regions } }) },
  };
};

/** Returns the construct and the region of each resource of a member. */
function resourcesOf(change: Change): string[] {
  const { json } = oneStack("member-payments", "config/examples/everything.yaml", change);
  const paths = [json.resource, json.data].flatMap((types: Record<string, Record<string, Attributes>>) =>
    Object.values(types).flatMap((resources) =>
      Object.values(resources).map((resource) =>
        [resource["//"].metadata.path, resource["region"] ?? home].join(" in "),
      ),
    ),
  );
  return paths.toSorted();
}

const everywhere = resourcesOf(changed());

describe.each(narrowedSources)("logSources.%s.regions", (source) => {
  const isOf = (place: string) => constructsOf[source].some((name) => place.includes(`/Baseline/${name}/`));
  const isRegional = (place: string) => [home, other].some((region) => place.includes(`/${region}/`));

  test("contains every region in use by default", () => {
    for (const name of constructsOf[source]) {
      for (const region of [home, other]) {
        expect(everywhere.filter((place) => place.includes(`/Baseline/${name}/${region}/`))).not.toEqual([]);
      }
    }
  });

  test.each([
    [home, other],
    [other, home],
  ])(`logSources.${source}.regions with %s removes only the resources of the log source in %s`, (kept, left) => {
    const isLeftOut = (place: string) => isOf(place) && isRegional(place) && place.endsWith(` in ${left}`);

    expect(resourcesOf(changed(source, [kept]))).toEqual(everywhere.filter((place) => !isLeftOut(place)));
  });
});

test("No log key is made in a region where no source needs one.", () => {
  const only: Change = {
    ...changed(),
    logSources: {
      ...(changed()["logSources"] as Change),
      sessions: { enabled: false },
      securityHubFindings: { mode: "none", account: null, region: null },
      applicationLogs: {
        regions: [other],
        logGroups: [{ name: "/app/orders", accounts: [account(3)] }],
        subscription: { mode: "all", existing: [] },
      },
    },
    masking: { sessions: [] },
    search: { logs: { securityHubFindings: { enabled: false } } },
  };
  const keys = resourcesOf(only).filter((place) => place.includes("/LogKeys/"));

  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((place) => !place.endsWith(` in ${other}`))).toEqual([]);
});
