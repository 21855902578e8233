import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { covers, useRole } from "@/features/session/useSession";

const CreateDialog = lazy(async () => ({ default: (await import("./CreateDialog")).CreateDialog }));

/** The way to a new process, for those who may make one. */
export function CreateButton({ tenant, isFirst = false }: { tenant: string; isFirst?: boolean }) {
  const { t } = useTranslation();
  const mayCreate = covers(useRole(tenant), "author");
  const [isOpen, { open, close }] = useDisclosure(false);
  if (!mayCreate) {
    return null;
  }
  return (
    <>
      <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        {t(isFirst ? "processes.createFirst" : "processes.create")}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <CreateDialog tenant={tenant} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
