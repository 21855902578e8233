import { MantineProvider } from "@mantine/core";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Moment } from "./Moment";

describe("the shared clock", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-01-01T12:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("renews every time on the page with one tick, and renders no more often", () => {
    const renders = vi.fn();
    function Counted() {
      renders();
      return <Moment at="2026-01-01T11:59:55Z" />;
    }
    render(
      <MantineProvider>
        <Counted />
        <Moment at="2026-01-01T11:59:50Z" />
      </MantineProvider>,
    );
    expect(screen.getAllByText("just now")).toHaveLength(2);
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.getAllByText("1 minute ago")).toHaveLength(2);
    expect(renders).toHaveBeenCalledTimes(1);
  });
});
