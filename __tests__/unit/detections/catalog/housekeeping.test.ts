import { detections } from "../../../../detections/catalog/all";
import { housekeeping, notHousekeeping } from "../../../../detections/catalog/housekeeping";
import { unusualRegion } from "../../../../detections/catalog/unusual-region";
import { alertingTampered } from "../../../../detections/catalog/alerting-tampered";
import { orderTakers } from "../../../../sample-data/detection-examples/disguises";

const tuned = detections.filter(({ track }) => track === "pager");

test("the condition excludes each of several services", () => {
  expect(notHousekeeping("backup", "lifecycle")).toBe(
    '$.sourceIPAddress != "backup.amazonaws.com" && $.sourceIPAddress != "dlm.amazonaws.com"',
  );
});

describe("an excluded caller", () => {
  const rows = [
    ...tuned,
    unusualRegion({ inUse: ["eu-west-1"], unused: ["eu-north-1", "eu-west-2"] }),
    alertingTampered({ prefix: "acme", deployRoleNames: [] }),
  ];
  const addresses = Object.values(housekeeping).map(({ address }) => address);
  const excluded = rows.flatMap(({ pattern }) =>
    [...pattern.matchAll(/\$\.sourceIPAddress != "([^"]+)"/g)].map(([, address = ""]) => address),
  );

  test("an excluded caller is a service that acts by itself, and every such service is excluded by a detection", () => {
    expect(new Set(excluded)).toEqual(new Set(addresses));
  });

  test("an excluded caller is not a service that acts on behalf of a user", () => {
    const forms = addresses.map((address) => new RegExp(`^${address.replaceAll(".", "\\.").replaceAll("*", ".*")}$`));

    expect(orderTakers.filter((principal) => forms.some((form) => form.test(principal)))).toEqual([]);
  });

  test("an excluded caller is never identified by a value that callers choose: user agent, session, role, user or policy", () => {
    const chosen =
      /\$\.(?:userAgent|userIdentity\.(?:arn|principalId|userName|invokedBy|sessionContext[\w.]*)|requestParameters\.\w*[pP]olicy\w*) (?:!=|NOT EXISTS)/;

    expect(rows.filter(({ pattern }) => chosen.test(pattern)).map(({ id }) => id)).toEqual([]);
  });
});
