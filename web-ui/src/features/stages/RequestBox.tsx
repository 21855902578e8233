import "@/i18n/stages";
import { Button, TextInput } from "@mantine/core";
import { IconClockHour4 } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { type Decision, decide, type PublicationRequestView } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { Moment } from "@/components/Moment";
import { ProblemNotice } from "@/components/ProblemNotice";
import { Status } from "@/components/Status";
import { LifeForm } from "@/features/life/LifeForm";
import { covers, useRole, useSession } from "@/features/session/useSession";
import classes from "./Stages.module.css";

interface RequestBoxProps {
  tenant: string;
  request: PublicationRequestView;
  /** What is asked for, in words that fit the place. */
  title: React.ReactNode;
}

/** A publication that waits for a second person: who asks for what and why, and what may be done with it. */
export function RequestBox({ tenant, request, title }: RequestBoxProps) {
  const { t: ts } = useTranslation("stages");
  const me = useSession();
  const queries = useQueryClient();
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState("");
  const isMine = request.requestedBy === me.username;
  const mayDecide = covers(useRole(tenant), "author");
  const decision = useMutation({
    mutationFn: (made: Decision) => decide(tenant, request.id, made),
    onSuccess: () => setDeclining(false),
    // Somebody else may have decided meanwhile: whatever came of it, look again.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.stages(tenant) });
      void queries.invalidateQueries({ queryKey: keys.publications(tenant, request.process) });
    },
  });
  return (
    <section className={classes.request} aria-label={ts("waiting", { version: request.version })}>
      <span className={classes.badges}>
        <strong>{title}</strong>
        <Status tone="wait" icon={IconClockHour4} word={ts("pending")} />
      </span>
      <p>
        {ts("askedBy", { name: request.requestedBy })}, <Moment at={request.requestedAt} />
      </p>
      {request.note === "" ? null : <p className={classes.note}>{request.note}</p>}
      <Changes tenant={tenant} request={request} />
      {decision.error && !isDeclining ? <ProblemNotice error={decision.error} /> : null}
      {isMine ? <p className={classes.note}>{ts("yours")}</p> : null}
      {mayDecide ? (
        <div className={classes.actions}>
          {isMine ? (
            <Button
              variant="default"
              size="compact-sm"
              loading={decision.isPending}
              onClick={() => decision.mutate({ deed: "withdraw" })}
            >
              {ts("withdraw")}
            </Button>
          ) : (
            <>
              <Button
                size="compact-sm"
                loading={decision.isPending}
                onClick={() => decision.mutate({ deed: "approve" })}
              >
                {ts("approve")}
              </Button>
              <Button variant="default" size="compact-sm" onClick={() => setDeclining(true)}>
                {ts("decline")}
              </Button>
            </>
          )}
        </div>
      ) : null}
      {isDeclining ? (
        <Dialog isOpen onClose={() => setDeclining(false)} title={ts("declineTitle", { version: request.version })}>
          <LifeForm
            error={decision.error}
            submit={ts("declineSubmit")}
            isPending={decision.isPending}
            isReady={reason.trim() !== ""}
            onSubmit={() => decision.mutate({ deed: "decline", reason: reason.trim() })}
            onClose={() => setDeclining(false)}
            danger
          >
            <TextInput
              label={ts("declineReason")}
              required
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
          </LifeForm>
        </Dialog>
      ) : null}
    </section>
  );
}

/** The way to what the publication would change on its stage: whoever approves looks before saying yes. */
function Changes({ tenant, request }: { tenant: string; request: PublicationRequestView }) {
  const { t: ts } = useTranslation("stages");
  const { version, live } = request;
  return live === version ? null : (
    <p>
      <Link
        to="/t/$tenant/processes/$process/versions"
        params={{ tenant, process: request.process }}
        search={{ from: live ?? Math.max(1, version - 1), to: version }}
      >
        {live === null ? ts("look", { version }) : ts("changes", { version, live })}
      </Link>
    </p>
  );
}
