import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../../../cli/deploy/journal";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  writeFileSync(join(folder, "cdk.tf.json"), "{}");
});
afterEach(() => rmSync(folder, { recursive: true }));

const root = (name: string) => ({ name, folder, dependencies: [] });

test("another process reads which roots are applied", () => {
  new Journal(folder).add(root("a"));

  expect([new Journal(folder).has(root("a")), new Journal(folder).has(root("b"))]).toEqual([true, false]);
});

test("a root whose Terraform changed later is applied again", () => {
  new Journal(folder).add(root("a"));
  writeFileSync(join(folder, "cdk.tf.json"), '{"resource": {}}');

  expect(new Journal(folder).has(root("a"))).toBe(false);
});

test("an incomplete line of a killed writer is ignored, and the next lines are read", () => {
  new Journal(folder).add(root("a"));
  appendFileSync(join(folder, "deploy.journal"), "b 44136fa355b3678a1146ad16f7e8649e94fb4fc2");

  expect([new Journal(folder).has(root("a")), new Journal(folder).has(root("b"))]).toEqual([true, false]);
  new Journal(folder).add(root("c"));
  expect(["a", "b", "c"].map((name) => new Journal(folder).has(root(name)))).toEqual([true, false, true]);
});

test("a journal forgets only the named roots, and its file is deleted with the last root", () => {
  for (const name of ["a", "b", "c"]) new Journal(folder).add(root(name));
  const journal = new Journal(folder);
  journal.forget(["a", "c", "d"]);

  for (const one of [journal, new Journal(folder)])
    expect(["a", "b", "c"].map((name) => one.has(root(name)))).toEqual([false, true, false]);
  new Journal(folder).forget(["b"]);
  expect(existsSync(join(folder, "deploy.journal"))).toBe(false);
});

test("a cleared journal contains no root, and its file is deleted", () => {
  new Journal(folder).add(root("a"));
  const journal = new Journal(folder);
  journal.clear();

  expect([journal.has(root("a")), new Journal(folder).has(root("a"))]).toEqual([false, false]);
  expect(existsSync(join(folder, "deploy.journal"))).toBe(false);
});
