import { lakeNames } from "../../../../config/names/lake";

describe("lakeNames", () => {
  test("begin with the prefix", () => {
    expect(lakeNames({ prefix: "acme" })).toEqual({
      eventDataStoreName: "acme-organization-events",
      keyAlias: "alias/acme-lake",
    });
  });

  test("lakeNames are within CloudTrail's length limit with the longest prefix", () => {
    expect(lakeNames({ prefix: "p".repeat(21) }).eventDataStoreName).toMatch(/^[a-zA-Z0-9._-]{3,128}$/);
  });
});
