import { explainError } from "../../../../cli/accounts/refusals";
import { readOrganization } from "../../../../cli/accounts/organization";
import { account } from "../../../../sample-data/values";
import { FakeOrganizations } from "../../../support/fake-organizations";

const nothing = { units: false, tags: false };
const everything = { units: true, tags: true };

const organizationOf = (count: number): FakeOrganizations => {
  const organization = new FakeOrganizations("o-a1b2c3d4e5", account(1));
  for (let i = 1; i < count; i++) organization.accounts.push({ Id: String(5e11 + i), Name: `m${i}`, State: "ACTIVE" });
  return organization;
};
const read = (organization: FakeOrganizations, wanted = nothing) =>
  readOrganization(organization.client(), wanted, () => {});

test.each([1, 19, 20, 21, 5_000])("each of %d accounts on several pages is read once", async (count) => {
  const organization = organizationOf(count);
  const { accounts } = await read(organization);

  expect(accounts.map(({ id }) => id)).toEqual(organization.accounts.map(({ Id }) => Id));
  expect(organization.requests.filter((name) => name === "ListAccounts")).toHaveLength(Math.ceil(count / 20));
});

test("units and tags are read only on request", async () => {
  const organization = organizationOf(2);
  await read(organization);

  expect(new Set(organization.requests)).toEqual(new Set(["DescribeOrganization", "ListAccounts"]));
});

test("the units above an account are read up to the root, on every page, and the tags of AWS are omitted", async () => {
  const organization = organizationOf(45);
  organization.units.set("ou-a1b2-outside0", "r-a1b2").set("ou-a1b2-inside00", "ou-a1b2-outside0");
  for (let i = 0; i < 25; i++) organization.units.set(`ou-a1b2-other0${i + 10}`, "r-a1b2");
  for (const one of organization.accounts.slice(1)) one.parent = "ou-a1b2-inside00";
  const last = organization.accounts.at(-1);
  if (last) last.tags = { team: "shop", "aws:x": "y", __proto__2: "z" };
  const { accounts } = await read(organization, everything);

  expect(accounts[0]?.units).toEqual(["r-a1b2"]);
  for (const { units } of accounts.slice(1)) expect(units).toEqual(["ou-a1b2-inside00", "ou-a1b2-outside0", "r-a1b2"]);
  expect(accounts.at(-1)?.tags).toEqual({ __proto__2: "z", team: "shop" });
  expect(accounts[0]?.tags).toEqual({});
});

test("the parent of an account is read again if the account was moved while the units were read", async () => {
  const organization = organizationOf(3);
  organization.answers = (operation) => (operation === "ListAccountsForParent" ? { Accounts: [] } : undefined);
  const { accounts } = await read(organization, everything);

  expect(accounts.map(({ units }) => units)).toEqual([["r-a1b2"], ["r-a1b2"], ["r-a1b2"]]);
});

test("the state is read, or the status if the partition returns no state", async () => {
  const organization = organizationOf(1);
  organization.accounts.push(
    { Id: account(3), Name: "a", State: "CLOSED", Status: "SUSPENDED" },
    { Id: account(4), Name: "b", Status: "PENDING_CLOSURE" },
  );
  const { accounts } = await read(organization);

  expect(accounts.slice(1).map(({ state }) => state)).toEqual(["CLOSED", "PENDING_CLOSURE"]);
});

test("reading continues after AWS throttled a request", async () => {
  const organization = organizationOf(41);
  let refusals = 2;
  organization.answers = (operation, { NextToken }) =>
    operation === "ListAccounts" && NextToken === "20" && refusals-- > 0
      ? { __type: "TooManyRequestsException", Message: "slow down" }
      : undefined;

  expect((await read(organization)).accounts).toHaveLength(41);
  expect(refusals).toBe(-1);
});

describe("reading fails, and returns no partial list, when", () => {
  test.each<[string, string, object]>([
    ["the management account is not in the list", "ListAccounts", { Accounts: [{ Id: "3", State: "ACTIVE" }] }],
    ["a page has no list", "ListAccounts", {}],
    ["an account has no id", "ListAccounts", { Accounts: [{ Name: "x", State: "ACTIVE" }] }],
    ["an account has no state", "ListAccounts", { Accounts: [{ Id: account(1), Name: "x" }] }],
    ["the response does not describe the organization", "DescribeOrganization", {}],
  ])("%s", async (_, wrong, answer) => {
    const organization = organizationOf(3);
    organization.answers = (operation) => (operation === wrong ? answer : undefined);

    await expect(read(organization)).rejects.toThrow(`the response of organizations:${wrong} is incomplete`);
  });

  test("AWS refuses the second page", async () => {
    const organization = organizationOf(30);
    organization.answers = (operation, { NextToken }) =>
      operation === "ListAccounts" && NextToken !== undefined
        ? { __type: "ServiceException", Message: "no" }
        : undefined;

    await expect(read(organization)).rejects.toThrow("no");
  });
});

test.each([
  [
    "AccessDeniedException",
    nothing,
    /^AWS denies the request: no\nuse .* that allow organizations:DescribeOrganization, organizations:ListAccounts; or set a role/,
  ],
  ["AccessDeniedException", everything, /organizations:ListParents, organizations:ListTagsForResource/],
  ["AWSOrganizationsNotInUseException", nothing, /is in no organization/],
  ["TooManyRequestsException", nothing, /limits the requests/],
])("the error explains %s", async (name, wanted, words) => {
  const organization = organizationOf(3);
  organization.answers = () => ({ __type: name, Message: "no" });
  const error = await read(organization).catch((thrown: unknown) => explainError(thrown, wanted));

  expect(error).toMatchObject({ name: "CommandError", message: expect.stringMatching(words) });
});
