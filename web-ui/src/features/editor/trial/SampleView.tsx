import type { TrialSample } from "@contract";
import { IconCircleCheckFilled, IconCircleXFilled, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import table from "@/components/DataTable.module.css";
import { formatCount, formatPercent } from "@/components/format";
import { Status } from "@/components/Status";
import { ErrorNotice } from "@/features/runs/RunNotices";
import { labelOf } from "../commands";
import type { Draft } from "../model/draft";
import { splitSample } from "../model/trial";
import { SampleTable } from "./SampleTable";
import classes from "./Try.module.css";

type Found = TrialSample["components"][number];

/** What a trial found: the wanted component first, then what led to it. */
export function SampleView({ sample, draft }: { sample: TrialSample; draft: Draft }) {
  const { t } = useTranslation();
  const { wanted, before, culprit } = splitSample(sample);
  const sourceRows = formatCount(sample.sourceRows);
  return (
    <div className={classes.sample} data-testid="sample">
      {culprit?.error ? (
        <ErrorNotice
          title={`${t("try.failedBefore", { label: labelOf(draft, culprit.component) })}. ${culprit.error.sentence}`}
          error={culprit.error}
        />
      ) : null}
      {!wanted && sample.error ? <ErrorNotice title={sample.error.sentence} error={sample.error} /> : null}
      {wanted && wanted.outcome !== "NOT_TRIED" ? (
        <Component found={wanted} label={labelOf(draft, wanted.component)} sourceRows={sourceRows} />
      ) : null}
      <p className={classes.hint}>{t("try.sampled", { sourceRows })}</p>
      {before.length === 0 ? null : (
        <section className={classes.before} aria-label={t("try.before")}>
          <h3 className={classes.sub}>{t("try.before")}</h3>
          {before.map((found) => (
            <details key={found.component} className={classes.one}>
              <summary>
                {labelOf(draft, found.component)}
                <span className={classes.dim}>
                  {found.outcome === "NOT_TRIED"
                    ? t("try.notTried")
                    : found.outcome === "FAILED"
                      ? t("try.failedHere")
                      : t("try.rowsShown", { count: found.rows.length })}
                </span>
              </summary>
              <Component found={found} label={labelOf(draft, found.component)} sourceRows={sourceRows} />
            </details>
          ))}
        </section>
      )}
    </div>
  );
}

function Component({ found, label, sourceRows }: { found: Found; label: string; sourceRows: string }) {
  const { t } = useTranslation();
  const { counts, error, quality, wouldWrite, rejected } = found;
  return (
    <div className={classes.found}>
      {error ? <ErrorNotice title={`${t("try.failedHere")}: ${error.sentence}`} error={error} /> : null}
      {counts.out === null ? null : (
        <p className={classes.counts}>
          {counts.in === null
            ? t("try.countsOut", { out: formatCount(counts.out) })
            : t("try.counts", { in: formatCount(counts.in), out: formatCount(counts.out) })}
          {counts.rejected ? ` · ${t("try.rejected", { count: counts.rejected })}` : ""}
        </p>
      )}
      {wouldWrite ? <WouldWrite plan={wouldWrite} /> : null}
      {quality ? <Quality rules={quality.rules} /> : null}
      {found.columns.length > 0 ? <SampleTable found={found} label={label} /> : null}
      {found.columns.length > 0 && found.rows.length === 0 ? (
        <p className={classes.hint}>{t("try.noRowsHint", { sourceRows })}</p>
      ) : null}
      {found.shortened ? <p className={classes.hint}>{t("try.shortened")}</p> : null}
      {rejected.length > 0 ? <Rejected rows={rejected} total={counts.rejected ?? rejected.length} /> : null}
    </div>
  );
}

function Rejected({ rows, total }: { rows: Found["rejected"]; total: number }) {
  const { t } = useTranslation();
  return (
    <details className={classes.one}>
      <summary>{t("try.rejected", { count: total })}</summary>
      <p className={classes.hint}>{t("try.rejectedHint")}</p>
      <ul className={classes.rejected}>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and never move
          <li key={at}>
            <strong>{row.reason}</strong>
            <code>{row.row}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function WouldWrite({ plan }: { plan: NonNullable<Found["wouldWrite"]> }) {
  const { t } = useTranslation();
  const facts = [
    [t("try.target"), `${plan.location} / ${plan.path}`],
    [t("try.format"), plan.format === "csv" ? "CSV" : "Parquet"],
    [t("try.files"), formatCount(plan.files)],
    [t("try.present"), formatCount(plan.present)],
    [t("try.replaces"), formatCount(plan.replaces)],
  ] as const;
  return (
    <section aria-label={t("try.wouldWrite")}>
      <h3 className={classes.sub}>{t("try.wouldWrite")}</h3>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {plan.names.length > 0 ? (
        <p className={classes.hint}>
          {t("try.names")} <code>{plan.names[0]}</code>
        </p>
      ) : null}
      <p className={classes.hint}>{t("try.nothingWritten")}</p>
    </section>
  );
}

type Rule = NonNullable<Found["quality"]>["rules"][number];

function Quality({ rules }: { rules: readonly Rule[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("try.quality")}>
      <h3 className={classes.sub}>{t("try.quality")}</h3>
      <table className={table.compact}>
        <thead>
          <tr>
            <th scope="col">{t("try.rule")}</th>
            <th scope="col" className={table.number}>
              {t("try.broken")}
            </th>
            <th scope="col">{t("try.verdict")}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={`${rule.name} ${rule.type} ${rule.column ?? ""}`}>
              <td>
                {rule.name || rule.type}
                <span className={table.sub}>{[rule.type, rule.column ?? ""].filter((word) => word).join(" · ")}</span>
              </td>
              <td className={table.number}>
                {formatCount(rule.failed)}
                <span className={table.sub}>{formatPercent(rule.failedPercent)}</span>
              </td>
              <td>
                <Verdict rule={rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.hint}>{t("try.qualityHint")}</p>
    </section>
  );
}

function Verdict({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  if (rule.passed) {
    return <Status plain tone="ok" icon={IconCircleCheckFilled} word={t("try.passed")} />;
  }
  return rule.severity === "warning" ? (
    <Status plain tone="wait" icon={IconInfoCircle} word={t("try.warned")} />
  ) : (
    <Status plain tone="bad" icon={IconCircleXFilled} word={t("try.notPassed")} />
  );
}
