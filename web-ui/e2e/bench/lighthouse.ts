import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../stack";

const home = `${root}deploy/local/bench/lighthouse/`;
const run = promisify(execFile);

export interface Scores {
  performance: number;
  accessibility: number;
}

/** Lighthouse wants a newer Node than the product does; both are installed in a folder of their own, by its lock. */
export async function install(): Promise<void> {
  await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: home, maxBuffer: 10_000_000 });
}

/** Lighthouse's own scores of a page, by its desktop rules, for whoever has these cookies. */
export async function scoresOf(url: string, cookie: string, chromium: string): Promise<Scores> {
  const folder = mkdtempSync(join(tmpdir(), "headgate-lighthouse-"));
  const headers = join(folder, "headers.json");
  const report = join(folder, "report.json");
  // In a file that only we may read: the arguments of a process are everybody's.
  writeFileSync(headers, JSON.stringify(cookie === "" ? {} : { Cookie: cookie }), { mode: 0o600 });
  try {
    await run(
      `${home}node_modules/.bin/node`,
      [
        `${home}node_modules/lighthouse/cli/index.js`,
        url,
        "--preset=desktop",
        "--only-categories=performance,accessibility",
        "--output=json",
        `--output-path=${report}`,
        `--extra-headers=${headers}`,
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        "--quiet",
      ],
      { env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 10_000_000, timeout: 180_000 },
    );
    const { categories } = JSON.parse(readFileSync(report, "utf8"));
    return {
      performance: Math.round(categories.performance.score * 100),
      accessibility: Math.round(categories.accessibility.score * 100),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
