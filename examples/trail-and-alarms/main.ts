import { App } from "cdktf";
import { TrailPartsStack } from "./parts-stack";
import { TrailStack } from "./trail-stack";

const app = new App();
new TrailStack(app, "trail");
new TrailPartsStack(app, "trail-of-parts");
app.synth();
