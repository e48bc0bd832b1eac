import { existsSync, readFileSync } from "node:fs";
import { allHunts, partsOf, sqlOf } from "../../../hunts/hunt";
import { furtherTechniques, techniques } from "../../../dev/docs/attack-techniques";
import type { CloudTrailEvent } from "../../../sample-data/events/event";
import { huntStories } from "../../support/hunt-stories/all";
import type { LogRecord } from "../../support/hunt-stories/story";

const hunts = allHunts();
const knownTechniques = new Set([...techniques, ...furtherTechniques].map(({ id }) => id));
const runbookOf = (name: string) => `docs/runbooks/hunt-${name}.md`;

test("there are at least 25 hunts, and each has a story", () => {
  expect(hunts.length).toBeGreaterThanOrEqual(25);
  expect(Object.keys(huntStories).toSorted()).toEqual(hunts.map(({ name }) => name));
});

describe.each(hunts)("$name", (hunt) => {
  const { name, description, severity, row, first } = hunt;

  test("has a story, and at least two different near misses", () => {
    const { found, alsoFound = {}, nearMisses } = huntStories[name] ?? { found: [], nearMisses: {} };
    const all = [found, ...Object.values(alsoFound), ...Object.values(nearMisses)];

    expect(Object.keys(nearMisses).length).toBeGreaterThanOrEqual(2);
    expect(all.filter((events) => events.length === 0)).toEqual([]);
    expect(new Set(all.map((events) => JSON.stringify(events.map(withoutIds)))).size).toBe(all.length);
  });

  test("names techniques of ATT&CK", () => {
    expect(hunt.techniques.length).toBeGreaterThan(0);
    expect(hunt.techniques.filter((technique) => !knownTechniques.has(technique))).toEqual([]);
  });

  test("has a description, a row and a first step as sentences", () => {
    expect([description, row, first].filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
  });

  test("has a runbook with its severity, techniques and first step, and the index links the runbook", () => {
    expect(existsSync(runbookOf(name))).toBe(true);
    const text = readFileSync(runbookOf(name), "utf8").replaceAll(/\s+/g, " ");
    const index = readFileSync("docs/runbooks/README.md", "utf8");

    expect(text).toContain(`Severity: ${severity}. Hunt: [\`${name}\`](../../hunts/catalog/${name}.sql).`);
    expect(text).toContain(`Controls: ${hunt.techniques.map((technique) => `ATT&CK ${technique}`).join("; ")}.`);
    expect(text).toContain(first);
    for (const section of ["What it means", "What to look at", "Query the archive", "What to do", "When it is noise"]) {
      expect(text).toContain(`## ${section} `);
    }
    expect(index).toContain(`[hunt-${name}](hunt-${name}.md)`);
  });

  test("excludes nobody by a column whose value a caller chooses", () => {
    // A second program in another network is a reason to find a row. A measure finds nothing
    const secondProgram = "count(DISTINCT regexp_extract(lower(user_agent), '[a-z0-9_.-]+')) > 1";
    const chosen =
      /user_agent|(?:principal_name|access_key_id|session_issuer|invoked_by|source_address)\s+(?:NOT|<>|!=|IS NULL)/;

    expect(
      partsOf(hunt)
        .flatMap((part) => sqlOf({ ...part, measure: "" }))
        .filter((sql) => chosen.test(sql.replaceAll(secondProgram, ""))),
    ).toEqual([]);
  });
});

const withoutIds = (event: CloudTrailEvent | LogRecord) => ({ ...event, eventID: "", requestID: "" });
