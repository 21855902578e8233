import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { matchesQuery } from "@/api/arrivals";
import { ProblemNotice } from "@/components/ProblemNotice";
import classes from "./Arrivals.module.css";

interface MatchesProps {
  tenant: string;
  process: string;
  stage: string;
  location: string;
  pattern: string;
}

/** The files that are there now and would fit. */
export function Matches({ tenant, process, stage, location, pattern }: MatchesProps) {
  const { t } = useTranslation("arrivals");
  const { data, error } = useQuery(matchesQuery(tenant, process, stage, location, pattern));
  if (error) {
    return <ProblemNotice error={error} />;
  }
  if (!data) {
    return <p className={classes.dim}>{t("looking")}</p>;
  }
  return (
    <div className={classes.found} role="status">
      <span>{data.count === 0 ? t("noMatches") : t("matches", { count: data.count })}</span>
      <ul className={classes.list}>
        {data.files.map((file) => (
          <li key={file.path}>
            <bdi>{file.path}</bdi>{" "}
            <span className={classes.dim}>
              {[
                ...(file.date === null ? [] : [t("date", { date: file.date })]),
                ...Object.entries(file.parameters).map(([key, value]) => `${key}: ${value}`),
              ].join(", ")}
            </span>
          </li>
        ))}
      </ul>
      {data.all ? null : <span className={classes.dim}>{t("matchesSome")}</span>}
    </div>
  );
}
