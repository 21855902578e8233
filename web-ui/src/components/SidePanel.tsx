import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useTopmost } from "./useTopmost";

interface SidePanelProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Details beside the page, which stays in sight and alive. */
export function SidePanel({ title, isOpen, onClose, children }: SidePanelProps) {
  const { t } = useTranslation();
  const isTopmost = useTopmost(isOpen);
  return (
    <Drawer
      closeOnEscape={isTopmost}
      closeOnClickOutside={isTopmost}
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="min(560px, 100vw)"
      overlayProps={{ backgroundOpacity: 0.12 }}
      title={title}
      closeButtonProps={{ "aria-label": t("app.close") }}
      // A panel's header is no banner of the page.
      attributes={{ header: { role: "none" } }}
      styles={{
        title: { fontWeight: 600, fontSize: 16, minWidth: 0, overflowWrap: "anywhere" },
        header: { borderBottom: "1px solid var(--hg-line)" },
        body: { paddingTop: 16 },
      }}
    >
      {children}
    </Drawer>
  );
}
