/**
 * Stands in for the package `archiver` in tests. cdktf needs it for `TerraformAsset`, which this project does not use, and
 * loads it anyway: more than half of the files that cdktf consists of.
 */
module.exports = () => {
  throw new Error("archiver is not loaded in tests; remove it from resolve.alias in vitest.config.mts");
};
