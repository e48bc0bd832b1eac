import { text } from "../../../../tables/ocsf/attribute";
import { eventClasses } from "../../../../tables/ocsf/event-classes";
import { dayOf, ocsfView, timeOf } from "../../../../tables/ocsf/ocsf-view";

const view = ocsfView({
  name: "things",
  description: "Things",
  notes: [],
  from: ["one", "another"],
  classes: [eventClasses.dnsActivity, eventClasses.apiActivity],
  classUid: "IF(a, 4003, 6003)",
  activityId: "2",
  time: timeOf("at"),
  day: dayOf(),
  attributes: { rcode: text("code") },
  partitions: { day: text("day", "the day of the path") },
});

test("the view has the attributes of every event, its own attributes, and the partitions", () => {
  const names = view.columns.map(({ name }) => name);

  expect(view.name).toBe("ocsf_things");
  expect(names.slice(0, 3)).toEqual(["class_uid", "class_name", "category_uid"]);
  expect(names.slice(-2)).toEqual(["rcode", "day"]);
});

test("the view selects its columns in order, once for each source", () => {
  const selects = view.sql.split("\nUNION ALL\n");

  expect(selects).toHaveLength(2);
  for (const [i, from] of ["one", "another"].entries()) {
    const aliases = [...(selects[i] ?? "").matchAll(/^ {2}CAST.* AS (\w+),?$/gm)].map(([, alias]) => alias);
    expect(aliases).toEqual(view.columns.map(({ name }) => name));
    expect(selects[i]).toContain(`\n    FROM ${from}\n`);
  }
});

test("the numbers of classes and activities have names", () => {
  expect(view.sql).toContain("CASE ocsf_class WHEN 4003 THEN 'DNS Activity' WHEN 6003 THEN 'API Activity' END");
  expect(view.sql).toContain("WHEN 400306 THEN 'Traffic'");
  expect(view.sql).toContain("WHEN 600399 THEN 'Other'");
});

test("an event without a time has the beginning of its day as time", () => {
  expect(view.sql).toContain(
    `coalesce(${timeOf("at")}, CAST(date_parse(day, '%Y/%m/%d') AS timestamp(3))) AS ocsf_time`,
  );
});

test("the comment of a column contains its source", () => {
  expect(view.columns.find(({ name }) => name === "rcode")?.comment).toBe("From code");
});
