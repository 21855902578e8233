import type { Locator, Page } from "playwright-core";
import { type Column, check, type Definition, keyLabel, type Place, type Rule } from "./drawing";

/** Where each component is dropped, in pixels of the canvas. */
const spots: Readonly<Record<string, [number, number]>> = {
  ingest_flights: [190, 130],
  ingest_weather: [190, 300],
  check_flights: [190, 470],
  weather_at_departure: [190, 640],
  delays_by_carrier: [460, 130],
  export_parquet: [460, 300],
  export_csv: [460, 470],
};

function panel(page: Page): Locator {
  return page.locator("[data-panel]");
}

async function drop(page: Page, type: string, [x, y]: [number, number]): Promise<void> {
  await page.getByTestId(`palette-${type}`).dragTo(page.locator("[data-canvas]"), { targetPosition: { x, y } });
}

async function rename(page: Page, label: string): Promise<void> {
  await panel(page).getByLabel("Name", { exact: true }).first().fill(label);
  await panel(page).getByLabel("Name", { exact: true }).first().press("Enter");
}

export async function drawByMouse(page: Page, wanted: Definition): Promise<void> {
  // All at the same size: a canvas that fits itself to its content would move the spots.
  for (const component of wanted.components) {
    await drop(page, component.type, spots[component.key] ?? [100, 100]);
    await rename(page, component.label);
    const name = panel(page).getByLabel(keyLabel(component.type), { exact: true });
    // Another one than the label makes by itself.
    if ((await name.inputValue()) !== component.key) {
      await name.fill(component.key);
      await name.press("Tab");
    }
    await page.getByTestId(`component-${component.key}`).waitFor();
  }
  for (const { from, to } of wanted.edges) {
    await page.getByTestId(`output-${from}`).dragTo(page.getByTestId(`component-${to}`));
    await page.getByTestId(`edge-${from}-${to}`).waitFor({ state: "attached" });
    await meetsHandles(page, from, to);
  }
  for (const component of wanted.components) {
    await page.getByTestId(`component-${component.key}`).click();
    await panel(page)
      .getByLabel(keyLabel(component.type), { exact: true })
      .and(page.locator(`[value="${component.key}"]`))
      .waitFor();
    await configure(page, component.type, component.settings);
  }
}

/** The canvas is told where handles are and does not measure them: that must be where the style sheet has put them. */
async function meetsHandles(page: Page, from: string, to: string): Promise<void> {
  const off = await page.evaluate<number>(`(() => {
    const line = document.querySelector('[data-testid="edge-${from}-${to}"]');
    const handle = (key, end) =>
      document.querySelector('.react-flow__node[data-id="' + key + '"] .react-flow__handle.' + end).getBoundingClientRect();
    const at = (length) => line.getPointAtLength(length).matrixTransform(line.getScreenCTM());
    const [begin, end] = [at(0), at(line.getTotalLength())];
    const [source, target] = [handle("${from}", "source"), handle("${to}", "target")];
    return Math.max(
      Math.hypot(begin.x - source.right, begin.y - (source.top + source.bottom) / 2),
      Math.hypot(end.x - target.left, end.y - (target.top + target.bottom) / 2),
    );
  })()`);
  check(off < 1, `The line from ${from} to ${to} misses its handles by ${off} pixels.`);
}

async function configure(page: Page, type: string, settings: Record<string, unknown>): Promise<void> {
  switch (type) {
    case "ingest-files":
      await pick(page, settings.source as Place);
      await panel(page).getByLabel("Text that means 'no value'").fill(String(settings.nullValue));
      await findColumns(page, settings.columns as Column[]);
      await columns(page, settings.columns as Column[]);
      await panel(page).getByLabel("Bad rows allowed (percent)").fill(String(settings.maxBadPercent));
      break;
    case "quality-check":
      for (const [index, rule] of (settings.rules as Rule[]).entries()) {
        await panel(page).getByTestId("add-rules").click();
        await fillRule(page, panel(page).getByRole("group", { name: `Rule ${index + 1}`, exact: true }), rule);
      }
      break;
    case "sql-rule":
      await sql(page, String(settings.sql));
      await bound(page, settings.parameters as Record<string, number>);
      break;
    case "export-files":
      await place(page, settings.target as Place);
      await choose(
        page,
        panel(page).getByRole("combobox", { name: "Format" }),
        settings.format === "csv" ? "CSV" : "Parquet",
      );
      break;
    default:
      throw new Error(`Nobody has said how to set a ${type}.`);
  }
}

/** The files tell their columns, among them all that are wanted; undone again, for only some are to be kept. */
async function findColumns(page: Page, wanted: Column[]): Promise<void> {
  await panel(page).getByTestId("find-columns").click();
  const names = panel(page).getByRole("textbox", { name: /^Column \d+: Name$/ });
  await names.first().waitFor({ timeout: 120_000 });
  const found = await names.evaluateAll((fields) =>
    fields.map((field) => (field as unknown as { value: string }).value),
  );
  for (const { name } of wanted) {
    if (!found.includes(name)) {
      throw new Error(`The files told no column ${name}: ${found.join(", ")}`);
    }
  }
  await page.getByRole("button", { name: "Undo" }).click();
  await names.first().waitFor({ state: "detached" });
}

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function place(page: Page, { location, path }: Place): Promise<void> {
  await panel(page).getByRole("combobox", { name: "Location" }).click();
  await page.getByRole("option", { name: `(${location})` }).click();
  await panel(page)
    .getByLabel(/^(Path|Folder)$/)
    .fill(path);
}

/** The file is looked for where it lies, folder by folder. */
async function pick(page: Page, { location, path }: Place): Promise<void> {
  await panel(page).getByRole("combobox", { name: "Location" }).click();
  await page.getByRole("option", { name: `(${location})` }).click();
  await panel(page).getByTestId("browse-source").click();
  const parts = path.split("/");
  for (const [index] of parts.entries()) {
    const isFile = index === parts.length - 1;
    await page.getByTestId(`file-${parts.slice(0, index + 1).join("/")}${isFile ? "" : "/"}`).click();
  }
}

async function columns(page: Page, all: Column[]): Promise<void> {
  for (const [index, column] of all.entries()) {
    await panel(page).getByTestId("add-columns").click();
    await panel(page)
      .getByLabel(`Column ${index + 1}: Name`)
      .fill(column.name);
    await panel(page)
      .getByLabel(`Column ${index + 1}: Type`)
      .selectOption(column.type);
    if (column.required) {
      await panel(page)
        .getByLabel(`Column ${index + 1}: Required`)
        .check();
    }
  }
}

async function fillRule(page: Page, card: Locator, rule: Rule): Promise<void> {
  const kinds: Readonly<Record<string, string>> = { "row-count": "Row count", "allowed-values": "Allowed values" };
  await choose(page, card.getByRole("combobox", { name: "Kind of rule" }), kinds[rule.type] ?? capital(rule.type));
  await card.getByLabel("Name", { exact: true }).fill(String(rule.name));
  if (rule.column !== undefined) {
    await card.getByLabel("Column", { exact: true }).fill(String(rule.column));
  }
  for (const [name, label] of [
    ["min", "Least value"],
    ["max", "Greatest value"],
  ] as const) {
    if (rule[name] !== undefined) {
      await card.getByLabel(label, { exact: true }).fill(String(rule[name]));
    }
  }
  for (const value of (rule.values ?? []) as string[]) {
    await card.getByLabel("Allowed values", { exact: true }).fill(value);
    await page.keyboard.press("Enter");
  }
  if (rule.severity !== undefined) {
    await choose(page, card.getByRole("combobox", { name: "Severity" }), capital(String(rule.severity)));
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll("-", " ");
}

async function sql(page: Page, query: string): Promise<void> {
  const editor = panel(page).getByTestId("sql").getByRole("textbox");
  await editor.click();
  await page.keyboard.insertText(query);
}

async function bound(page: Page, values: Record<string, number>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await panel(page).getByTestId("add-parameters").click();
    await panel(page).getByLabel("Name", { exact: true }).last().fill(name);
    await panel(page).getByLabel("Name", { exact: true }).last().press("Tab");
    await panel(page).getByLabel(`${name}: Type`).selectOption("number");
    await panel(page).getByLabel(`${name}: Value`).fill(String(value));
  }
}
