import "@/i18n/runPage";
import type { ComponentType } from "@contract";
import { useTranslation } from "react-i18next";
import { CopyId } from "@/components/CopyId";
import table from "@/components/DataTable.module.css";
import { ScrollRegion } from "@/components/ScrollRegion";
import type { Component } from "@/features/graph/definition";
import classes from "./Process.module.css";
import { type ShownSetting, toSettings } from "./settings";

/** What a component is and how it is set. */
export function ComponentSettings({ component, types }: { component: Component; types: readonly ComponentType[] }) {
  const { t } = useTranslation();
  const type = types.find((candidate) => candidate.type === component.type);
  const settings = toSettings(component, type);
  return (
    <div className={classes.stack}>
      <p className={classes.lead}>
        <strong>{type?.title ?? component.type}</strong>
        {type ? ` – ${type.summary}` : null} <CopyId value={component.key} what={t("run.component")} />
      </p>
      {settings.length === 0 ? <p className={classes.lead}>{t("process.noSettings")}</p> : null}
      <dl className={classes.settings}>
        {settings.map((setting) => (
          <div key={setting.key}>
            <dt>{setting.title}</dt>
            <dd>
              <Setting setting={setting} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Setting({ setting }: { setting: ShownSetting }) {
  switch (setting.kind) {
    case "text":
      return setting.text;
    case "code":
      return (
        <ScrollRegion label={setting.title} className={classes.code}>
          <code>{setting.text}</code>
        </ScrollRegion>
      );
    case "rows":
      return (
        <ScrollRegion label={setting.title}>
          <table className={table.compact}>
            <thead>
              <tr>
                {setting.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {setting.rows.map((row) => (
                <tr key={row.join(" ")}>
                  {row.map((cell, at) => (
                    <td key={setting.columns[at]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      );
  }
}
