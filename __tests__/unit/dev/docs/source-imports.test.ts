import { importsIn, sourceFiles } from "../../../../dev/docs/source-imports";

test("every form of import of a repository file is found, but no import of a package", () => {
  const text = [
    'import { a } from "../b/a";',
    'import type { T } from "./t";',
    'import { z } from "zod";',
    'const late = await import("../../main");',
    'const old = require("./old");',
    'import "./effects";',
  ].join("\n");

  expect(importsIn("modules/trail/noun.ts", text)).toEqual([
    { from: "modules/trail/noun", to: "modules/b/a" },
    { from: "modules/trail/noun", to: "modules/trail/t" },
    { from: "modules/trail/noun", to: "main" },
    { from: "modules/trail/noun", to: "modules/trail/old" },
    { from: "modules/trail/noun", to: "modules/trail/effects" },
  ]);
});

test("source files are the files of the product", () => {
  const files = sourceFiles();

  expect(files).toContain("main.ts");
  expect(files).toContain("modules/trail/account-trail.ts");
  expect(files.filter((file) => file.startsWith("__tests__/") || file.includes("node_modules"))).toEqual([]);
});
