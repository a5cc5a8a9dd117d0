/**
 * Turns a condition into a program. It is written from its end: then every jump, which can only go forward, knows how far away
 * its target is.
 */
import type { Condition, Test } from "./condition.ts";
import { FARTHEST_JUMP, type Instruction, instruction, JUMP, RETURN } from "./instruction.ts";

/** The program that keeps `snapLength` bytes of packets that meet the condition, and nothing of others. */
export function writeProgram(condition: Condition, snapLength: number): Instruction[] {
  const writer = new BackwardWriter();
  const drop = writer.put(instruction(RETURN, 0));
  const keep = writer.put(instruction(RETURN, snapLength));
  const start = writer.condition(condition, keep, drop);
  return writer.programFrom(start);
}

/** A place is the number of instructions from there to the program's end, its own included. */
type Place = number;

class BackwardWriter {
  readonly #backward: Instruction[] = [];

  /** Puts an instruction in front of all others; gives its place. */
  put(written: Instruction): Place {
    return this.#backward.push(written);
  }

  /** Puts the tests in front that lead to `yes` or to `no`; gives the place to begin at. */
  condition(condition: Condition, yes: Place, no: Place): Place {
    switch (condition.kind) {
      case "always":
        return yes;
      case "never":
        return no;
      case "not":
        return this.condition(condition.operand, no, yes);
      case "and":
        return this.condition(condition.left, this.condition(condition.right, yes, no), no);
      case "or":
        return this.condition(condition.left, yes, this.condition(condition.right, yes, no));
      case "test":
        return this.#test(condition, yes, no);
    }
  }

  programFrom(start: Place): Instruction[] {
    return this.#backward.slice(0, start).reverse();
  }

  #test({ steps, jump, k }: Test, yes: Place, no: Place): Place {
    // A place that is too far away is reached by a jump of its own, which has 32 bits for the distance.
    const near = (target: Place, others: number): Place =>
      this.#backward.length + others - target <= FARTHEST_JUMP ? target : this.#jumpTo(target);
    const nearYes = near(yes, 1);
    const nearNo = near(no, 0);
    const distance = (target: Place): number => this.#backward.length - target;
    this.put({ code: jump, jt: distance(nearYes), jf: distance(nearNo), k });
    for (const step of [...steps].reverse()) this.put(step);
    return this.#backward.length;
  }

  #jumpTo(target: Place): Place {
    return this.put(instruction(JUMP, this.#backward.length - target));
  }
}
