import "@/i18n/runPage";
import type { ComponentView } from "@contract";
import { IconCircleCheckFilled, IconCircleXFilled, IconHourglassEmpty, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CopyId } from "@/components/CopyId";
import table from "@/components/DataTable.module.css";
import { EmptyState } from "@/components/EmptyState";
import { formatBytes, formatCount, formatPercent } from "@/components/format";
import { Notice } from "@/components/Notice";
import { Status } from "@/components/Status";
import { isTaskOver } from "@/components/status";
import { TroubleNotice } from "@/components/TroubleNotice";
import classes from "./Run.module.css";
import { ComponentFailure } from "./RunNotices";
import { type ComponentResult, type QualityRule, readResult } from "./result";

/** What a component left behind: numbers, quality report, columns; or why it failed. */
export function ResultView({ component, children }: { component: ComponentView; children?: ReactNode }) {
  const { t } = useTranslation();
  const result = readResult(component.result);
  return (
    <div className={classes.stack}>
      {component.state === "LEFT_OUT" && component.error ? (
        <Notice tone="idle" title={component.error.sentence}>
          <p>{component.error.remedy}</p>
        </Notice>
      ) : (
        <ComponentFailure component={component} />
      )}
      {children}
      {component.trouble ? <TroubleNotice tone="wait" trouble={component.trouble} /> : null}
      {component.reusedFrom ? (
        <Notice tone="idle" title={t("rerun.reused")}>
          {t("rerun.reusedFrom", { run: component.reusedFrom })}
        </Notice>
      ) : null}
      {result?.written ? <Written written={result.written} /> : null}
      {result ? <Numbers result={result} /> : null}
      {result?.quality && result.quality.rules.length > 0 ? (
        <Quality rules={result.quality.rules} rows={result.rows.in} />
      ) : null}
      {result && result.columns.length > 0 ? <Columns columns={result.columns} /> : null}
      {!result && !component.error && !component.trouble ? (
        <EmptyState
          icon={IconHourglassEmpty}
          title={t(isTaskOver(component.state) ? "panel.none" : "panel.notYet")}
          hint={t(isTaskOver(component.state) ? "panel.noneHint" : "panel.notYetHint")}
        />
      ) : null}
    </div>
  );
}

/** Where an export lies, to be taken to whoever reads it. */
function Written({ written: { location, path, format } }: { written: NonNullable<ComponentResult["written"]> }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("panel.written")}>
      <h3 className={classes.sub}>{t("panel.written")}</h3>
      <dl className={classes.place}>
        <div>
          <dt>{t("panel.location")}</dt>
          <dd>
            <CopyId value={location} what={t("panel.location")} />
          </dd>
        </div>
        <div>
          <dt>{t("panel.path")}</dt>
          <dd>
            <CopyId value={path} what={t("panel.path")} />
          </dd>
        </div>
        {format === "" ? null : (
          <div>
            <dt>{t("panel.format")}</dt>
            <dd>{format === "csv" ? "CSV" : "Parquet"}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Numbers({ result }: { result: ComponentResult }) {
  const { t } = useTranslation();
  const { rows, bytes, files } = result;
  const numbers = [
    [t("run.rowsIn"), rows.in === null ? null : formatCount(rows.in)],
    [t("run.rowsOut"), rows.out === null ? null : formatCount(rows.out)],
    [t("run.rejected"), rows.rejected === null ? null : formatCount(rows.rejected)],
    [t("panel.bytesIn"), bytes.in === null ? null : formatBytes(bytes.in)],
    [t("panel.bytesOut"), bytes.out === null ? null : formatBytes(bytes.out)],
    [t("panel.files"), files === null ? null : formatCount(files)],
  ] as const;
  return (
    <dl className={classes.numbers}>
      {numbers
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Quality({ rules, rows }: { rules: QualityRule[]; rows: number | null }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("panel.quality")}>
      <h3 className={classes.sub}>{t("panel.quality")}</h3>
      <table className={table.compact}>
        <thead>
          <tr>
            <th scope="col">{t("panel.rule")}</th>
            <th scope="col" className={table.number}>
              {t("panel.checked")}
            </th>
            <th scope="col" className={table.number}>
              {t("panel.failed")}
            </th>
            <th scope="col">{t("panel.verdict")}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={`${rule.name} ${rule.type} ${rule.column}`}>
              <td>
                <span className={classes.rule}>{rule.name || rule.type}</span>
                <span className={table.sub}>{[rule.type, rule.column].filter((word) => word !== "").join(" · ")}</span>
              </td>
              {/* A count of rows is one thing that is checked; what counts is how many there were. */}
              <td className={table.number}>
                {rule.type === "row-count" && rows !== null
                  ? t("run.rows", { count: rows, formatted: formatCount(rows) })
                  : formatCount(rule.checked)}
              </td>
              <td className={table.number}>
                {rule.type === "row-count" ? (
                  "–"
                ) : (
                  <>
                    {formatCount(rule.failed)}
                    <span className={table.sub}>{formatPercent(rule.failedPercent)}</span>
                  </>
                )}
              </td>
              <td>
                <Verdict rule={rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Verdict({ rule }: { rule: QualityRule }) {
  const { t } = useTranslation();
  if (rule.passed) {
    return <Status plain tone="ok" icon={IconCircleCheckFilled} word={t("panel.passed")} />;
  }
  return rule.severity === "warning" ? (
    <Status plain tone="wait" icon={IconInfoCircle} word={t("panel.warned")} />
  ) : (
    <Status plain tone="bad" icon={IconCircleXFilled} word={t("panel.notPassed")} />
  );
}

function Columns({ columns }: { columns: ComponentResult["columns"] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("panel.columns", { count: columns.length })}>
      <h3 className={classes.sub}>{t("panel.columns", { count: columns.length })}</h3>
      <table className={table.compact}>
        <thead>
          <tr>
            <th scope="col">{t("panel.column")}</th>
            <th scope="col">{t("panel.type")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name}>
              <td>
                <code>{column.name}</code>
              </td>
              <td className={table.dim}>{column.type}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
