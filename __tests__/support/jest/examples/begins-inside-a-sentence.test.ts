test("is understood only with its subject", () => {});
