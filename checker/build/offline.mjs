// Make the service worker of a finished site with Workbox.
// In: a plan as JSON on standard input: `site`, the folder; `name`, that of the service worker in it.
// Out: the service worker. It keeps each file under a digest of its content, serves the files of one deployment only,
// and takes over from an earlier one when the visitor says so, or when no page of the site is open any more.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateSW } from "workbox-build";

const { site, name } = JSON.parse(readFileSync(0, "utf8"));

const { warnings } = await generateSW({
  globDirectory: site,
  globPatterns: ["**/*.{html,css,js,mjs,json,svg,png,xml,webmanifest,gz}"],
  // The large files of the runtime travel as `.gz`, and nobody needs the whole Python while the started one works.
  // The search's other languages and the build's maps are not used.
  // A policy that was published is asked for only where a link was made under it: no visitor needs all of them.
  globIgnores: [
    "**/runtime/*/started.js",
    "**/runtime/*/pyodide.asm.*",
    "**/runtime/*/python_stdlib.zip.gz",
    "**/lunr/**",
    "sitemap.xml.gz",
    "assets/screenshot.png",
    "assets/policies/**",
  ],
  swDest: join(site, name),
  inlineWorkboxRuntime: true,
  sourcemap: false,
  mode: "production",
  // The runtime's folder is named by its content: its files may come out of the browser's own cache.
  dontCacheBustURLsMatching: /\/runtime\/[0-9a-f]{12}\//,
  maximumFileSizeToCacheInBytes: 10_000_000,
  cleanupOutdatedCaches: true,
  clientsClaim: true,
  skipWaiting: false,
});
if (warnings.length) {
  console.error(warnings.join("; "));
  process.exit(1);
}
