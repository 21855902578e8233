import "@/i18n/settings";
import { IconFileZip } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ExportView, exportsQuery } from "@/api/settings";
import { Card } from "@/components/Card";
import { CopyId } from "@/components/CopyId";
import table from "@/components/DataTable.module.css";
import { EmptyState } from "@/components/EmptyState";
import { formatBytes, formatCount } from "@/components/format";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { Pager } from "@/components/Pager";
import { ProblemNotice } from "@/components/ProblemNotice";
import { ScrollRegion } from "@/components/ScrollRegion";
import classes from "./Settings.module.css";
import { dayOf } from "./useDueText";

const SIZE = 10;
const PAUSE = 5000;

/** The files into which removed runs were written, and the one that is about to be. */
export function ExportsCard({ tenant }: { tenant: string }) {
  const { t } = useTranslation("settings");
  const [page, setPage] = useState(0);
  const { data, error, refetch } = useQuery({
    ...exportsQuery(tenant, page, SIZE),
    refetchInterval: (query) => (query.state.data?.items.some((one) => one.removedAt === null) ? PAUSE : false),
  });
  return (
    <Card title={t("exports.title")} flush>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={3} /> : null}
      {data?.total === 0 ? (
        <EmptyState icon={IconFileZip} title={t("exports.none")} hint={t("exports.noneHint")} />
      ) : null}
      {data && data.items.length > 0 ? (
        <ScrollRegion label={t("exports.table")}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t("exports.ended")}</th>
                <th scope="col">{t("exports.stage")}</th>
                <th scope="col" className={table.number}>
                  {t("exports.runs")}
                </th>
                <th scope="col">{t("exports.state")}</th>
                <th scope="col" className={table.number}>
                  {t("exports.size")}
                </th>
                <th scope="col">{t("exports.file")}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((one) => (
                <Line key={one.id} export={one} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
      {data && data.total > SIZE ? <Pager page={page} size={SIZE} total={data.total} onPage={setPage} /> : null}
    </Card>
  );
}

function Line({ export: one }: { export: ExportView }) {
  const { t } = useTranslation("settings");
  const from = dayOf(one.firstEnd);
  const to = dayOf(one.lastEnd);
  return (
    <tr>
      <td className={table.fixed}>{from === to ? from : t("exports.span", { from, to })}</td>
      <td>{one.stage}</td>
      <td className={table.number}>{formatCount(one.runs)}</td>
      <td className={table.fixed}>
        {one.removedAt === null ? (
          t("exports.writing")
        ) : (
          <>
            {t("exports.removed")} <Moment at={one.removedAt} />
          </>
        )}
      </td>
      <td className={table.number}>{one.bytes === null ? "–" : formatBytes(one.bytes)}</td>
      <td className={classes.file}>
        {one.file === null ? "–" : <CopyId value={one.file} what={t("exports.address")} />}
      </td>
    </tr>
  );
}
