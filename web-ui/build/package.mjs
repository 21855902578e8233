// What Maven runs: installs and builds, unless this very source was built already.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("../", import.meta.url));
const sources = [
  "package-lock.json",
  "package.json",
  ".npmrc",
  "index.html",
  "tsconfig.json",
  "vite.config.ts",
  "build",
  "public",
  "src",
  "../api/openapi.yaml",
];
const mark = `${home}dist/.built-from`;

function files(path) {
  return existsSync(`${home}${path}/`)
    ? readdirSync(`${home}${path}`)
        .sort()
        .flatMap((name) => files(`${path}/${name}`))
    : [path];
}

function digest() {
  const hash = createHash("sha256").update(process.version);
  for (const file of sources.flatMap(files)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(`${home}${file}`))
      .update("\0");
  }
  return hash.digest("hex");
}

function npm(...words) {
  const { status, error } = spawnSync("npm", words, {
    cwd: home,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`npm ${words.join(" ")} failed${error ? `: ${error.message}` : ""}`);
    process.exit(status ?? 1);
  }
}

function installed() {
  const copy = `${home}node_modules/.installed-from`;
  const lock = readFileSync(`${home}package-lock.json`, "utf8");
  if (!existsSync(copy) || readFileSync(copy, "utf8") !== lock) {
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
    writeFileSync(copy, lock);
  }
}

const wanted = digest();
if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) {
  console.log("The web UI is built already.");
} else {
  rmSync(mark, { force: true });
  installed();
  npm("run", "build");
  writeFileSync(mark, wanted);
}
