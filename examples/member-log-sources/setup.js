// Adds the matchers of CDKTF to Jest, such as toHaveResourceWithProperties
import { Testing } from "cdktf";

Testing.setupJest();
