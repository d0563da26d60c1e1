// Make the service worker of a finished site with Workbox.
// In: a plan as JSON on standard input: `site`, the folder; `name`, that of the service worker in it; `plain`, files that
// are there as `.gz` too; `frame`, a file that holds the service worker but for the list of the site's files: it takes the
// most time, and is made where it is missing.
// Out: the service worker. It keeps each file under a digest of its content, serves the files of one deployment only,
// and takes over from an earlier one when the visitor says so, or when no page of the site is open any more.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { injectManifest } from "workbox-build/build/inject-manifest.js";

const LISTED = "self.__WB_MANIFEST"; // where Workbox puts the list

const here = dirname(fileURLToPath(import.meta.url));
const self = basename(fileURLToPath(import.meta.url));
const { site, name, frame, plain } = JSON.parse(readFileSync(0, "utf8"));

if (!existsSync(frame)) await makeFrame();
const { warnings } = await injectManifest({
  swSrc: frame,
  swDest: join(site, name),
  globDirectory: site,
  globPatterns: ["**/*.{html,css,js,mjs,json,svg,png,xml,webmanifest,gz}"],
  // Of what is there as `.gz` too, browsers ask for that alone.
  // The search's other languages and the build's maps are not used.
  // A policy that was published is asked for only where a link was made under it: no visitor needs all of them.
  globIgnores: [
    ...plain,
    "**/lunr/**",
    "sitemap.xml.gz",
    "assets/screenshot.png",
    "assets/policies/**",
  ],
  // The runtime's folder is named by its content: its files may come out of the browser's own cache.
  dontCacheBustURLsMatching: /\/runtime\/[0-9a-f]{12}\//,
  maximumFileSizeToCacheInBytes: 10_000_000,
});
stopAt(warnings);

async function makeFrame() {
  const { generateSW } = await import("workbox-build");
  const made = frame.replace(/\.js$/, ".partial.js");
  const { warnings } = await generateSW({
    swDest: made,
    globDirectory: here,
    globPatterns: [self], // Workbox lists something or nothing at all: the one file stands for what the list will be
    inlineWorkboxRuntime: true,
    sourcemap: false,
    mode: "production",
    cleanupOutdatedCaches: true,
    clientsClaim: true,
    skipWaiting: false,
    // No file of the site reads what stands after a `?`: the search puts words there, and others their own marks.
    ignoreURLParametersMatching: [/.*/],
  });
  stopAt(warnings);
  const whole = readFileSync(made, "utf8");
  const open = whole.replace(new RegExp(`\\[\\{[^{}]*"${self}"[^{}]*\\}\\]`), LISTED);
  if (open === whole) stopAt(["Workbox writes the list of files in another way"]);
  writeFileSync(made, open);
  renameSync(made, frame);
}

/** @param {string[]} warnings */
function stopAt(warnings) {
  if (!warnings.length) return;
  console.error(warnings.join("; "));
  process.exit(1);
}
