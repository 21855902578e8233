import { useTranslation } from "react-i18next";
import type { StageBindings } from "@/api/stages";
import table from "@/components/DataTable.module.css";
import { ScrollRegion } from "@/components/ScrollRegion";
import classes from "./Stages.module.css";

function words(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What the names in a version mean on a stage. */
export function Bindings({ bindings, stageName }: { bindings: StageBindings; stageName: string }) {
  const { t: ts } = useTranslation("stages");
  const { compute, locations, parameters, processes, sha256 } = bindings;
  const missing = <span className={classes.missing}>{ts("missing")}</span>;
  return (
    <>
      <p className={classes.sha}>
        {ts("sha")}: <code>{sha256}</code>
      </p>
      <ScrollRegion label={ts("bindsTo")}>
        <table className={table.compact}>
          <thead>
            <tr>
              <th scope="col">{ts("boundName")}</th>
              <th scope="col">{ts("boundTo", { stage: stageName })}</th>
              <th scope="col">{ts("boundFrom")}</th>
            </tr>
          </thead>
          <tbody>
            {locations.map((location) => (
              <tr key={location.key}>
                <td>
                  <code>{location.key}</code>
                </td>
                <td>{location.uri === null ? missing : <code>{location.uri}</code>}</td>
                <td>{ts("source.STAGE")}</td>
              </tr>
            ))}
            <tr>
              <td>{ts("compute")}</td>
              <td>
                {compute === null
                  ? missing
                  : ts("computeOn", {
                      account: compute.accountNumber,
                      region: compute.region,
                      cluster: compute.cluster,
                    })}
              </td>
              <td>{ts("source.STAGE")}</td>
            </tr>
            {processes.map((process) => (
              <tr key={process.key}>
                <td>{ts("boundProcess", { name: process.name ?? process.key })}</td>
                <td>{process.version === null ? missing : ts("versionOption", { version: process.version })}</td>
                <td>{ts("source.STAGE")}</td>
              </tr>
            ))}
            {parameters.map((parameter) => (
              <tr key={parameter.key}>
                <td>{parameter.label ?? parameter.key}</td>
                <td>
                  {parameter.value !== null
                    ? words(parameter.value)
                    : parameter.required
                      ? missing
                      : ts("noParameters")}
                </td>
                <td>{ts(`source.${parameter.source}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
