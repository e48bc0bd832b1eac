import { detections } from "../../detections/catalog/all";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";
import { event, who } from "../../sample-data/detection-examples/example";

/** Events that CloudTrail records when accounts join or leave. They are the same for every caller. */
const changes: readonly (readonly [change: string, service: string, calls: readonly string[]])[] = [
  ["is created", "organizations", ["CreateAccount", "CreateAccountResult", "AccountJoinedOrganization"]],
  ["is invited and joins", "organizations", ["InviteAccountToOrganization", "AcceptHandshake"]],
  ["is moved", "organizations", ["MoveAccount"]],
  ["is closed", "organizations", ["CloseAccount", "CloseAccountResult"]],
  ["is closed by its root user", "account", ["CloseAccount"]],
  ["leaves", "organizations", ["LeaveOrganization", "AccountDepartedOrganization"]],
  ["is removed", "organizations", ["RemoveAccountFromOrganization"]],
];
const callers = { person: who.person, pipeline: who.pipeline, administrator: who.administrator };
const noticing = detections.filter(({ severity }) => severity !== "watch");

/** Events that AWS Organizations sends itself, some time after the call. */
const isServiceEvent = (name: string) => /Result$|^Account/.test(name);

test.each(
  changes.flatMap(([change, service, calls]) =>
    calls.flatMap((name) => Object.entries(callers).map(([by, caller]) => ({ change, service, name, by, caller }))),
  ),
)("people are notified when an account $change: $name by a $by", ({ service, name, caller }) => {
  const type = isServiceEvent(name) ? ("AwsServiceEvent" as const) : ("AwsApiCall" as const);
  const recorded = event(service, name, { region: "us-east-1", caller, type });

  expect(noticing.filter(({ pattern }) => matches(parseFilterPattern(pattern), recorded))).not.toEqual([]);
});
