import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsResponse,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import type { Check } from "../check";
import type { PlannedResource, PlannedRoot } from "../planned-root";

/** Maximum number of trails in a region. AWS does not raise this limit. A multi-region trail counts in each region. */
const mostTrails = 5;

/** The trails of a region: its own trails, and the multi-region trails of other regions. */
async function trailsIn({ aws }: PlannedRoot, region: string): Promise<Trail[]> {
  const { trailList = [] } = await aws.client(CloudTrailClient, region).send(new DescribeTrailsCommand({}));
  return trailList;
}

/** Looks for clashes of each trail that a root creates. */
async function forEachTrail(
  root: PlannedRoot,
  find: (trail: PlannedResource, existing: readonly Trail[]) => Promise<readonly string[]>,
) {
  const clashes = root.created("aws_cloudtrail").map(async (trail) => {
    const problems = await find(trail, await trailsIn(root, trail.region));
    return problems.map((problem) => ({ problem, region: trail.region }));
  });
  return (await Promise.all(clashes)).flat();
}

const recordsManagementEvents = ({ EventSelectors = [], AdvancedEventSelectors = [] }: GetEventSelectorsResponse) =>
  EventSelectors.some(({ IncludeManagementEvents }) => IncludeManagementEvents !== false) ||
  AdvancedEventSelectors.some(({ FieldSelectors = [] }) =>
    FieldSelectors.some(({ Field, Equals = [] }) => Field === "eventCategory" && Equals.includes("Management")),
  );

/** Clashes with trails. */
export const trailChecks: readonly Check[] = [
  {
    id: "trail-exists",
    when: "The account has a trail of the name that the root creates.",
    fix: "change trail.name, or delete or import the trail",
    reads: ["cloudtrail:DescribeTrails"],
    find: (root) =>
      forEachTrail(root, async ({ attributes: { name }, region }, existing) =>
        existing
          .filter(({ Name, HomeRegion }) => Name === name && HomeRegion === region)
          .map(({ TrailARN }) => `trail ${TrailARN} exists`),
      ),
  },
  {
    id: "trail-limit",
    when: "The region has five trails, which is the limit of AWS.",
    fix: "delete a trail",
    reads: ["cloudtrail:DescribeTrails"],
    find: (root) =>
      forEachTrail(root, async (_, existing) =>
        existing.length < mostTrails ? [] : [`${existing.length} of ${mostTrails} trails exist`],
      ),
  },
  {
    id: "second-copy-of-management-events",
    when: "Another trail records management events, so AWS charges for a second copy of these events.",
    fix: "delete the other trail after the first apply; if it is Control Tower's, keep it and set mode: controlTower",
    reads: ["cloudtrail:DescribeTrails", "cloudtrail:GetEventSelectors"],
    find: (root) =>
      forEachTrail(root, async (_, existing) => {
        const recording = await Promise.all(
          existing.map(async ({ TrailARN = "", HomeRegion = root.stack.region }) => {
            const client = root.aws.client(CloudTrailClient, HomeRegion);
            const selectors = await client.send(new GetEventSelectorsCommand({ TrailName: TrailARN }));
            return recordsManagementEvents(selectors) ? [TrailARN] : [];
          }),
        );
        return recording.flat().map((trail) => `trail ${trail} records management events`);
      }),
  },
];
