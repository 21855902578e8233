import "@/i18n/runPage";
import type { ComponentView } from "@contract";
import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SidePanel } from "@/components/SidePanel";
import { TaskStatus } from "@/components/Status";
import { AttemptList } from "./AttemptList";
import { CalledRun } from "./CalledRun";
import { LogViewer } from "./LogViewer";
import { MarkCard } from "./MarkCard";
import classes from "./Panel.module.css";
import { ResultView } from "./ResultView";
import type { PanelTab } from "./search";

interface ComponentPanelProps {
  tenant: string;
  run: string;
  /** Whether the run has ended. */
  isOver: boolean;
  component: ComponentView | undefined;
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  onClose: () => void;
}

const tabs = ["result", "log", "attempts"] as const;

/** All about one component of a run. */
export function ComponentPanel({ tenant, run, isOver, component, tab, onTab, onClose }: ComponentPanelProps) {
  const { t } = useTranslation();
  const words = { result: t("panel.overview"), log: t("panel.log"), attempts: t("panel.attemptsTab") };
  // What another run has done has its log and its attempts there.
  const shown = component?.call ? (["result"] as const) : tabs;
  return (
    <SidePanel
      isOpen={component !== undefined}
      onClose={onClose}
      title={
        component ? (
          <span className={classes.title}>
            {component.label} <TaskStatus state={component.state} />
          </span>
        ) : (
          ""
        )
      }
    >
      {component ? (
        <Tabs
          value={shown.find((each) => each === tab) ?? "result"}
          onChange={(chosen) => onTab(tabs.find((each) => each === chosen) ?? "result")}
          keepMounted={false}
        >
          <Tabs.List>
            {shown.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {words[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="result">
            <ResultView component={component}>
              {component.call ? <CalledRun tenant={tenant} call={component.call} /> : null}
              <MarkCard key={component.key} tenant={tenant} run={run} isOver={isOver} component={component} />
            </ResultView>
          </Tabs.Panel>
          <Tabs.Panel value="log">
            <LogViewer key={component.key} tenant={tenant} run={run} component={component} />
          </Tabs.Panel>
          <Tabs.Panel value="attempts">
            <AttemptList component={component} />
          </Tabs.Panel>
        </Tabs>
      ) : null}
    </SidePanel>
  );
}
