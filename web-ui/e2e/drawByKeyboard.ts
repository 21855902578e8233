import type { Page } from "playwright-core";
import { type Column, type Definition, keyLabel, type Place, type Rule } from "./drawing";

/** Nothing here points: every step is a key, and what comes next is found as a reader of the screen finds it, by its name. */

interface Focused {
  role: string;
  name: string;
  value: string;
}

/** Who has the keyboard, by role and name. */
async function focused(page: Page): Promise<Focused> {
  return page.evaluate<Focused>(`(() => {
    const it = document.activeElement;
    if (!it) return { role: "", name: "", value: "" };
    const labels = it.labels ? [...it.labels].map((label) => label.textContent).join(" ") : "";
    const by = (it.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "").join(" ");
    return {
      role: it.getAttribute("role") || it.tagName.toLowerCase(),
      name: (it.getAttribute("aria-label") || by.trim() || labels || it.textContent || "").replace(/ optional$/, "").trim(),
      value: it.value ?? "",
    };
  })()`);
}

const FURTHEST = 400;

/** Goes on with Tab until something of that name has the keyboard. */
async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  for (let steps = 0; steps < FURTHEST; steps++) {
    const now = await focused(page);
    if (typeof name === "string" ? now.name === name : name.test(now.name)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never came to ${name}; it stands on ${JSON.stringify(await focused(page))}`);
}

async function hasKeyboard(page: Page, beginning: string): Promise<void> {
  // Functions, never text: what has to be asked again would be evaluated in the page, and its security policy forbids that.
  await page.waitForFunction(
    (start) => document.activeElement?.getAttribute("aria-label")?.startsWith(start) === true,
    beginning,
  );
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

async function field(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await write(page, text);
}

/** Opens a list and goes down until the option is there. */
async function choose(page: Page, name: string, option: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: option }).waitFor();
  for (let steps = 0; steps < 20; steps++) {
    const chosen = await page
      .locator("[role=option][data-combobox-selected], [role=option][aria-selected=true][data-hovered]")
      .allInnerTexts();
    if (chosen.some((text) => text.includes(option))) {
      break;
    }
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
}

/** A native list takes the first letters of what is wanted. */
async function chooseNative(page: Page, name: string, letters: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(letters, { delay: 10 });
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

/** Escape leads from the panel to the canvas; before anything is there, Tab does. */
async function toCanvas(page: Page): Promise<void> {
  const isOn = (where: string) => page.evaluate<boolean>(`document.activeElement?.closest("${where}") !== null`);
  for (let steps = 0; steps < FURTHEST && !(await isOn("[data-canvas]")); steps++) {
    await page.keyboard.press((await isOn("[data-panel]")) ? "Escape" : "Tab");
  }
}

async function add(page: Page, title: string, label: string): Promise<void> {
  await toCanvas(page);
  // With nothing chosen, the new one stands alone; its connections come later.
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await hasKeyboard(page, "Search component types");
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.waitForFunction(() => Boolean(document.activeElement?.closest("[data-canvas]")));
  await page.keyboard.press("F2");
  await page.waitForFunction(
    () => document.activeElement?.matches("[data-label-field], [data-label-field] *") === true,
  );
  await write(page, label);
  await page.keyboard.press("Enter");
}

async function find(page: Page, key: string): Promise<void> {
  await toCanvas(page);
  await page.keyboard.press("/");
  await hasKeyboard(page, "Search by name");
  await page.keyboard.type(key);
  await page.keyboard.press("Enter");
  await page.waitForFunction((wanted) => document.activeElement?.getAttribute("data-key") === wanted, key);
}

const titles: Readonly<Record<string, string>> = {
  "ingest-files": "Ingest files",
  "quality-check": "Quality check",
  "sql-rule": "SQL rule",
  "export-files": "Export files",
};

export async function drawByKeyboard(page: Page, wanted: Definition): Promise<void> {
  for (const component of wanted.components) {
    await add(page, titles[component.type] ?? component.type, component.label);
    await field(page, keyLabel(component.type), component.key);
    await page.keyboard.press("Tab");
    await page.getByTestId(`component-${component.key}`).waitFor();
  }
  for (const { from, to } of wanted.edges) {
    await find(page, from);
    await page.keyboard.press("c");
    await hasKeyboard(page, "Connect");
    await page.keyboard.type(to);
    await page.keyboard.press("Enter");
    await page.getByTestId(`edge-${from}-${to}`).waitFor({ state: "attached" });
  }
  await toCanvas(page);
  await page.keyboard.press("t");
  for (const component of wanted.components) {
    await find(page, component.key);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => Boolean(document.activeElement?.closest("[data-form]")));
    await configure(page, component.type, component.settings);
  }
}

async function configure(page: Page, type: string, settings: Record<string, unknown>): Promise<void> {
  switch (type) {
    case "ingest-files":
      await place(page, settings.source as Place);
      await field(page, "Text that means 'no value'", String(settings.nullValue));
      await columns(page, settings.columns as Column[]);
      await field(page, "Bad rows allowed (percent)", String(settings.maxBadPercent));
      break;
    case "quality-check":
      for (const rule of settings.rules as Rule[]) {
        await press(page, "Add");
        await fillRule(page, rule);
      }
      break;
    case "sql-rule":
      await tabTo(page, "Query");
      await page.keyboard.insertText(String(settings.sql));
      await bound(page, settings.parameters as Record<string, number>);
      break;
    case "export-files":
      await place(page, settings.target as Place);
      await choose(page, "Format", settings.format === "csv" ? "CSV" : "Parquet");
      break;
    default:
      throw new Error(`Nobody has said how to set a ${type}.`);
  }
}

async function place(page: Page, { location, path }: Place): Promise<void> {
  await choose(page, "Location", `(${location})`);
  await field(page, /^(Path|Folder)$/, path);
}

async function columns(page: Page, all: Column[]): Promise<void> {
  for (const [index, column] of all.entries()) {
    await press(page, "Add");
    const title = `Column ${index + 1}`;
    await tabTo(page, `${title}: Name`, "Shift+Tab");
    await write(page, column.name);
    await chooseNative(page, `${title}: Type`, column.type);
    if (column.required) {
      await tabTo(page, `${title}: Required`);
      await page.keyboard.press("Space");
    }
  }
}

async function fillRule(page: Page, rule: Rule): Promise<void> {
  const words = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replaceAll("-", " ");
  // The new card stands before the button that made it.
  await tabTo(page, "Kind of rule", "Shift+Tab");
  await choose(page, "Kind of rule", words(rule.type));
  await field(page, "Name", String(rule.name));
  if (rule.column !== undefined) {
    await field(page, "Column", String(rule.column));
  }
  if (rule.min !== undefined) {
    await field(page, "Least value", String(rule.min));
  }
  if (rule.max !== undefined) {
    await field(page, "Greatest value", String(rule.max));
  }
  for (const value of (rule.values ?? []) as string[]) {
    await tabTo(page, "Allowed values");
    await page.keyboard.insertText(value);
    await page.keyboard.press("Enter");
  }
  if (rule.severity !== undefined) {
    await choose(page, "Severity", words(String(rule.severity)));
  }
}

async function bound(page: Page, values: Record<string, number>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await press(page, "Add a value");
    await tabTo(page, "Name", "Shift+Tab");
    await write(page, name);
    await page.keyboard.press("Tab");
    await chooseNative(page, `${name}: Type`, "Num");
    await field(page, `${name}: Value`, String(value));
  }
}
