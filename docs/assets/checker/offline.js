/**
 * Keeping the site for use without a network, and telling of a new version without putting it in place.
 *
 * In: the page's hidden words about a new version.  Out: a service worker, and those words when there is one waiting.
 * Must not change anything under a visitor: a new version comes in when asked for, or when the site is closed.
 */

const SCRIPT = new URL("../../service-worker.js", import.meta.url);

let kept = false;

/** Keep the site, or look after what keeps it already. Where a browser refuses, the site is as it is without. */
export async function keepSite() {
  if (kept) return;
  kept = true;
  const container = navigator.serviceWorker;
  if (!container) return;
  let replaces = Boolean(container.controller);
  let asked = false;
  container.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (replaces) show("replaced"); // in another tab
    replaces = true;
  });
  if (!container.controller) await idle(); // the first time all is fetched, beside what the visitor does
  try {
    const registration = await container.register(SCRIPT);
    watch(registration);
    registration.addEventListener("updatefound", () => watch(registration));
    document.querySelector("[data-update]")?.addEventListener("click", () => {
      asked = true;
      if (registration.waiting) registration.waiting.postMessage({ type: "SKIP_WAITING" });
      else location.reload();
    });
  } catch {
    // Storage is full or denied, or the address is not secure: nothing is kept.
  }
}

/** The page has nothing else to do; Safari cannot tell, there it is a moment later. */
function idle() {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 5_000 });
    else setTimeout(resolve, 1_000);
  });
}

/** @param {ServiceWorkerRegistration} registration */
function watch({ installing, waiting }) {
  const told = () => navigator.serviceWorker.controller && show("ready");
  if (waiting) told();
  installing?.addEventListener("statechange", () => installing.state === "installed" && told());
}

/** @param {string} which */
function show(which) {
  const notice = document.querySelector("[data-version]");
  notice?.removeAttribute("hidden");
  for (const words of notice?.querySelectorAll("[data-version-words]") ?? []) {
    words.toggleAttribute("hidden", words.getAttribute("data-version-words") !== which);
  }
}
