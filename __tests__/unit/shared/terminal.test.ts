import { newTable, standardOutput } from "../../../shared/terminal";

describe("standardOutput", () => {
  const { isTTY: wasTerminal, columns: wereColumns } = process.stdout;
  const terminal = (isTTY: boolean, columns?: number) => Object.assign(process.stdout, { isTTY, columns });
  const environment = (values: NodeJS.ProcessEnv) => jest.replaceProperty(process, "env", values);
  afterEach(() => terminal(wasTerminal, wereColumns));

  test.each([
    [true, {}, true],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, false],
    [false, {}, false],
    [false, { FORCE_COLOR: "1" }, false],
  ])("standardOutput on a terminal (%o), with the environment %j, is coloured: %o", (isTTY, values, isColoured) => {
    terminal(isTTY, 80);
    environment(values);

    expect(standardOutput().isColoured).toBe(isColoured);
  });

  test.each([
    [80, {}, 80],
    [80, { COLUMNS: "100" }, 80],
    [undefined, { COLUMNS: "100" }, 100],
    [undefined, { COLUMNS: "many" }, 120],
    [undefined, {}, 120],
  ])("standardOutput with %o columns and %j has the width %i", (columns, values, width) => {
    terminal(false, columns);
    environment(values);

    expect(standardOutput().width).toBe(width);
  });
});

describe("newTable", () => {
  const drawn = (isColoured: boolean, options = {}) => {
    const table = newTable(["a"], { isColoured }, options);
    table.push(["b"], ["c"]);
    return table.toString();
  };

  test.each(["dumb", "xterm"])("has colours exactly if isColoured is true, with TERM=%s", (term) => {
    jest.replaceProperty(process, "env", { TERM: term });

    expect(drawn(false)).not.toContain("\u001B");
    expect(drawn(true)).toContain("\u001B[1ma");
  });

  test("has a line below its head, and no lines between its rows", () => {
    expect(drawn(false).split("\n")).toEqual(["┌───┐", "│ a │", "├───┤", "│ b │", "│ c │", "└───┘"]);
  });

  test("keeps the given options", () => {
    expect(drawn(false, { colWidths: [7] })).toContain("│ b     │");
  });
});
