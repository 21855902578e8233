import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type BatchView, removeWatch, type WatchView } from "@/api/arrivals";
import { keys } from "@/api/keys";
import { Moment } from "@/components/Moment";
import { ProblemNotice } from "@/components/ProblemNotice";
import page from "@/features/process/Process.module.css";
import classes from "./Arrivals.module.css";

interface WatchItemProps {
  tenant: string;
  process: string;
  watch: WatchView;
  mayEdit: boolean;
  showsStage: boolean;
}

/** One pattern that the process starts for, with what became of the last files. */
export function WatchItem({ tenant, process, watch, mayEdit, showsStage }: WatchItemProps) {
  const { t } = useTranslation("arrivals");
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeWatch(tenant, process, watch.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.arrivals(tenant, process) }),
  });
  const name = `${watch.location}/${watch.pattern || t("everything")}`;
  return (
    <section className={classes.item} aria-label={name}>
      <div className={classes.line}>
        <bdi className={classes.name}>{name}</bdi>
        <span className={page.lead}>
          {watch.gather === "EACH"
            ? t("each")
            : t(watch.gather === "QUIET" ? "quiet" : "span", { count: watch.minutes })}
          {showsStage ? ` ${t("on", { stage: watch.stage })}` : null}
        </span>
      </div>
      {watch.batches.length === 0 ? <p className={page.lead}>{t("notYet")}</p> : null}
      <ul className={classes.list}>
        {watch.batches.map((batch) => (
          <Batch key={`${batch.at} ${batch.paths.join()}`} tenant={tenant} batch={batch} />
        ))}
      </ul>
      {remove.error ? <ProblemNotice error={remove.error} /> : null}
      {mayEdit ? (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t("removeOf", { name })}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t("remove")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Batch({ tenant, batch }: { tenant: string; batch: BatchView }) {
  const { t } = useTranslation("arrivals");
  const more = batch.files - batch.paths.length;
  return (
    <li>
      {batch.paths.map((path) => (
        <bdi key={path}>{path} </bdi>
      ))}
      {more > 0
        ? batch.paths.length > 0
          ? `+ ${t("files", { count: more })} `
          : `${t("files", { count: more })} `
        : null}
      <span className={classes.dim}>
        <Moment at={batch.at} />. {batch.sentence}{" "}
      </span>
      {batch.run === null ? null : (
        <Link to="/t/$tenant/runs/$run" params={{ tenant, run: batch.run }}>
          {t("run")}
        </Link>
      )}
    </li>
  );
}
