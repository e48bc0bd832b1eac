import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const text = readFileSync("package-lock.json", "utf8");
const locked = Object.entries<{ license?: string; version?: string }>(JSON.parse(text).packages).filter(
  ([path]) => path !== "",
);

test("every package has a licence, and no package requires the GPL, LGPL or AGPL", () => {
  // If a package offers a choice of licences, one permissive licence is sufficient
  const isFree = (license: string) =>
    license
      .replaceAll(/[()]/g, "")
      .split(" OR ")
      .some((choice) => !/GPL/.test(choice));
  const refused = locked.filter(([, { license }]) => license === undefined || !isFree(license)).map(([path]) => path);

  expect(locked.length).toBeGreaterThan(100);
  expect(refused).toEqual([]);
});

test("every development dependency has one exact version", () => {
  const versions = Object.entries<string>(manifest.devDependencies);

  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("a dependency of the package is a range that begins with the tested version, so that users install it once", () => {
  const versions = Object.fromEntries(locked.map(([path, { version = "" }]) => [path, version]));
  const tested = Object.keys(manifest.dependencies).map((name) => [name, `^${versions[`node_modules/${name}`]}`]);

  expect(tested.length).toBeGreaterThan(0);
  expect(manifest.dependencies).toEqual(Object.fromEntries(tested));
});

test("the lock file contains no registry host, so that any mirror can be used", () => {
  expect(text).not.toContain("://registry");
});
