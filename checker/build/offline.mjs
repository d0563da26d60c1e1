// Build the service worker of a finished site with Workbox.
// In: a plan as JSON on standard input: `site`, the folder; `name`, the service worker's name in it; `plain`, files that
// also exist as `.gz`; `frame`, the path of the service worker without the list of the site's files, which takes the
// most time to build, and is built if it is missing.
// Out: the service worker. It caches each file under a digest of its content, serves the files of one deployment only,
// and replaces an earlier one when the visitor asks for it, or when no page of the site is open.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { injectManifest } from "workbox-build/build/inject-manifest.js";

const LISTED = "self.__WB_MANIFEST"; // Workbox replaces this with the list

const here = dirname(fileURLToPath(import.meta.url));
const self = basename(fileURLToPath(import.meta.url));
const { site, name, frame, plain } = JSON.parse(readFileSync(0, "utf8"));

if (!existsSync(frame)) await buildFrame();
const { warnings } = await injectManifest({
  swSrc: frame,
  swDest: join(site, name),
  globDirectory: site,
  globPatterns: ["**/*.{html,css,js,mjs,json,svg,png,xml,webmanifest,woff2,gz}"],
  // Of files that also exist as `.gz`, only the `.gz` is fetched.
  // The search's other languages are not used.
  // A record of an earlier version is fetched only for a link that was made under it. No page shows what programs read.
  globIgnores: [
    ...plain,
    "**/lunr/**",
    "sitemap.xml.gz",
    "assets/screenshot.png",
    "assets/policies/**",
    "assets/social.png",
    "feed.xml",
    "policy.json",
    "schemas/**",
  ],
  // The runtime's folder is named after its content, so its files may come from the browser's own cache.
  dontCacheBustURLsMatching: /\/runtime\/[0-9a-f]{12}\//,
  maximumFileSizeToCacheInBytes: 10_000_000,
});
stopAt(warnings);

async function buildFrame() {
  const { generateSW } = await import("workbox-build");
  const partial = frame.replace(/\.js$/, ".partial.js");
  const { warnings } = await generateSW({
    swDest: partial,
    globDirectory: here,
    globPatterns: [self], // Workbox needs at least one file; LISTED replaces the list below
    inlineWorkboxRuntime: true,
    sourcemap: false,
    mode: "production",
    cleanupOutdatedCaches: true,
    clientsClaim: true,
    skipWaiting: false,
    // No file of the site depends on its query string: the search puts words there, and others put tracking marks.
    ignoreURLParametersMatching: [/.*/],
  });
  stopAt(warnings);
  const whole = readFileSync(partial, "utf8");
  const withoutList = whole.replace(new RegExp(`\\[\\{[^{}]*"${self}"[^{}]*\\}\\]`), LISTED);
  if (withoutList === whole) stopAt(["Workbox writes the list of files in another way"]);
  writeFileSync(partial, withoutList);
  renameSync(partial, frame);
}

/** @param {string[]} warnings */
function stopAt(warnings) {
  if (!warnings.length) return;
  console.error(warnings.join("; "));
  process.exit(1);
}
