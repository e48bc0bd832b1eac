import { deployedOrganization, local, sharedSession } from "./support/local-aws";

test("npm run local:down destroys every account and stops everything", async () => {
  const { address, stacks, folder } = await deployedOrganization();

  const { status, stdout, stderr } = await local(["down"]);

  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  for (const stack of stacks) expect(stderr).toMatch(new RegExp(`destroying .*\\b${stack}\\b`));
  // Roles that may bypass a governance lock can delete the objects, so nothing is kept
  expect(stdout).toBe("the local AWS is stopped, and the data of the emulator is deleted\n");
  expect(sharedSession.emulator.isRunning()).toBe(false);
  expect(sharedSession.trino.isRunning()).toBe(false);
  await expect(fetch(address.plainEndpoint)).rejects.toThrow("fetch failed");
  expect(folder).toBe(sharedSession.folder);
});

test("a second npm run local:down has nothing to do", async () => {
  const { status, stdout } = await local(["down"]);

  expect(status).toBe(0);
  expect(stdout).toContain("the local AWS is stopped");
});

test("a query fails if no local AWS runs, and prints the command that starts it", async () => {
  const { status, stderr } = await local(["query", "identity-root-activity"]);

  expect(status).toBe(1);
  expect(stderr).toContain("the local AWS is not running or not completely deployed; run: npm run local");
});
