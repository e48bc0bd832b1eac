import { parse, problemsOf } from "../../configuration";

const enabled = (settings: object = {}) => ({ lakehouse: { enabled: true, ...settings } });

test("a lakehouse requires no setting but `enabled`", () => {
  expect(problemsOf(enabled())).toEqual([]);
});

test.each([
  [1, 0],
  [1, 23],
  [6, 18],
  [24, 0],
])("a run every %i hours may maintain the tables at hour %i", (intervalHours, maintainHour) => {
  expect(problemsOf(enabled({ intervalHours, maintainHour }))).toEqual([]);
});

test.each([
  [2, 1],
  [6, 5],
  [6, 7],
  [24, 12],
])(
  "maintenance fails with %i hours between runs at hour %i, because no run starts at that hour",
  (intervalHours, maintainHour) => {
    expect(problemsOf(enabled({ intervalHours, maintainHour })).join("\n")).toContain(
      `lakehouse.maintainHour: no run starts at ${maintainHour}:00 UTC, so the tables would never be maintained; choose a multiple of lakehouse.intervalHours, which is ${intervalHours}`,
    );
    expect(problemsOf({ lakehouse: { enabled: false, intervalHours, maintainHour } })).toEqual([]);
  },
);

test.each([
  ["intervalHours", 5, "expected hours that divide a day: 1, 2, 3, 4, 6, 8, 12, 24"],
  ["intervalHours", 0, "expected hours that divide a day"],
  ["maintainHour", 24, "expected an hour from 0 to 23"],
  ["maintainHour", -1, "expected an hour from 0 to 23"],
  ["lateDays", 0, "expected 1 day or more"],
  ["lateDays", 31, "expected 30 days or fewer"],
  ["snapshotDays", 0, "expected 1 day or more"],
  ["snapshotDays", 91, "expected 90 days or fewer"],
  ["maximumVcpus", 4, "expected 8 or more, for a driver and one worker"],
  ["maximumVcpus", 10, "expected a multiple of 4, the virtual CPUs of a worker"],
  ["maximumVcpus", 1028, "expected 1024 or fewer"],
  ["uploaderRoleArns", ["release"], "role"],
])("lakehouse.%s fails for %j", (name, value, message) => {
  expect(problemsOf(enabled({ [name]: value })).join("\n")).toMatch(new RegExp(`lakehouse\\.${name}.*${message}`));
});

test.each([
  ["maximumVcpus", 8],
  ["maximumVcpus", 1024],
  ["lateDays", 30],
  ["snapshotDays", 1],
  ["snapshotDays", 90],
])("lakehouse.%s may be %i", (name, value) => {
  expect(parse(enabled({ [name]: value })).lakehouse).toMatchObject({ [name]: value });
});

test("a lakehouse fails if the owner manages the trail bucket", () => {
  const existing = { mode: "adopt", "archive.existing": "acme-their-trail" };
  const message =
    "lakehouse.enabled: the job reads only a trail archive of this project, and the bucket of the trail belongs to the owner of archive.existing; set this setting to false";

  expect(problemsOf({ ...existing, ...enabled() }).join("\n")).toContain(message);
  expect(problemsOf({ ...existing, lakehouse: { enabled: false } }).join("\n")).not.toContain("lakehouse");
});
