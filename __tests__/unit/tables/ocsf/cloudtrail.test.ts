import { ocsfCloudTrail } from "../../../../tables/ocsf/cloudtrail";

const { sql, columns } = ocsfCloudTrail([["cloudtrail"]]);

test("the view contains each event once, like cloudtrail_events", () => {
  expect(sql).toContain(
    "row_number() OVER (PARTITION BY account, region, day, eventid ORDER BY requestid) AS delivery",
  );
  expect(sql).toContain("WHERE delivery = 1 OR eventid IS NULL");
});

test("the view joins groups of tables with different events by UNION ALL", () => {
  const groups = ocsfCloudTrail([["cloudtrail", "cloudtrail_earlier_1"], ["cloudtrail_outside"]]).sql.split(
    "\nUNION ALL\nSELECT\n  CAST",
  );

  expect(groups).toHaveLength(2);
  expect(groups[0]).toContain("FROM cloudtrail_earlier_1");
  expect(groups[1]).toContain("FROM cloudtrail_outside");
});

test("a call of another service with the name of an IAM call is not an account change", () => {
  const [, condition = ""] = /WHEN ([^W]*) THEN 3001/.exec(sql.replaceAll("\n", " ")) ?? [];

  expect(condition).toContain("eventsource IN ('iam.amazonaws.com', 'signin.amazonaws.com', 'account.amazonaws.com')");
});

test("the view returns the partitions unchanged, so that conditions reach the table", () => {
  expect(sql).toContain("CAST(account AS varchar) AS accountid");
  expect(sql).toContain("CAST(region AS varchar) AS region");
  expect(sql).toContain("CAST(day AS varchar) AS day");
  expect(columns.map(({ name }) => name).slice(-3)).toEqual(["region", "accountid", "day"]);
});
