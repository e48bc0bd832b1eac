import { withModeDefaults } from "../../../config/mode-defaults";
import { parse } from "./configuration";

const layout = { mode: "controlTower", "controlTower.layout": "3.x" };

describe("the defaults under Control Tower", () => {
  test("are its role and no recorder", () => {
    const { access, logSources } = parse(layout);

    expect([access.roleName, logSources.config.recorder]).toEqual(["AWSControlTowerExecution", "none"]);
  });

  test("do not replace what is set", () => {
    expect(parse({ ...layout, "access.roleName": "Deployer" }).access.roleName).toBe("Deployer");
  });

  test("are not those of another mode", () => {
    const { access, logSources } = parse();

    expect([access.roleName, logSources.config.recorder]).toEqual(["OrganizationAccountAccessRole", "create"]);
  });
});

test.each([undefined, null, "text", [], { mode: "whole" }, { mode: ["controlTower"] }])(
  "returns %j unchanged",
  (raw) => {
    expect(withModeDefaults(raw)).toBe(raw);
  },
);

test.each([null, [], "text", 1])("leaves a section that is %j for the schema to report", (section) => {
  expect(withModeDefaults({ mode: "controlTower", access: section, logSources: { config: section } })).toEqual({
    mode: "controlTower",
    access: section,
    logSources: { config: section },
  });
});
