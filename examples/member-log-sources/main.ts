import { App } from "cdktf";
import { ExternalStack } from "./external-stack.js";
import { MemberStack } from "./member-stack.js";

const app = new App();
new MemberStack(app, "member");
new ExternalStack(app, "external");
app.synth();
