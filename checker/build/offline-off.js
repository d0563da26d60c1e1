/** Removes the service worker of this site, and the caches of earlier ones. Open pages are not affected. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const { scope } = worker.registration;
  for (const name of await caches.keys()) if (name.endsWith(scope)) await caches.delete(name);
  await worker.registration.unregister();
}
