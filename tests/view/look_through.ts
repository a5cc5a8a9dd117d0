/** A walk through a served view in a real browser: what a reader does, step by step, each step timed. */
import type { Browser, BrowserPage } from "../browser/cdp.ts";
import { until } from "../until.ts";

/** What is to be found. */
export interface Expected {
  /** The conversations in trouble, in the order in which they should stand. */
  readonly worst: readonly number[];
  /** Number of a packet far down, and how many there are. */
  readonly far: number;
}

export interface Step {
  readonly name: string;
  readonly milliseconds: number;
}

/** Called after each step, for pictures. */
export type OnStep = (name: string, page: BrowserPage) => Promise<void>;

/** Takes the steps; throws where one does not come to its end. */
export async function lookThrough(
  browser: Browser,
  root: string,
  { worst, far }: Expected,
  onStep: OnStep = () => Promise.resolve(),
): Promise<Step[]> {
  const steps: Step[] = [];
  const page = await browser.visit(root);
  const step = async (name: string, act: () => Promise<unknown>, shown: string): Promise<void> => {
    const began = performance.now();
    await act();
    await until(name, () => page.evaluate<boolean>(shown));
    steps.push({ name, milliseconds: Math.round(performance.now() - began) });
    await onStep(name, page);
  };
  const idle = (): Promise<void> => Promise.resolve();
  const firstRows = worst.map((stream, i) => `document.querySelectorAll(".row")[${i}]?.id === "row-${stream}"`).join(
    " && ",
  );
  await step("the list", idle, `document.querySelectorAll(".row").length > 5`);
  await step("what is worth a look first", idle, `document.querySelector("#state").textContent === "" && ${firstRows}`);
  await step("sorted by what was sent again", () => clickHead(page, "again"), `${sortedBy("again")}`);
  await step("the order before, by the way back", () => page.evaluate("history.back()"), firstRows);
  await step("a search", () => submit(page, "search", "10.1.0.3:"), `document.querySelectorAll(".row").length === 1`);
  await step("no search", () => submit(page, "search", ""), firstRows);
  await step(
    "a filter",
    () => submit(page, "filter", `stream ${worst[0]} and analysis zero_window`),
    `document.querySelectorAll(".row").length === 1 && document.querySelector(".row").id === "row-${worst[0]}"`,
  );
  await step("no filter", () => submit(page, "filter", ""), firstRows);
  await step("the worst conversation", () => page.press("Enter"), conversation(worst[0]!));
  await step("back to the list", () => page.evaluate("history.back()"), firstRows);
  await page.press("j");
  await step("the second conversation", () => page.press("Enter"), conversation(worst[1]!));
  await step("its charts", () => page.evaluate(`document.querySelector("#charts").scrollIntoView()`), `true`);
  await step("the conversation beside it", () => page.press("]"), conversation(worst[1]! + 1));
  await step("all packets", () => page.press("p"), `document.querySelector("#row-1") !== null`);
  await step(
    "a packet far down",
    () => page.evaluate(`document.querySelector("[data-list]").scrollTop = ${far} * 30`),
    `document.querySelector("#row-${far + 5}") !== null`,
  );
  await step(
    "that packet in its conversation",
    () => page.evaluate(`document.querySelector("#row-${far + 5}").click()`),
    `document.querySelector("#packet-${far + 5}") !== null`,
  );
  await step(
    "back to where it was in the list",
    () => page.evaluate("history.back()"),
    `document.querySelector("#row-${far + 5}") !== null && document.querySelector("[data-list]").scrollTop > ${
      far * 30 - 900
    }`,
  );
  return steps;
}

function conversation(stream: number): string {
  return `location.pathname.endsWith("/conversation/${stream}") && document.readyState === "complete" &&
    document.querySelector("#packets .arrow") !== null`;
}

function sortedBy(key: string): string {
  return `location.search === "?sort=${key}" && document.querySelectorAll(".row").length > 5`;
}

async function clickHead(page: BrowserPage, key: string): Promise<void> {
  await page.evaluate(`document.querySelector('[data-sort="${key}"] button').click()`);
}

async function submit(page: BrowserPage, box: "search" | "filter", text: string): Promise<void> {
  await page.evaluate(`(() => {
    const input = document.querySelector("#${box}");
    input.value = ${JSON.stringify(text)};
    input.form.requestSubmit();
  })()`);
}
