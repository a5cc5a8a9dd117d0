/** A thread that does tasks one after the other, seen from within. */
import { failedBy, type FromJob, type ToJob } from "./job_message.ts";

/** Things made that nobody has taken: a job this far ahead stands still. */
const MOST_AHEAD = 16;

/** Hands over something that was made, and the memory of `moved` with it; resolves when the job may go on. */
export type Give<Item> = (item: Item, moved?: readonly ArrayBuffer[]) => Promise<void>;

/** The scope of a worker, as far as it is needed. */
export interface JobScope<Task, Item> {
  onmessage: ((event: MessageEvent<ToJob<Task>>) => void) | null;
  postMessage(message: FromJob<Item>, transfer: ArrayBuffer[]): void;
}

/** Does each task that comes; an error ends the task, and is told. */
export function doTasks<Task, Item>(
  scope: JobScope<Task, Item>,
  work: (task: Task, give: Give<Item>) => Promise<void>,
): void {
  let ahead = 0;
  let wake: (() => void) | null = null;
  const give: Give<Item> = async (item, moved = []) => {
    scope.postMessage({ item }, [...moved]);
    ahead++;
    while (ahead >= MOST_AHEAD) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
  };
  scope.onmessage = ({ data }) => {
    if ("taken" in data) {
      ahead -= data.taken;
      wake?.();
      return;
    }
    work(data.task, give).then(
      () => scope.postMessage({ done: true }, []),
      (error) => scope.postMessage({ failed: failedBy(error) }, []),
    );
  };
}
