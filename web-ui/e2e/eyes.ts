import { createInterface } from "node:readline";
import { contextFor, launch, signIn, watch } from "./browser";
import { readStack } from "./stack";

/**
 * A reader for tests in other languages: for each line `{"path": …, "texts": […]}` it opens the page as a platform admin, waits
 * until all the texts can be seen on it, and answers with a line `{"missing": […], "faults": […]}`.
 */

interface Look {
  path: string;
  texts: string[];
}

const PATIENCE = 60_000;
const stack = readStack();
const admin = stack.users.find((user) => user.username === "admin");
if (!admin) {
  throw new Error("The stack tells no platform admin.");
}
const browser = await launch();
const page = await (await contextFor(browser, 1440, 900, "light")).newPage();
const faults = watch(page);
await signIn(page, stack.url, admin);

for await (const line of createInterface({ input: process.stdin })) {
  const { path, texts }: Look = JSON.parse(line);
  await page.goto(`${stack.url}${path}`);
  const missing: string[] = [];
  for (const text of texts) {
    const seen = await page
      .getByText(text)
      .first()
      .waitFor({ timeout: PATIENCE })
      .then(() => true)
      .catch(() => false);
    if (!seen) {
      missing.push(text);
    }
  }
  console.log(
    JSON.stringify({ missing, faults: faults.splice(0), page: missing.length ? await page.innerText("body") : "" }),
  );
}
await browser.close();
