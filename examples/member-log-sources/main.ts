import { App } from "cdktf";
import { ExternalStack } from "./external-stack.js";
import { MemberStack } from "./member-stack.js";
import { MemberPartsStack } from "./parts-stack.js";

const app = new App();
new MemberStack(app, "member");
new MemberPartsStack(app, "member-of-parts");
new ExternalStack(app, "external");
app.synth();
