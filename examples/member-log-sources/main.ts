import { App } from "cdktf";
import { MemberStack } from "./member-stack.js";

const app = new App();
new MemberStack(app, "member");
app.synth();
