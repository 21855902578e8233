import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { signIn } from "@/api/session";
import { Logo } from "@/components/Logo";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { useTitle } from "@/components/useTitle";
import classes from "./SignInPage.module.css";
import { safeReturn } from "./safeReturn";

export function SignInPage() {
  const { t } = useTranslation();
  const { to, ended } = useSearch({ from: "/sign-in" });
  const router = useRouter();
  const queries = useQueryClient();
  const [isIncomplete, setIncomplete] = useState(false);
  useTitle(t("session.submit"));
  const attempt = useMutation({
    mutationFn: ({ username, password }: { username: string; password: string }) => signIn(username, password),
    onSuccess: (me) => {
      queries.setQueryData(keys.me, me);
      router.history.replace(safeReturn(to));
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const username = String(form.get("username") ?? "").trim();
    const password = String(form.get("password") ?? "");
    const isMissing = username === "" || password === "";
    setIncomplete(isMissing);
    if (!isMissing) {
      attempt.mutate({ username, password });
    }
  }

  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <Logo />
        <h1 className={classes.title}>{t("session.title")}</h1>
        {ended && attempt.isIdle ? <Notice tone="busy" title={t("session.ended")} role="status" /> : null}
        <Failure error={attempt.error} isIncomplete={isIncomplete} />
        <form onSubmit={submit} className={classes.form} noValidate>
          <TextInput
            name="username"
            label={t("session.username")}
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
          />
          <PasswordInput
            name="password"
            label={t("session.password")}
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <Button type="submit" size="sm" loading={attempt.isPending} fullWidth>
            {t("session.submit")}
          </Button>
        </form>
      </div>
    </main>
  );
}

function Failure({ error, isIncomplete }: { error: unknown; isIncomplete: boolean }) {
  const { t } = useTranslation();
  if (isIncomplete) {
    return <Notice tone="bad" title={t("session.needed")} role="alert" />;
  }
  if (!error) {
    return null;
  }
  return asProblem(error).status === 401 ? (
    <Notice tone="bad" title={t("session.refused")} role="alert" />
  ) : (
    <ProblemNotice error={error} />
  );
}
