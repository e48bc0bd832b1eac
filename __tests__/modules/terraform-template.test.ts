import { literal } from "../../modules/terraform-template";

describe("literal", () => {
  test.each([
    ["${account}/${day}", "$${account}/$${day}"],
    ["%{ if true }", "%%{ if true }"],
    ["date_format(current_date, '%Y/%m/%d')", "date_format(current_date, '%Y/%m/%d')"],
    ['{$.eventName="StopLogging"}', '{$.eventName="StopLogging"}'],
    ["$ {", "$ {"],
    ["", ""],
  ])("makes of %p the text %p", (text, escaped) => {
    expect(literal(text)).toBe(escaped);
  });

  test.each(["${a}", "%{ a }", "${a}%{ b }${c}", "plain"])("is undone when Terraform reads %p", (text) => {
    const asTerraformReads = literal(text).replaceAll("$${", "${").replaceAll("%%{", "%{");

    expect(asTerraformReads).toBe(text);
  });

  test("leaves no template open", () => {
    expect(literal("${a} %{ b } ${c}")).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
  });
});
