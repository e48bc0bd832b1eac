// Adds the matchers of CDKTF to Jest, such as toHaveResourceWithProperties
require("cdktf").Testing.setupJest();
