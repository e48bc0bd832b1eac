import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const text = readFileSync("package-lock.json", "utf8");
const locked = Object.entries<{ license?: string }>(JSON.parse(text).packages).filter(([path]) => path !== "");

test("every package has a licence, and no package requires the GPL, LGPL or AGPL", () => {
  // Where a package lets us choose, one free choice is enough
  const isFree = (license: string) =>
    license
      .replaceAll(/[()]/g, "")
      .split(" OR ")
      .some((choice) => !/GPL/.test(choice));
  const refused = locked.filter(([, { license }]) => license === undefined || !isFree(license)).map(([path]) => path);

  expect(locked.length).toBeGreaterThan(100);
  expect(refused).toEqual([]);
});

test("every dependency is pinned to one version", () => {
  const versions = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies });

  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("the lock file contains no registry host, so that any mirror works", () => {
  expect(text).not.toContain("://registry");
});
