import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Stands where content comes, in about its size. */
export function Loading({ rows = 4, height = 20 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("app.loading")} style={{ display: "grid", gap: 16, padding: 16 }}>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} height={height} radius={4} width={row % 2 === 0 ? "100%" : "82%"} />
      ))}
    </div>
  );
}
