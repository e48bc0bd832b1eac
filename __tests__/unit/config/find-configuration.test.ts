import { exampleConfiguration, findConfiguration } from "../../../config/find-configuration";
import { loadConfig } from "../../../config/load";
import { UserError } from "../../../shared/user-error";

const having =
  (...files: readonly string[]) =>
  (path: string) =>
    files.includes(path);

test.each<[string, string | undefined, NodeJS.ProcessEnv, readonly string[], string]>([
  ["--config before all", "a.yaml", { AUDIT_CONFIG: "b.yaml" }, ["audit.yaml", "audit.yml"], "a.yaml"],
  ["AUDIT_CONFIG before audit.yaml", undefined, { AUDIT_CONFIG: "b.yaml" }, ["audit.yaml", "audit.yml"], "b.yaml"],
  ["the chosen file, even if it does not exist", undefined, { AUDIT_CONFIG: "b.yaml" }, [], "b.yaml"],
  ["audit.yaml, if no file is chosen", undefined, {}, ["audit.yaml"], "audit.yaml"],
  ["the example, if no other file exists", undefined, {}, [], exampleConfiguration],
])("the configuration is %s", (_, option, env, files, path) => {
  const isFallback = path === exampleConfiguration;
  expect(findConfiguration(option, env, having(...files))).toEqual({ path, isFallback });
});

test.each<[string, string | undefined, NodeJS.ProcessEnv, readonly string[], string]>([
  ["an empty --config", "", {}, ["audit.yaml"], "--config is empty"],
  ["a --config of spaces", "  ", {}, ["audit.yaml"], "--config is empty"],
  ["an empty AUDIT_CONFIG", undefined, { AUDIT_CONFIG: "" }, ["audit.yaml"], "AUDIT_CONFIG is empty"],
  ["audit.yml alone", undefined, {}, ["audit.yml"], "found audit.yml, but no audit.yaml; rename it"],
  ["audit.json alone", undefined, {}, ["audit.json"], "found audit.json, but no audit.yaml; rename it"],
  ["audit.yml beside audit.yaml", undefined, {}, ["audit.yaml", "audit.yml"], "found both audit.yaml and audit.yml"],
])("%s is refused, not ignored", (_, option, env, files, message) => {
  const find = () => findConfiguration(option, env, having(...files));

  expect(find).toThrow(UserError);
  expect(find).toThrow(message);
});

test("the example is not a fallback if it is chosen explicitly", () => {
  expect(findConfiguration(exampleConfiguration).isFallback).toBe(false);
});

test("the example is valid, from any working directory", () => {
  expect(loadConfig(exampleConfiguration).prefix).toBe("acme");
});
