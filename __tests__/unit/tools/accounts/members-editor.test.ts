import { YamlFile } from "../../../../config/yaml-file";
import { parseConfig } from "../../../../config/load";
import { type MemberEdits, editMembers } from "../../../../tools/accounts/members-editor";
import { account } from "../../../../tools/sample-data/values";
import { configuration } from "../../config/configuration";

const rest = `prefix: acme # not changed
homeRegion: 'eu-west-1'
organizationId: o-a1b2c3d4e5
`;
const notifications = `
notifications: # who is told
    page: { emails:   [ on-call@example.com ] }
    notify: {emails: ["security@example.com"]}
`;
const fileOf = (members: string) => `${rest}accounts:
  management: "${account(1)}"   # the payer
  logArchive: '${account(2)}'
${members}${notifications}`;

const block = `  members:
    # the shop
    - name: payments # since 2019
      id: "${account(3)}"
      tags:
        team: a
        "cost center": "1" # per year

    - id: '${account(4)}'
      name: "website"
    # the end
`;

const edit = (text: string, { changed = new Map(), added = [] }: Partial<MemberEdits>) =>
  editMembers(text, "audit.yaml", { changed, added });
const website = { name: "shop", id: account(5) };

/** Returns the lines that only one of two files contains. */
function differenceOf(before: string, after: string): { readonly gone: string[]; readonly added: string[] } {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return { gone: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) };
}

test("without changes, the file stays the same", () => {
  for (const text of [fileOf(block), fileOf(block).replaceAll("\n", "\r\n")]) expect(edit(text, {})).toBe(text);
});

test("new members are added after the last member, and nothing else changes", () => {
  const text = fileOf(block);
  const after = edit(text, { added: [website, { name: "on", id: account(6), active: false, unit: "r-a1b2" }] });

  expect(differenceOf(text, after)).toEqual({
    gone: [],
    added: [
      "    - name: shop",
      `      id: "${account(5)}"`,
      '    - name: "on"',
      `      id: "${account(6)}"`,
      "      active: false",
      "      unit: r-a1b2",
    ],
  });
  expect(after.indexOf("name: shop")).toBeGreaterThan(after.indexOf('name: "website"'));
  expect(after.indexOf("name: shop")).toBeLessThan(after.indexOf("# the end"));
});

test("a changed setting keeps its line and its comment, and a new setting is added after the id", () => {
  const text = fileOf(block);
  const changed = new Map([
    [0, { name: "shop", stack: "member-payments", active: false }],
    [1, { name: "website-2", stack: "member-website" }],
  ]);

  expect(differenceOf(text, edit(text, { changed }))).toEqual({
    gone: ["    - name: payments # since 2019", '      name: "website"'],
    added: [
      "    - name: shop # since 2019",
      "      stack: member-payments",
      "      active: false",
      "      stack: member-website",
      "      name: website-2",
    ],
  });
});

test("tags are replaced as a whole", () => {
  const text = fileOf(block);
  const tags = { 'a "quoted" key': "line\nbreak \u202e #x", team: "b" };
  const after = edit(text, { changed: new Map([[0, { tags }]]) });

  expect(parseConfig(after, "audit.yaml").accounts.members[0]?.tags).toEqual(tags);
  expect(after).toContain(
    '      tags: { "a \\"quoted\\" key": "line\\nbreak \\u202e #x", "team": "b" } # per year\n\n    - id:',
  );
});

describe("new members are added", () => {
  test.each([
    ["to a file without a list", ""],
    ["to an empty list", "  members: [] # none yet\n"],
    ["to an empty list with an anchor", "  members: &members   []\n"],
    ["after items in flow style", `  members:\n    - { name: a, id: "${account(3)}" } # one\n`],
    ["to a list in flow style", `  members: [{ name: a, id: "${account(3)}" }]\n`],
    ["to a list in flow style on several lines", `  members: [\n    {name: a, id: "${account(3)}"}\n  ]\n`],
    ["after items without indentation", `  members:\n  - name: a\n    id: "${account(3)}"\n`],
    ["after an alias", `  members:\n    - &a { name: a, id: "${account(3)}" }\n`],
    ["after an item with an anchor", `  members:\n    - &a\n      name: a\n      id: "${account(3)}"\n`],
  ])("%s", (_, members) => {
    for (const text of [fileOf(members), fileOf(members).replaceAll("\n", "\r\n"), fileOf(members).trimEnd()]) {
      const before = parseConfig(text, "audit.yaml").accounts.members;
      const after = edit(text, { added: [website, { name: "b", id: account(6) }] });
      const config = parseConfig(after, "audit.yaml");

      expect(config.accounts.members.map(({ name }) => name)).toEqual([...before.map(({ name }) => name), "shop", "b"]);
      expect(after.includes("\r\n")).toBe(text.includes("\r\n"));
      expect(after.replaceAll("\r\n", "")).not.toContain("\r");
    }
  });

  test("at the end of a file", () => {
    const text = `${rest}${notifications.trimStart()}accounts:\n  management: "${account(1)}"\n  logArchive: "${account(2)}"\n  members:\n    - name: a\n      id: "${account(3)}"`;

    expect(edit(text, { added: [website] })).toBe(`${text}\n    - name: shop\n      id: "${account(5)}"`);
  });

  test.each([undefined, []])("to a JSON file, which stays JSON, after %j", (members) => {
    const text = JSON.stringify(configuration({ "accounts.members": members }), undefined, 2);
    const after = JSON.parse(edit(text, { added: [website] }));

    expect(after.accounts.members).toEqual([website]);
  });

  test("to a JSON file, and other members are changed there, and the file stays JSON", () => {
    const text = JSON.stringify(configuration({ "accounts.members": [{ name: "a", id: account(3) }] }));
    const changed = new Map([[0, { name: "b", stack: "member-a" }]]);

    expect(JSON.parse(edit(text, { changed, added: [website] })).accounts.members).toEqual([
      { name: "b", id: account(3), stack: "member-a" },
      website,
    ]);
  });
});

describe("anchors of members", () => {
  const shared = `  members:
    - name: a
      id: "${account(3)}"
      tags: &team { team: a }
    - name: b
      id: "${account(4)}"
      tags: *team
`;

  test("are kept if their values stay", () => {
    const after = edit(fileOf(shared), { changed: new Map([[1, { tags: { team: "b" } }]]) });

    expect(after).toContain("tags: &team { team: a }");
    expect(new YamlFile(after).value()).toMatchObject({
      accounts: { members: [{ tags: { team: "a" } }, { tags: { team: "b" } }] },
    });
  });

  test("are refused if their value would also change for another member", () => {
    expect(() => edit(fileOf(shared), { changed: new Map([[0, { tags: { team: "b" } }]]) })).toThrow(
      /^cannot edit the file: .*\nnothing was written$/,
    );
  });

  test("of a merged mapping are kept, and the member overrides the setting", () => {
    const merged = `  members:
    - &defaults
      name: a
      id: "${account(3)}"
      unit: ou-a1b2-c3d4e5f6
    - <<: *defaults
      name: b
      id: "${account(4)}"
`;
    const after = edit(fileOf(merged), { changed: new Map([[1, { unit: "r-a1b2" }]]) });

    expect(parseConfig(after, "audit.yaml").accounts.members.map(({ unit }) => unit)).toEqual([
      "ou-a1b2-c3d4e5f6",
      "r-a1b2",
    ]);
  });
});

test("a change that makes the configuration invalid is refused, and its problems are printed", () => {
  expect(() => edit(fileOf(block), { added: [{ name: "payments", id: account(5) }] })).toThrow(
    /^with these changes, audit\.yaml has 1 problem:\n.*duplicate of[^]*\nnothing was written$/,
  );
  expect(() => edit(fileOf(block), { added: [{ name: "../x", id: account(5) }] })).toThrow("nothing was written");
});
