/**
 * Starts the engine on a page that begins with a checker: after the first paint, and before the rest of the page is here.
 *
 * Must not delay the first paint.
 */

import { start } from "./engine.js";

if (document.visibilityState === "hidden") start(); // nothing is painted until the page is looked at
else requestAnimationFrame(() => setTimeout(start));
