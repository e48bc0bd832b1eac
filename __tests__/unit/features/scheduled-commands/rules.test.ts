import { members, parse, problemsOf } from "../../config/configuration";

const packageUri = "s3://acme-software/trailkeeper-0.1.0.tgz";
const packageSha256 = "0".repeat(64);

test("a scheduled command requires the package and its checksum", () => {
  const problems = problemsOf({ verification: { digests: { enabled: true } } });

  expect(problems.join("\n")).toMatch(
    /verification\.packageUri[^\n]*a build needs the package with the command; set verification\.packageUri$/m,
  );
  expect(problems.join("\n")).toContain("verification.packageSha256");
  expect(problemsOf({ verification: { digests: { enabled: true }, packageUri, packageSha256 } })).toEqual([]);
  expect(problemsOf({ verification: { digests: { enabled: false } } })).toEqual([]);
});

test("scheduled guarantees require the package, and the role that plans", () => {
  const guarantees = { enabled: true };

  const problems = problemsOf({ verification: { guarantees } }).join("\n");
  expect(problems).toMatch(
    /verification\.packageUri[^\n]*verification\.guarantees is enabled, and a build needs the package/,
  );
  expect(problems).toMatch(
    /access\.planRoleName[^\n]*assumes this role in every account; set this setting to the name of the role/,
  );
  const access = { planRoleName: "audit-plan" };
  expect(problemsOf({ verification: { guarantees, packageUri, packageSha256 }, access })).toEqual([]);
});

test("scheduled guarantees require a configuration that fits into the schedule", () => {
  const changes = (enabled: boolean, more: number) => ({
    verification: { guarantees: { enabled }, packageUri, packageSha256 },
    access: { planRoleName: "audit-plan" },
    "accounts.members": members(3_500),
    // With these tags, only few bytes remain
    tags: Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`note-${i}`, "x".repeat(Math.max(0, Math.min(250, more - i * 250)))]),
    ),
  });
  // `true` is one character shorter than `false`
  const more = 190_000 - (JSON.stringify(parse(changes(false, 0))).length - 1);

  expect(problemsOf(changes(true, more))).toEqual([]);
  expect(problemsOf(changes(true, more + 1)).join("\n")).toMatch(
    /^verification\.guarantees\.enabled: .*has 190001 bytes as JSON, and a schedule can contain at most 190000; set this setting to false/,
  );
  expect(problemsOf(changes(false, more + 1))).toEqual([]);
});

test.each([
  ["packageUri", "https://example.com/trailkeeper.tgz"],
  ["packageUri", "s3://acme-software/trail'keeper.tgz"],
  ["packageUri", "s3://acme-software/${path}.tgz"],
  ["packageSha256", "abc"],
  ["packageSha256", "G".repeat(64)],
])("verification.%s refuses %s", (name, value) => {
  expect(problemsOf({ [`verification.${name}`]: value }).join("\n")).toContain(`verification.${name}`);
});
