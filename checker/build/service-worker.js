/**
 * The service worker: after one visit to the checker, the site works without a network, in the version that it had then.
 *
 * In: `FILES`, which the build writes before these lines: the digest of each file of the site, by its path.
 * Out: the site's own files, from one cache.
 * Must serve the files of one deployment only, and must cache nothing else: no answers, and nothing of another origin.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const CACHE = `site-${scope}`;
const AT_ONCE = 6;

worker.addEventListener("install", (event) => event.waitUntil(cacheFiles()));
worker.addEventListener("activate", (event) => event.waitUntil(replaceEarlier()));
worker.addEventListener("message", ({ data }) => {
  if (data?.type === "SKIP_WAITING") worker.skipWaiting(); // the visitor asked for the new version
});
worker.addEventListener("fetch", (event) => {
  const response = respond(event.request);
  if (response) event.respondWith(response);
});

/**
 * Cache what is not cached yet, beside the files of the deployment that is in use.
 * A few at once, since the visitor is at work; what is there when a fetch fails is not fetched again.
 */
async function cacheFiles() {
  const cache = await caches.open(CACHE);
  const left = Object.entries(FILES);
  const some = Array.from({ length: AT_ONCE }, async () => {
    for (let next; (next = left.shift()); ) await cacheFile(cache, ...next);
  });
  await Promise.all(some);
}

/**
 * @param {Cache} cache
 * @param {string} path
 * @param {string} digest
 */
async function cacheFile(cache, path, digest) {
  if (await cache.match(keyOf(path))) return;
  // Some hosts inflate a `.gz` and write addresses into the map of the site; the worker checks the former by itself.
  const integrity = /\.(gz|xml)$/.test(path) ? "" : digest;
  const response = await fetch(scope + path.replace(/(^|\/)index\.html$/, "$1"), { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const { headers } = response;
  await cache.put(keyOf(path), new Response(response.body, { headers })); // one that was redirected opens no page
}

/** Remove the files of earlier deployments, and the caches that earlier service workers of this site had. */
async function replaceEarlier() {
  for (const name of await caches.keys()) {
    if (name.endsWith(scope) && name !== CACHE) await caches.delete(name);
  }
  const cache = await caches.open(CACHE);
  const current = new Set(Object.keys(FILES).map(keyOf));
  for (const { url } of await cache.keys()) if (!current.has(url)) await cache.delete(url);
  await worker.clients.claim();
}

/**
 * Return the response to a request for a file of the site, whatever stands after the `?`; for others, nothing.
 * @param {Request} request
 */
function respond(request) {
  const { origin, pathname, search } = new URL(request.url);
  const address = origin + pathname;
  if (request.method !== "GET" || !address.startsWith(scope)) return undefined;
  const path = address.slice(scope.length);
  if (path in FILES) return cached(path, request);
  if (`${path}index.html` in FILES && /^$|\/$/.test(path)) return cached(`${path}index.html`, request);
  if (`${path}/index.html` in FILES) return Response.redirect(`${address}/${search}`);
  return undefined;
}

/**
 * @param {string} path
 * @param {Request} request
 */
async function cached(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(keyOf(path))) ?? fetch(request); // the browser may have removed it
}

/** @param {string} path */
function keyOf(path) {
  return `${scope}${path}?${encodeURIComponent(FILES[path] ?? "")}`;
}
