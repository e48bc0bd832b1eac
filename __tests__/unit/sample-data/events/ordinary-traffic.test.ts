import { Callers } from "../../../../sample-data/events/callers";
import { type Call, eventOf } from "../../../../sample-data/events/event";
import { ordinaryHour } from "../../../../sample-data/events/ordinary-traffic";
import { Random } from "../../../../sample-data/events/random";
import { detectionsOf, distinct } from "../../../support/organization-day";
import { account, partition } from "../../../../sample-data/values";

const place = { account: account(3), region: "eu-west-1", people: ["ada", "grace"] };
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const random = new Random("a day");
const traffic = hours.map((hour) => ordinaryHour(place, hour, new Callers(partition), random));
const during = (is: (call: Call) => boolean) => hours.filter((hour) => traffic[hour]?.some(is));
const isBy = (text: string) => (call: Call) => call.caller.identity.arn?.includes(text) ?? false;
const working = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17];

test("every call is in the given account and, unless its service is global, in the given region", () => {
  const places = (calls: readonly Call[]) => distinct(calls.map((call) => `${call.account} ${call.region}`));
  const isGlobal = ({ service }: Call) => service === "iam";

  expect(places(traffic.flat().filter((call) => !isGlobal(call)))).toEqual([`${account(3)} eu-west-1`]);
  expect(places(traffic.flat().filter(isGlobal))).toEqual([`${account(3)} us-east-1`]);
});

test.each([
  ["AWS Config reads resources", isBy("AWSServiceRoleForConfig"), hours],
  ["a service assumes a role", (call: Call) => call.name === "AssumeRole", hours],
  ["the trail requests a data key", (call: Call) => call.name === "GenerateDataKey", hours],
  ["people sign in", (call: Call) => call.name === "ConsoleLogin", working],
  ["people read resources", isBy("AWSReservedSSO_Developer"), working],
  ["a pipeline deploys", isBy("deploy-pipeline"), working],
  ["a call is refused", (call: Call) => call.error !== undefined, [3]],
])("%s only in the expected hours", (_, is, expected) => {
  expect(during(is)).toEqual(expected);
});

test("every person of the account calls AWS in a day", () => {
  const people = traffic.flat().filter(isBy("AWSReservedSSO_Developer"));

  expect(distinct(people.map(({ caller }) => caller.identity.principalId?.split(":")[1] ?? ""))).toEqual([
    "ada@example.com",
    "grace@example.com",
  ]);
});

test("one person makes all calls of people in an hour", () => {
  for (const hour of working) {
    const people = (traffic[hour] ?? []).filter(isBy("AWSReservedSSO_Developer"));

    expect(people.map(({ name }) => name)).toContain("DescribeSecurityGroups");
    expect(new Set(people.map(({ caller }) => caller.identity.arn)).size).toBe(1);
  }
});

test("hours differ in the number and the names of AWS Config's calls of IAM", () => {
  const requested = traffic.map((calls) => calls.filter(({ service }) => service === "iam"));

  expect(new Set(requested.map((calls) => calls.length))).toEqual(new Set([0, 1, 2]));
  expect(distinct(requested.flat().map(({ name }) => name))).toEqual(["GetRolePolicy", "ListPolicies", "ListRoles"]);
});

test("no detection matches ordinary traffic, except the refused call once a night", () => {
  const noticed = traffic.flat().flatMap((call) => detectionsOf(eventOf(call, new Date(0), random.uuid)));

  expect(noticed).toEqual(["unauthorized-api-calls"]);
});
