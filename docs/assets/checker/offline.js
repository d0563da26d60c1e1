/**
 * Caching the site for offline use with a service worker, and announcing a new version of the site.
 *
 * In: the page's hidden message about a new version.  Out: a service worker, and that message when one is waiting.
 * Must not replace the site while a visitor uses it: a new version is activated on request, or when the site is closed.
 */

const SCRIPT = new URL("../../service-worker.js", import.meta.url);

let started = false;

/** Say that there is a new version, where the page has found that it is of an earlier one than the engine. */
export function offerNewVersion() {
  document.querySelector("[data-update]")?.addEventListener("click", loadAnew);
  show("ready");
}

/** One listener, however often the new version is offered. */
function loadAnew() {
  location.reload();
}

/** Register the service worker, and watch for new versions. If the browser refuses, nothing changes. */
export async function cacheSite() {
  if (started) return;
  started = true;
  const container = navigator.serviceWorker;
  if (!container) return;
  let replaces = Boolean(container.controller);
  let requested = false;
  container.addEventListener("controllerchange", () => {
    if (requested) location.reload();
    else if (replaces) show("replaced"); // from another tab
    replaces = true;
  });
  if (!container.controller) await idle(); // the first time, the whole site is fetched
  try {
    const registration = await container.register(SCRIPT);
    watch(registration);
    registration.addEventListener("updatefound", () => watch(registration));
    document.querySelector("[data-update]")?.addEventListener("click", () => {
      requested = true;
      if (registration.waiting) registration.waiting.postMessage({ type: "SKIP_WAITING" });
      else location.reload();
    });
  } catch {
    // Storage is full or denied, or the address is not secure: the site is not cached.
  }
}

/** Wait until the browser is idle; in Safari, which cannot tell, for a second. */
function idle() {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 5_000 });
    else setTimeout(resolve, 1_000);
  });
}

/** @param {ServiceWorkerRegistration} registration */
function watch({ installing, waiting }) {
  const offer = () => navigator.serviceWorker.controller && show("ready");
  if (waiting) offer();
  installing?.addEventListener("statechange", () => installing.state === "installed" && offer());
}

/** @param {string} which */
function show(which) {
  const notice = document.querySelector("[data-version]");
  notice?.removeAttribute("hidden");
  for (const words of notice?.querySelectorAll("[data-version-words]") ?? []) {
    words.toggleAttribute("hidden", words.getAttribute("data-version-words") !== which);
  }
}
