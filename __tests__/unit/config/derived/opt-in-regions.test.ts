import { optInRegions } from "../../../../config/derived/opt-in-regions";
import { members, parse } from "../configuration";

const regions = ["eu-west-1", "us-east-1", "af-south-1", "me-south-1"];

test("a default region is not listed", () => {
  expect(optInRegions(parse({ regions: ["eu-west-1", "us-east-1"] }))).toEqual([]);
});

test("each opt-in region in use is listed with the number of its accounts", () => {
  const all = members(3);
  const overrides = [
    { regions: ["eu-west-1", "me-south-1"] },
    { accounts: [all[0]?.id, all[2]?.id], regions: ["eu-west-1", "af-south-1"] },
  ];

  expect(optInRegions(parse({ "accounts.members": all, regions }))).toEqual([
    { region: "af-south-1", accounts: 5 },
    { region: "me-south-1", accounts: 5 },
  ]);
  expect(optInRegions(parse({ "accounts.members": all, regions, overrides }))).toEqual([
    { region: "af-south-1", accounts: 2 },
    { region: "me-south-1", accounts: 3 },
  ]);
});

test("an opt-in region that every account leaves out by an override is not listed", () => {
  expect(optInRegions(parse({ regions, overrides: [{ regions: ["eu-west-1"] }] }))).toEqual([]);
});
