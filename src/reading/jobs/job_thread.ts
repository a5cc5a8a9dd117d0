/** A thread that does tasks one after the other, seen from the thread that gives them. */
import { errorOf, type FromJob, type ToJob } from "./job_message.ts";
import { ItemQueue } from "./item_queue.ts";

export class JobThread<Task, Item> implements Disposable {
  readonly #worker: Worker;
  readonly #interrupted: AbortSignal;
  #items: ItemQueue<Item> | null = null;
  #done: PromiseWithResolvers<void> | null = null;
  /** What the thread itself ended by. */
  #death: Error | null = null;

  /** `worker` runs a module that calls `doTasks`. */
  constructor(worker: Worker, interrupted: AbortSignal) {
    this.#worker = worker;
    this.#interrupted = interrupted;
    worker.onmessage = ({ data }: MessageEvent<FromJob<Item>>) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#death = new Error(event.message);
      this.#fail(this.#death);
    };
  }

  /** Gives it its next task, when it has done the one before: what it makes comes by the queue, and then it is done. */
  run(task: Task): { readonly items: ItemQueue<Item>; readonly done: Promise<void> } {
    this.#items = new ItemQueue<Item>(() => this.#tell({ taken: 1 }), this.#interrupted);
    this.#done = Promise.withResolvers<void>();
    if (this.#death === null) this.#tell({ task });
    else this.#fail(this.#death);
    return { items: this.#items, done: this.#done.promise };
  }

  /** Ends it, whatever it does. */
  [Symbol.dispose](): void {
    this.#worker.terminate();
  }

  #tell(message: ToJob<Task>): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromJob<Item>): void {
    if ("item" in message) this.#items?.push(message.item);
    else if ("failed" in message) this.#fail(errorOf(message.failed));
    else this.#done?.resolve();
  }

  /** Whoever takes what it made finds out; whoever waits for its end goes on. */
  #fail(error: Error): void {
    this.#items?.fail(error);
    this.#done?.resolve();
  }
}
