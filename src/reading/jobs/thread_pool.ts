/** Threads that do many tasks, each the next one as soon as it is free; what they make is taken in the order of the tasks. */
import type { ItemQueue } from "./item_queue.ts";
import type { JobThread } from "./job_thread.ts";

export class ThreadPool<Task, Item> implements Disposable {
  readonly #threads: readonly JobThread<Task, Item>[];
  readonly #tasks: readonly Task[];
  readonly #begun: readonly PromiseWithResolvers<ItemQueue<Item>>[];
  #next = 0;

  constructor(threads: readonly JobThread<Task, Item>[], tasks: readonly Task[]) {
    this.#threads = threads;
    this.#tasks = tasks;
    this.#begun = tasks.map(() => Promise.withResolvers<ItemQueue<Item>>());
    for (const thread of threads) this.#proceed(thread);
  }

  /** What a task makes, by its index; resolves when it has begun. */
  items(task: number): Promise<ItemQueue<Item>> {
    return this.#begun[task]!.promise;
  }

  /** Ends the threads, whatever they do. */
  [Symbol.dispose](): void {
    this.#next = Infinity;
    for (const thread of this.#threads) thread[Symbol.dispose]();
  }

  #proceed(thread: JobThread<Task, Item>): void {
    if (this.#next >= this.#tasks.length) return;
    const index = this.#next++;
    const { items, done } = thread.run(this.#tasks[index]!);
    this.#begun[index]!.resolve(items);
    done.then(() => this.#proceed(thread));
  }
}
