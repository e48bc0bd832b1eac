import { ForgottenTrail } from "../../../../modules/trail/forgotten-trail";
import { oneStack } from "../../../support/organization";
import { synth } from "../../../support/synth";

test("ForgottenTrail leaves every resource of the organization trail in AWS, including its topic", () => {
  const { resource } = oneStack("management", "config/example.yaml", { trail: { notifyDeliveries: true } }).json;
  const ofTrail = Object.entries<object>(resource).flatMap(([type, named]) =>
    Object.keys(named)
      .filter((name) => name.startsWith("Trail_"))
      .map((name) => `${type}.${name}`),
  );
  const { removed } = synth((scope) => {
    new ForgottenTrail(scope, "Trail");
  }).json;

  expect(ofTrail.length).toBeGreaterThan(5);
  expect(removed.map(({ from }: { from: string }) => from).toSorted()).toEqual(ofTrail.toSorted());
  expect(new Set(removed.map(({ lifecycle }: { lifecycle: object }) => JSON.stringify(lifecycle)))).toEqual(
    new Set(['{"destroy":false}']),
  );
});
