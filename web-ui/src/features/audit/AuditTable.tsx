import "@/i18n/audit";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "@/api/audit";
import table from "@/components/DataTable.module.css";
import { Moment } from "@/components/Moment";
import { ScrollRegion } from "@/components/ScrollRegion";
import { enAudit } from "@/i18n/en-audit";
import classes from "./Audit.module.css";

/** Entries of the trail, a row each. */
export function AuditTable({ tenant, entries }: { tenant: string; entries: AuditEntry[] }) {
  const { t } = useTranslation("audit");
  return (
    <ScrollRegion label={t("table")}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t("when")}</th>
            <th scope="col">{t("who")}</th>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("subject")}</th>
            <th scope="col">{t("detail")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className={table.fixed}>
                <Moment at={entry.at} />
              </td>
              <td className={table.fixed}>{entry.actor === "headgate" ? t("headgate") : entry.actor}</td>
              <td className={table.named}>
                <Action action={entry.action} />
              </td>
              <td className={classes.subject}>
                <Subject tenant={tenant} entry={entry} />
              </td>
              <td className={classes.detail}>{entry.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** In words where there are any: an api that is newer than this page may tell of what it has no words for. */
function Action({ action }: { action: string }) {
  const { t } = useTranslation("audit");
  const name = action.replaceAll(".", "-");
  return (
    <>
      {name in enAudit.actions ? t(`actions.${name as keyof typeof enAudit.actions}`) : action}
      <code className={table.sub}>{action}</code>
    </>
  );
}

/** What it was done to, with a link to its page where it has one. */
function Subject({ tenant, entry: { action, subject } }: { tenant: string; entry: AuditEntry }) {
  const area = action.split(".", 1)[0];
  if (area === "process" || area === "publication" || area === "schedule") {
    return (
      <Link to="/t/$tenant/processes/$process" params={{ tenant, process: subject }}>
        {subject}
      </Link>
    );
  }
  if (area === "run") {
    return (
      <Link to="/t/$tenant/runs/$run" params={{ tenant, run: subject }}>
        {subject}
      </Link>
    );
  }
  return subject;
}
