/** Ends the service worker of this site: removes what earlier ones kept, and itself. Pages that are open stay as they are. */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const { scope } = self.registration;
  for (const name of await caches.keys()) if (name.endsWith(scope)) await caches.delete(name);
  await self.registration.unregister();
}
