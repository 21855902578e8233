// Tells what a first visit loads, gzipped, and fails when it is more than the budget allows.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGETS = { first: 230, canvas: 220, editor: 220 };

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function size(file) {
  return gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024;
}

/** A chunk with everything that it imports at once. */
function withImports(key, found = new Set()) {
  if (!found.has(key)) {
    found.add(key);
    for (const each of manifest[key].imports ?? []) {
      withImports(each, found);
    }
  }
  return found;
}

function scripts(keys) {
  return [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js"));
}

function total(files) {
  return files.reduce((sum, file) => sum + size(file), 0);
}

const entry = withImports("index.html");
const named = (end) => Object.keys(manifest).find((key) => key.endsWith(end));
// A first visit of a signed-in user: the shell and the list of processes.
const first = new Set(entry);
for (const page of ["shell/TenantShell.tsx", "processes/ProcessListPage.tsx"]) {
  withImports(named(page), first);
}
function beyondFirst(page) {
  return total(scripts([...withImports(named(page))].filter((key) => !first.has(key))));
}
const sizes = {
  entry: total(scripts(entry)),
  first: total(scripts(first)),
  canvas: beyondFirst("graph/ProcessGraph.tsx"),
  editor: beyondFirst("editor/EditorPage.tsx"),
};
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ sizes, budgets: BUDGETS }));
  process.exit();
}
const styles = [...first].flatMap((key) => manifest[key].css ?? []);

console.log(
  `entry ${sizes.entry.toFixed(1)} KB · first page ${sizes.first.toFixed(1)} KB (≤ ${BUDGETS.first}) · ` +
    `canvas ${sizes.canvas.toFixed(1)} KB more (≤ ${BUDGETS.canvas}) · ` +
    `editor ${sizes.editor.toFixed(1)} KB more (≤ ${BUDGETS.editor}) · styles ${total([...new Set(styles)]).toFixed(1)} KB; JavaScript gzipped`,
);
for (const [name, budget] of Object.entries(BUDGETS)) {
  if (sizes[name] > budget) {
    console.error(`${name}: ${sizes[name].toFixed(1)} KB is over the budget of ${budget} KB`);
    process.exitCode = 1;
  }
}
