// Leave out of a script the functions that nothing in it uses any more.
// In: a plan as JSON on standard input: `script`, its text.  Out: the text that is left.

import { readFileSync } from "node:fs";
import { minify } from "terser";

const { script } = JSON.parse(readFileSync(0, "utf8"));
const { code } = await minify(script, {
  compress: { defaults: false, unused: true, dead_code: true, side_effects: true },
  mangle: false,
});
process.stdout.write(code);
