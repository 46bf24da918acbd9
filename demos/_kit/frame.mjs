/** The entry of a demo's page: its manifest and its view, joined. */

import { DemoPage } from "./page.mjs";

const manifest = JSON.parse(document.getElementById("sg-manifest").textContent);
const view = await import(new URL("view.mjs", location.href));
new DemoPage(manifest, view);
