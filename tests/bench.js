/**
 * What the benchmark puts into every page before it loads: `bench`, which it calls.
 * Must be cheap until then: it is there while the page is timed.
 */

const PATIENCE_MS = 180_000;

// Has the browser note when it paints text of the result.
new MutationObserver(() => {
  for (const each of document.querySelectorAll("[data-result] :not([elementtiming])")) each.setAttribute("elementtiming", "");
}).observe(document, { childList: true, subtree: true });

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const watch = (type, note) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });

globalThis.bench = {
  /** When the first entry of this type and name was there, in milliseconds. */
  first: ([type, name]) =>
    new Promise((resolve, reject) => {
      watch(type, (entry) => entry.name === name && resolve(entry.startTime));
      setTimeout(reject, PATIENCE_MS, new Error(`no ${name} in three minutes`));
    }),

  /** Waits until five seconds after the first paint; the longest pauses until then, without the theme's scripts and of them. */
  async pauses() {
    const [tasks, scripts] = [[], []];
    watch("longtask", (task) => tasks.push(task));
    watch("long-animation-frame", (frame) => scripts.push(...frame.scripts));
    const painted = await bench.first(["paint", "first-contentful-paint"]);
    await wait(painted + 5_000 - performance.now());
    const [ours, theme] = [[0], [0]];
    for (const { startTime, duration } of tasks) {
      const within = scripts.filter((each) => each.startTime >= startTime && each.startTime < startTime + duration);
      const themes = within.filter(({ sourceURL }) => sourceURL.includes("/assets/javascripts/"));
      const theirs = themes.reduce((sum, each) => sum + each.duration, 0);
      theme.push(theirs);
      ours.push(duration - theirs);
    }
    return [ours, theme].map((each) => Math.max(...each.map((lasts) => (lasts > 50 ? lasts : 0))));
  },

  /** Gives answers one after the other; how long each took, from the click to the result on the page. */
  async changes(count) {
    const results = () => performance.getEntriesByName("checker:result");
    const times = [];
    let seed = 7;
    while (times.length < count) {
      const radios = document.querySelectorAll("[data-checker] input[type=radio]:not(:checked)");
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      const before = results().length;
      const start = performance.now();
      radios[seed % radios.length].click();
      while (results().length === before) {
        if (performance.now() > start + PATIENCE_MS) throw new Error("no result in three minutes");
        await wait(0);
      }
      times.push(results().at(-1).startTime - start);
      await wait(20);
    }
    return times;
  },

  /** Waits until the site is kept for use without a network. */
  async kept() {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await wait(100);
  },

  /** What the result says. */
  values: () => [...document.querySelectorAll("[data-result] [data-decision]")].map(({ dataset }) => dataset.value),
};
