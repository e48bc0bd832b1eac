/**
 * Returns the value of a string in Terraform's JSON syntax. Terraform reads it as a template, in which `$${` and `%%{` stand
 * for `${` and `%{`.
 *
 * @throws when the string contains a template, whose value is unknown until apply
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function asTerraformReads(text: string): string {
  return text.replace(/\$\$\{|%%\{|[$%]\{/g, (found) => {
    if (found.length === 2) throw new Error(`expected a plain text, got a template: ${text}`);
    return found.slice(1);
  });
}
