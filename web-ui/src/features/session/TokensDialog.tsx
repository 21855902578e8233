import "@/i18n/tokens";
import type { TokenView } from "@contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { endToken, issueToken, tokensQuery } from "@/api/tokens";
import { CopyId } from "@/components/CopyId";
import { Dialog } from "@/components/Dialog";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import classes from "./TokensDialog.module.css";

/** Days that are offered; the api takes any number up to a year. */
const LIVES = [7, 30, 90, 180, 365];

/** One's own tokens: which there are, a new one, and the end of one. */
export default function TokensDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tokens");
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(tokensQuery);
  const [name, setName] = useState("");
  const [days, setDays] = useState(90);
  const make = useMutation({
    mutationFn: () => issueToken(name.trim(), days),
    onSuccess: () => {
      setName("");
      return queries.invalidateQueries({ queryKey: keys.tokens });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }
  return (
    <Dialog isOpen onClose={onClose} title={t("title")}>
      <div className={classes.stack}>
        <p className={classes.dim}>{t("hint")}</p>
        {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={2} /> : null}
        {data?.length === 0 ? <p>{t("none")}</p> : null}
        {data && data.length > 0 ? (
          <ul className={classes.list}>
            {data.map((token) => (
              <Item key={token.id} token={token} onEnded={() => token.name === make.data?.name && make.reset()} />
            ))}
          </ul>
        ) : null}
        {make.data ? (
          <Notice tone="ok" role="status" title={t("once")}>
            <CopyId value={make.data.token} what={t("secret")} />
          </Notice>
        ) : null}
        <form className={classes.stack} onSubmit={submit}>
          {make.error ? <ProblemNotice error={make.error} /> : null}
          <TextInput
            required
            maxLength={100}
            label={t("name")}
            description={t("nameHint")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("days")}
            data={LIVES.map((count) => ({ value: String(count), label: t("daysOption", { count }) }))}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          />
          <div className={classes.actions}>
            <Button type="submit" size="sm" disabled={name.trim() === ""} loading={make.isPending}>
              {t("make")}
            </Button>
          </div>
        </form>
      </div>
    </Dialog>
  );
}

function Item({ token, onEnded }: { token: TokenView; onEnded: () => void }) {
  const { t } = useTranslation("tokens");
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => endToken(token.id),
    onSuccess: () => {
      onEnded();
      return queries.invalidateQueries({ queryKey: keys.tokens });
    },
  });
  return (
    <li className={classes.item}>
      <div>
        <span className={classes.name}>{token.name}</span>
        <span className={classes.dim}>
          {t("made")} <Moment at={token.createdAt} />. {t("until")} <Moment at={token.expiresAt} />.
        </span>
        {end.error ? <ProblemNotice error={end.error} /> : null}
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t("endOf", { name: token.name })}
        loading={end.isPending}
        onClick={() => end.mutate()}
      >
        {t("end")}
      </Button>
    </li>
  );
}
