import "./texts";
import type { ProcessView, TriggerView } from "@contract";
import { Button, Checkbox } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { removeTrigger, setTrigger, triggersQuery } from "@/api/triggers";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { ProblemNotice } from "@/components/ProblemNotice";
import page from "@/features/process/Process.module.css";
import { ProcessSelect } from "@/features/processes/ProcessSelect";
import { covers, useRole } from "@/features/session/useSession";
import classes from "./Schedule.module.css";

/** Which processes this one starts after, and what became of it the last time. */
export function TriggerCard({ tenant, process }: { tenant: string; process: ProcessView }) {
  const { t: tt } = useTranslation("time");
  const { data, error, refetch } = useQuery(triggersQuery(tenant, process.key));
  const mayEdit = covers(useRole(tenant), "engineer") && process.archivedAt === null;
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <Card title={tt("triggers.title")}>
      <div className={page.stack}>
        {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={1} /> : null}
        {data ? <p className={page.lead}>{tt(data.length > 0 ? "triggers.hint" : "triggers.none")}</p> : null}
        {data?.map((trigger) => (
          <Item key={trigger.after} tenant={tenant} process={process.key} trigger={trigger} mayEdit={mayEdit} />
        ))}
        {data && mayEdit && !isAdding ? (
          <div className={page.rowActions}>
            <Button variant="default" onClick={open}>
              {tt("triggers.addTitle")}
            </Button>
          </div>
        ) : null}
        {data && !mayEdit && data.length === 0 ? <p className={page.lead}>{tt("triggers.needsEngineer")}</p> : null}
        {isAdding ? <Add tenant={tenant} process={process.key} onClose={close} /> : null}
      </div>
    </Card>
  );
}

interface ItemProps {
  tenant: string;
  process: string;
  trigger: TriggerView;
  mayEdit: boolean;
}

function Item({ tenant, process, trigger, mayEdit }: ItemProps) {
  const { t: tt } = useTranslation("time");
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeTrigger(tenant, process, trigger.after),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.triggers(tenant, process) }),
  });
  const last = trigger.firings[0];
  return (
    <section className={classes.item} aria-label={trigger.afterName}>
      <div className={classes.line}>
        <Link to="/t/$tenant/processes/$process" params={{ tenant, process: trigger.after }}>
          {trigger.afterName}
        </Link>
        <span className={page.lead}>{tt(trigger.onlyScheduled ? "triggers.scheduled" : "triggers.every")}</span>
      </div>
      <p className={page.lead}>
        {last ? (
          <>
            {tt("triggers.last")} <Moment at={last.at} />. {last.sentence}
          </>
        ) : (
          tt("triggers.notYet")
        )}
      </p>
      {remove.error ? <ProblemNotice error={remove.error} /> : null}
      {mayEdit ? (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={tt("triggers.removeOf", { name: trigger.afterName })}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {tt("triggers.remove")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Add({ tenant, process, onClose }: { tenant: string; process: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { t: tt } = useTranslation("time");
  const queries = useQueryClient();
  const [after, setAfter] = useState("");
  const [onlyScheduled, setOnlyScheduled] = useState(false);
  const set = useMutation({
    mutationFn: () => setTrigger(tenant, process, after, onlyScheduled),
    onSuccess: (triggers) => {
      queries.setQueryData(keys.triggers(tenant, process), triggers);
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    set.mutate();
  }
  return (
    <form className={page.form} onSubmit={submit}>
      {set.error ? <ProblemNotice error={set.error} /> : null}
      <ProcessSelect
        required
        label={tt("triggers.after")}
        tenant={tenant}
        except={process}
        value={after}
        onChange={setAfter}
      />
      <Checkbox
        label={tt("triggers.onlyScheduled")}
        checked={onlyScheduled}
        onChange={(event) => setOnlyScheduled(event.currentTarget.checked)}
      />
      <div className={page.formActions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button type="submit" size="sm" loading={set.isPending} disabled={after === ""}>
          {tt("triggers.add")}
        </Button>
      </div>
    </form>
  );
}
