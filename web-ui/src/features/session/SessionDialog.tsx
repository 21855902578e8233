import { Button, Modal, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { signIn } from "@/api/session";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { useTopmost } from "@/components/useTopmost";
import classes from "./SignInPage.module.css";
import { useSessionEnd } from "./sessionEnd";
import { useSession } from "./useSession";

/** Asks for the password again when a session has ended, over the page and everything on it that is not saved yet. */
export function SessionDialog() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const me = useSession();
  const isEnded = useSessionEnd((state) => state.isEnded);
  useTopmost(isEnded);
  const attempt = useMutation({
    mutationFn: (password: string) => signIn(me.username, password),
    onSuccess: async (fresh) => {
      queries.setQueryData(keys.me, fresh);
      useSessionEnd.setState({ isEnded: false });
      await queries.invalidateQueries();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    attempt.mutate(String(new FormData(event.currentTarget).get("password") ?? ""));
  }
  return (
    <Modal
      opened={isEnded}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={400}
      title={t("session.endedTitle")}
      attributes={{ header: { role: "none" } }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
    >
      <form onSubmit={submit} className={classes.form}>
        <p>{t("session.endedBody")}</p>
        {attempt.error ? <Failure error={attempt.error} /> : null}
        {/* Password managers look for the name beside the password. */}
        <input type="text" name="username" autoComplete="username" value={me.username} readOnly hidden />
        <PasswordInput
          name="password"
          label={t("session.passwordOf", { name: me.username })}
          autoComplete="current-password"
          data-autofocus
        />
        <Button type="submit" size="sm" loading={attempt.isPending} fullWidth>
          {t("session.submit")}
        </Button>
        <Button variant="subtle" size="sm" component="a" href="/sign-in">
          {t("session.other")}
        </Button>
      </form>
    </Modal>
  );
}

function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return asProblem(error).status === 401 ? (
    <Notice tone="bad" title={t("session.refused")} role="alert" />
  ) : (
    <ProblemNotice error={error} />
  );
}
