test("a test that passes", () => {
  process.env["LEFT_BY_A_TEST"] = "1";
});
