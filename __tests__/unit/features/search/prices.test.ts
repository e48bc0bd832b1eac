import { readFileSync } from "node:fs";
import { usd } from "../../../../config/schema/prices";
import { searchPrices } from "../../../../features/search/prices";

test("docs/search.md has the same prices", () => {
  const page = readFileSync("docs/search.md", "utf8");

  for (const price of Object.values(searchPrices)) expect(page).toContain(`| ${usd(price)} `);
});
