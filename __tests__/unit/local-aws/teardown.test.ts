import { CommandError } from "../../../shared/child-process";
import type { LocalDeployment, LocalSettings } from "../../../local-aws/terraform/deployment";
import { destroyAll } from "../../../local-aws/teardown";

// The program prints the steps to this stream
beforeEach(() => void jest.spyOn(process.stderr, "write").mockReturnValue(true));

const stacks = ["log-archive", "management", "member-payments"];

/** A deployment that records its calls. Some of the calls fail. */
function deployment(mode: string, failing: Record<string, Error> = {}, unprotected: readonly string[] = []) {
  const deeds: string[] = [];
  const settings: LocalSettings[] = [];
  const resources = new Map(stacks.map((stack) => [stack, [`aws_s3_bucket.${stack}`]]));
  const act = (deed: string) => async (stack: string) => {
    deeds.push(`${deed} ${stack}`);
    const failure = failing[`${deed} ${stack}`];
    if (failure) throw failure;
    if (deed === "destroy") resources.set(stack, []);
  };
  const fake = {
    waves: [["log-archive"], ["management", "member-payments"]],
    config: { archive: { lock: { mode, days: 400, bypassRoleArns: [] } } },
    synthesize: async (changed: LocalSettings) => void settings.push(changed),
    resourcesOf: (stack: string) => resources.get(stack) ?? [],
    isDeployed: (stack: string) => unprotected.includes(stack),
    applyToExisting: act("apply"),
    cdktfDestroy: act("destroy"),
  };
  return { fake: fake as unknown as LocalDeployment, deeds, settings, resources };
}

describe("destroyAll", () => {
  test("removes the protection of each account and destroys the account, in reverse order of deployment", async () => {
    const { fake, deeds } = deployment("governance");

    expect(await destroyAll(fake)).toEqual([]);

    expect(deeds.slice(0, 4).toSorted()).toEqual([
      "apply management",
      "apply member-payments",
      "destroy management",
      "destroy member-payments",
    ]);
    expect(deeds.slice(4)).toEqual(["apply log-archive", "destroy log-archive"]);
    for (const stack of stacks) expect(deeds.indexOf(`apply ${stack}`)).toBeLessThan(deeds.indexOf(`destroy ${stack}`));
  });

  test.each([
    ["compliance", "governance"],
    ["governance", "governance"],
    ["off", "off"],
  ])("changes a lock in %s mode to %s mode, and nothing else", async (mode, lifted) => {
    const { fake, settings } = deployment(mode);

    await destroyAll(fake);

    expect(settings).toEqual([
      { archive: { lock: { mode: lifted, days: 400, bypassRoleArns: [] }, preventDestroy: false } },
    ]);
  });

  test("applies nothing to an account whose only change is prevent_destroy", async () => {
    const { fake, deeds } = deployment("governance", {}, ["management", "member-payments"]);

    await destroyAll(fake);

    expect(deeds).toEqual([
      "destroy management",
      "destroy member-payments",
      "apply log-archive",
      "destroy log-archive",
    ]);
  });

  test("ignores accounts without resources", async () => {
    const { fake, deeds, resources } = deployment("governance");
    resources.set("management", []);

    await destroyAll(fake);

    expect(deeds.filter((deed) => deed.includes("management"))).toEqual([]);
    expect(deeds).toHaveLength(4);
  });

  test.each(["apply", "destroy"])(
    "continues when it cannot %s one account, and prints the remaining accounts with the reason",
    async (deed) => {
      const { fake, deeds } = deployment("compliance", { [`${deed} management`]: new CommandError("it is locked") });

      expect(await destroyAll(fake)).toEqual([
        { stack: "management", resources: ["aws_s3_bucket.management"], reason: "it is locked" },
      ]);

      expect(deeds).toEqual(expect.arrayContaining(["destroy member-payments", "destroy log-archive"]));
    },
  );

  test("fails for errors other than Terraform's refusal", async () => {
    const failure = new TypeError("a mistake of ours");
    const { fake } = deployment("compliance", { "destroy management": failure });

    await expect(destroyAll(fake)).rejects.toBe(failure);
  });
});
