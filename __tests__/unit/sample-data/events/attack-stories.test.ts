import { cisDetections } from "../../../../detections/catalog/cis";
import { attackStories, type Scene, type StoryCall } from "../../../../sample-data/events/attack-stories";
import { Callers } from "../../../../sample-data/events/callers";
import { eventOf } from "../../../../sample-data/events/event";
import { Random } from "../../../../sample-data/events/random";
import { detectionsOf, distinct } from "../../../support/organization-day";
import { account, partition } from "../../../../sample-data/values";

const scene: Scene = {
  management: account(1),
  payments: account(3),
  website: account(4),
  home: "eu-west-1",
  remote: "ap-southeast-1",
  global: "us-east-1",
  callers: new Callers(partition),
};
const { uuid } = new Random("stories");
const stories = attackStories.map((story) => [story.title, story] as const);

describe.each(stories)("the attack that %s", (_, { noticedBy, calls }) => {
  const notified = calls(scene);
  const events = notified.map(({ at, ...call }) => eventOf(call, new Date(`2026-03-04T${at}Z`), uuid));

  test("matches the detections that it lists, and no others", () => {
    expect(distinct(events.flatMap(detectionsOf))).toEqual([...noticedBy].toSorted());
  });

  test("the calls of the attack are in order of time", () => {
    const times = notified.map(({ at }) => at);

    expect(times.filter((at) => !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(at))).toEqual([]);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(times.length);
  });

  test("has one caller for each call, in the caller's own account", () => {
    expect(new Set(notified.map(({ caller }) => caller.identity.arn)).size).toBe(1);
    expect(notified.filter((call) => call.account !== call.caller.identity.accountId)).toEqual([]);
  });

  test("uses only accounts and regions of its scene", () => {
    const { management, payments, website, home, remote, global } = scene;

    expect([management, payments, website]).toEqual(expect.arrayContaining(notified.map((call) => call.account)));
    expect([home, remote, global]).toEqual(expect.arrayContaining(notified.map(({ region }) => region)));
  });
});

test("calls of IAM, the organization and the root user's sign-in are in the region of global services", () => {
  const all = attackStories.flatMap(({ calls }) => calls(scene));
  const isGlobal = ({ service, caller }: StoryCall) =>
    ["iam", "organizations"].includes(service) || (service === "signin" && caller.identity.type === "Root");

  expect(distinct(all.filter(isGlobal).map(({ region }) => region))).toEqual([scene.global]);
});

test("the attacks are of different kinds", () => {
  expect(new Set(attackStories.map(({ title }) => title)).size).toBe(attackStories.length);
  expect(new Set(attackStories.map(({ noticedBy }) => noticedBy.join())).size).toBe(attackStories.length);
});

test("there are attacks in every account, and in the region that is not in use", () => {
  const all = attackStories.flatMap(({ calls }) => calls(scene));

  expect(distinct(all.map((call) => call.account))).toEqual([scene.management, scene.payments, scene.website]);
  expect(distinct(all.map(({ region }) => region))).toContain(scene.remote);
});

test("the attacks match all detections except the detections of networks", () => {
  const noticing = new Set(attackStories.flatMap(({ noticedBy }) => noticedBy));

  expect(cisDetections.map(({ id }) => id).filter((id) => !noticing.has(id))).toEqual([
    "network-acl-changes",
    "network-gateway-changes",
    "vpc-changes",
  ]);
});
