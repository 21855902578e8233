import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { locationUsersQuery } from "@/api/locations";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import classes from "./Stages.module.css";

interface LocationUsersProps {
  tenant: string;
  stage: string;
  location: string;
}

/** The processes that need a location, so that nobody changes it unawares. */
export function LocationUsers({ tenant, stage, location }: LocationUsersProps) {
  const { t: ts } = useTranslation("stages");
  const { data, error, refetch } = useQuery(locationUsersQuery(tenant, stage, location));
  if (error) {
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return <Loading rows={1} />;
  }
  if (data.length === 0) {
    return <p className={classes.none}>{ts("location.usersNone")}</p>;
  }
  return (
    <div className={classes.users}>
      <p>{ts("location.users")}</p>
      <ul>
        {data.map(({ process, name, kind, reads, writes }) => (
          <li key={`${process} ${kind}`}>
            <Link to="/t/$tenant/processes/$process" params={{ tenant, process }}>
              {name}
            </Link>
            {" – "}
            {kind === "WATCHED"
              ? ts("location.watched")
              : ts(`location.does.${reads && writes ? "both" : writes ? "writes" : "reads"}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
