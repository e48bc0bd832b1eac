import { Token } from "cdktf";
import { literal } from "../../../../modules/terraform/terraform-template";

describe("literal", () => {
  test.each([
    ["${account}/${day}", "$${account}/$${day}"],
    ["%{ if true }", "%%{ if true }"],
    ["date_format(current_date, '%Y/%m/%d')", "date_format(current_date, '%Y/%m/%d')"],
    ['{$.eventName="StopLogging"}', '{$.eventName="StopLogging"}'],
    ["$ {", "$ {"],
    ["", ""],
  ])("escapes %o as %o", (text, escaped) => {
    expect(literal(text)).toBe(escaped);
  });

  test.each(["${a}", "%{ a }", "${a}%{ b }${c}", "plain"])("literal is undone when Terraform evaluates %o", (text) => {
    const asTerraformReads = literal(text).replaceAll("$${", "${").replaceAll("%%{", "%{");

    expect(asTerraformReads).toBe(text);
  });

  test("leaves no template unescaped", () => {
    expect(literal("${a} %{ b } ${c}")).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
  });

  test("fails when the string refers to another resource, because Terraform would not resolve the reference", () => {
    const reference = Token.asString({ resolve: () => "arn" });

    expect(() => literal(`{"TopicArn":"${reference}"}`)).toThrow(
      "a literal string refers to an attribute of another resource",
    );
  });
});
