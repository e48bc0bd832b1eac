import { sessionTranscriptsTable } from "../../../tables/session-transcripts";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = sessionTranscriptsTable(logSource);

describe("sessionTranscriptsTable", () => {
  test("finds the transcripts of an account and a region, because their path contains no day", () => {
    expect(folderIn(table, { account: account(1), region: "eu-west-1" })).toBe(
      `s3://acme-logs/here/${account(1)}/sessions/eu-west-1`,
    );
    expect(table.partitions.map(({ name }) => name)).toEqual(["account", "region"]);
  });

  test.each(["$ sudo -i", "", "\u001b[32mok\u001b[0m", "a\rb", 'say "x" | y > z', "\t"])(
    "returns the line %j unchanged as a row",
    (line) => {
      // JavaScript's flag s is (?s) in Java
      const regex = new RegExp(`^${table.serdeParameters?.["input.regex"]?.replace("(?s)", "")}$`, "s");

      expect(regex.exec(line)?.slice(1)).toEqual([line]);
      expect(typesOf(table)).toEqual(["line string"]);
    },
  );
});
