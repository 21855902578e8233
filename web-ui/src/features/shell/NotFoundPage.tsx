import { Anchor } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { useTitle } from "@/components/useTitle";

export function NotFoundPage() {
  const { t } = useTranslation();
  useTitle(t("problem.notFound"));
  return (
    <EmptyState isPage icon={IconMapQuestion} title={t("problem.notFound")} hint={t("problem.notFoundHint")}>
      <Anchor renderRoot={(props) => <Link to="/" {...props} />}>{t("app.name")}</Anchor>
    </EmptyState>
  );
}
