import "@/i18n/runPage";
import type { ComponentView, RunView } from "@contract";
import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import table from "@/components/DataTable.module.css";
import { Duration } from "@/components/Duration";
import { formatCount } from "@/components/format";
import { ScrollRegion } from "@/components/ScrollRegion";
import { TaskStatus } from "@/components/Status";
import { CalledRun } from "./CalledRun";
import classes from "./Run.module.css";
import { readResult } from "./result";

interface ComponentTableProps {
  tenant: string;
  run: RunView;
  selected: string | undefined;
  onSelect: (component: string) => void;
}

/** Every component of a run with what went in and came out. */
export function ComponentTable({ tenant, run, selected, onSelect }: ComponentTableProps) {
  const { t } = useTranslation();
  return (
    <ScrollRegion label={t("app.table", { name: t("run.components") })}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t("run.component")}</th>
            <th scope="col">{t("runs.state")}</th>
            <th scope="col" className={table.number}>
              {t("run.duration")}
            </th>
            <th scope="col" className={table.number}>
              {t("run.rowsIn")}
            </th>
            <th scope="col" className={table.number}>
              {t("run.rowsOut")}
            </th>
            <th scope="col" className={table.number}>
              {t("run.rejected")}
            </th>
            <th scope="col" className={table.number}>
              {t("run.attempts")}
            </th>
          </tr>
        </thead>
        <tbody>
          {run.components.map((component) => (
            <ComponentRow
              key={component.key}
              tenant={tenant}
              component={component}
              isSelected={component.key === selected}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface ComponentRowProps {
  tenant: string;
  component: ComponentView;
  isSelected: boolean;
  onSelect: (component: string) => void;
}

function ComponentRow({ tenant, component, isSelected, onSelect }: ComponentRowProps) {
  const { t } = useTranslation();
  const rows = readResult(component.result)?.rows;
  const count = (value: number | null | undefined) => (typeof value === "number" ? formatCount(value) : t("time.none"));
  return (
    <tr data-selected={isSelected || undefined} data-testid={`row-${component.key}`}>
      <td className={table.named}>
        <UnstyledButton
          className={classes.open}
          aria-label={t("run.openComponent", { label: component.label })}
          onClick={() => onSelect(component.key)}
          fz="sm"
        >
          {component.label}
        </UnstyledButton>
        <span className={table.sub}>{component.key}</span>
      </td>
      <td className={table.fixed}>
        <TaskStatus state={component.state} />
        {component.call ? <CalledRun tenant={tenant} call={component.call} /> : null}
        {component.reusedFrom ? <span className={table.sub}>{t("rerun.reused")}</span> : null}
      </td>
      <td className={table.number}>
        <Duration from={component.startedAt} to={component.endedAt} />
      </td>
      <td className={table.number}>{count(rows?.in)}</td>
      <td className={table.number}>{count(rows?.out)}</td>
      <td className={table.number}>{count(rows?.rejected)}</td>
      <td className={table.number}>{component.call?.attempt ?? component.attempts.length}</td>
    </tr>
  );
}
