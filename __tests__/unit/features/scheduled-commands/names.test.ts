import { alarms, buildLogGroups, guardrails, ownNames } from "../../../../features/scheduled-commands/names";
import { configOf } from "../../../support/organization";

const everything = configOf("config/examples/everything.yaml", {});
const { verification } = everything;
const onlyDigests = {
  ...everything,
  verification: { ...verification, guarantees: { ...verification.guarantees, enabled: false } },
};

test("each command has a schedule, a build project, a role and the role of its schedule", () => {
  expect(ownNames(everything)).toEqual({
    roles: [
      "acme-prod-digest-check",
      "acme-prod-digest-check-start",
      "acme-prod-guarantee-check",
      "acme-prod-guarantee-check-start",
    ],
    schedules: ["acme-prod-digest-check", "acme-prod-guarantee-check"],
    buildProjects: ["acme-prod-digest-check", "acme-prod-guarantee-check"],
  });
});

test("a disabled command has no names, no log group and no alarms", () => {
  expect(ownNames(onlyDigests).schedules).toEqual(["acme-prod-digest-check"]);
  expect(buildLogGroups(onlyDigests)).toEqual(["/aws/codebuild/acme-prod-digest-check"]);
  expect(alarms(onlyDigests)).toEqual([
    { name: "acme-prod-digests-not-authentic", severity: "page" },
    { name: "acme-prod-digest-check-failed", severity: "notify" },
    { name: "acme-prod-digests-not-verified", severity: "page" },
  ]);
});

test("only the role of its schedule starts the build of a command", () => {
  const [builds, ...others] = guardrails(onlyDigests);

  expect(others).toEqual([]);
  expect(builds?.resources.map((arn) => arn.split(":").at(-1))).toEqual(["project/acme-prod-digest-check"]);
  expect(builds?.alsoExceptRoleArns?.map((arn) => arn.split("/").at(-1))).toEqual(["acme-prod-digest-check-start"]);
});
