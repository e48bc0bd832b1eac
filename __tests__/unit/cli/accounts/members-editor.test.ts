import { YamlFile } from "../../../../config/yaml-file";
import { parseConfig } from "../../../../config/load";
import { type MemberEdits, editMembers } from "../../../../cli/accounts/members-editor";
import { account } from "../../../../sample-data/values";
import { configuration } from "../../config/configuration";

const rest = `prefix: acme # not changed
homeRegion: 'eu-west-1'
organizationId: o-a1b2c3d4e5
`;
const notifications = `
notifications: # who is notified
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

/** The comments of the files of this test. */
const commentsOf = (text: string) => text.match(/# (?:\d|not changed|the payer|last|who is notified)$/gm);

/** Whether the changes of this test replace a line. */
const isChanged = (line: string) => /^ {8}(?:team|"cost center")/.test(line);

test("the file stays the same without changes", () => {
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

describe("changed tags", () => {
  const tagged = (tags: string) =>
    fileOf(`  members:\n    - name: a\n      id: "${account(3)}"\n      tags: ${tags}\n      unit: r-a1b2 # last\n`);

  test("keep the lines of all other tags in a block, and every comment", () => {
    const text = tagged(`# from AWS
        # the owner
        team: a # since 2019

        # per year
        'cost center': "1" # approved
        env: prod`);
    const tags = { "cost center": "1", team: "b", "a:b": "line\nbreak \u202e #x" };
    const after = edit(text, { changed: new Map([[0, { tags }]]) });

    expect(differenceOf(text, after)).toEqual({
      gone: ["        team: a # since 2019", "        env: prod"],
      added: ["        team: b # since 2019", '        "a:b": "line\\nbreak \\u202e #x"'],
    });
    expect(parseConfig(after, "audit.yaml").accounts.members[0]?.tags).toEqual(tags);
  });

  test("keep the comment of a deleted tag on its line", () => {
    const text = tagged("\n        team: a # since 2019\n        env: prod # approved");

    expect(differenceOf(text, edit(text, { changed: new Map([[0, { tags: { owner: "b" } }]]) }))).toEqual({
      gone: ["        team: a # since 2019", "        env: prod # approved"],
      added: ["        # since 2019", "        # approved", "        owner: b"],
    });
  });

  test("changed tags are replaced as a whole in flow style", () => {
    const text = tagged("{ team: a, env: prod } # from AWS");

    expect(differenceOf(text, edit(text, { changed: new Map([[0, { tags: { team: "b" } }]]) }))).toEqual({
      gone: ["      tags: { team: a, env: prod } # from AWS"],
      added: ['      tags: { "team": "b" } # from AWS'],
    });
  });

  /** Tags with comments at each position that YAML allows. */
  const written = [
    "# 1\n        # 2\n        team: a # 3\n        # 4\n        env: prod # 5\n        # 6",
    "&tags # 1\n        team: # 2\n          a\n        env: &env 'a # b' # 3",
    "\n        &tags # 1\n        team: | # 2\n          a\n          # no comment\n        env: prod",
    "\n        team: >-\n          a\n\n          b\n        # 1\n        env: prod\n\n        # 2\n",
    "\n        ? team # 1\n        : a\n        ? env\n        : prod",
    "{ team: a, # 1\n          env: prod } # 2",
    "# 1\n        { team: a, env: prod } # 2",
    '# 1\n        {\n          "team": "a#b", # 2\n          "env": "prod",\n        }',
    "{} # 1",
    "# 1\n        {}",
  ];
  const wanted: Record<string, string>[] = [
    {},
    { team: "b" },
    { env: "a # b" },
    { owner: "c" },
    { env: "b", team: "a", owner: "c" },
  ];

  describe.each(written)("in %j", (tags) => {
    test.each(wanted)("changed tags in flow style lose no comment, or are refused: %j", (to) => {
      for (const text of [tagged(tags), tagged(tags).replaceAll("\n", "\r\n"), `\ufeff${tagged(tags)}`]) {
        let after: string;
        try {
          after = edit(text, { changed: new Map([[0, { tags: to }]]) });
        } catch (error) {
          expect((error as Error).message).toMatch(/^cannot edit the file: line \d+ has a comment inside a value/);
          continue;
        }
        expect(commentsOf(after)).toEqual(commentsOf(text));
        expect(parseConfig(after, "audit.yaml").accounts.members[0]).toMatchObject({ tags: to, unit: "r-a1b2" });
      }
    });
  });

  test("changed tags are refused with the line of the comment that the change would delete", () => {
    const text = tagged("{ team: a, # since 2019\n          env: prod }");

    expect(() => edit(text, { changed: new Map([[0, { tags: { team: "b" } }]]) })).toThrow(
      "cannot edit the file: line 10 has a comment inside a value that changes; apply the listed changes by hand\nnothing was written",
    );
  });
});

test("a comment and an anchor between a key and its value stay", () => {
  const text = fileOf(`  members:
    - name: # since 2019
        a
      unit: &unit # moved
        r-a1b2
      id: "${account(3)}"
`);
  const settings = { name: "b", stack: "member-a", unit: "ou-a1b2-c3d4e5f6" };

  expect(differenceOf(text, edit(text, { changed: new Map([[0, settings]]) }))).toEqual({
    gone: ["        a", "        r-a1b2"],
    added: ["        b", "        ou-a1b2-c3d4e5f6", "      stack: member-a"],
  });
});

describe("one line with another line end", () => {
  const lines = fileOf(block).split("\n");

  test.each(lines.map((_, i) => i))("does not prevent a change: line %d", (other) => {
    for (const [most, one] of [
      ["\n", "\r\n"],
      ["\r\n", "\n"],
    ]) {
      const text = lines.map((line, i) => `${line}${i === other ? one : most}`).join("");
      const changed = new Map([[0, { active: false, tags: { team: "b", owner: "c" } }]]);
      const after = edit(text, { changed, added: [website] });

      expect(after.split("\n")).toEqual(expect.arrayContaining(text.split("\n").filter((line) => !isChanged(line))));
      expect(parseConfig(after, "audit.yaml").accounts.members).toMatchObject([
        { active: false, tags: { team: "b", owner: "c" } },
        {},
        website,
      ]);
    }
  });
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
  ])("new members are added %s", (_, members) => {
    for (const text of [fileOf(members), fileOf(members).replaceAll("\n", "\r\n"), fileOf(members).trimEnd()]) {
      const before = parseConfig(text, "audit.yaml").accounts.members;
      const after = edit(text, { added: [website, { name: "b", id: account(6) }] });
      const config = parseConfig(after, "audit.yaml");

      expect(config.accounts.members.map(({ name }) => name)).toEqual([...before.map(({ name }) => name), "shop", "b"]);
      expect(after.includes("\r\n")).toBe(text.includes("\r\n"));
      expect(after.replaceAll("\r\n", "")).not.toContain("\r");
    }
  });

  test("new members are added at the end of a file", () => {
    const text = `${rest}${notifications.trimStart()}accounts:\n  management: "${account(1)}"\n  logArchive: "${account(2)}"\n  members:\n    - name: a\n      id: "${account(3)}"`;

    expect(edit(text, { added: [website] })).toBe(`${text}\n    - name: shop\n      id: "${account(5)}"`);
  });

  test.each([undefined, []])("new members are added to a JSON file, which stays JSON, after %j", (members) => {
    const text = JSON.stringify(configuration({ "accounts.members": members }), undefined, 2);
    const after = JSON.parse(edit(text, { added: [website] }));

    expect(after.accounts.members).toEqual([website]);
  });

  test("new members are added to a JSON file, and other members are changed there, and the file stays JSON", () => {
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

  test("anchors of members are kept if their values stay", () => {
    const after = edit(fileOf(shared), { changed: new Map([[1, { tags: { team: "b" } }]]) });

    expect(after).toContain("tags: &team { team: a }");
    expect(new YamlFile(after).value()).toMatchObject({
      accounts: { members: [{ tags: { team: "a" } }, { tags: { team: "b" } }] },
    });
  });

  test("anchors of members are refused if their value would also change for another member", () => {
    expect(() => edit(fileOf(shared), { changed: new Map([[0, { tags: { team: "b" } }]]) })).toThrow(
      /^cannot edit the file: .*\nnothing was written$/,
    );
  });

  test("anchors of members of a merged mapping are kept, and the member overrides the setting", () => {
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
