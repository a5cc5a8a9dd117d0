/** A link in words, for whoever reads what was played over it. */
import type { Language } from "../../language/language.ts";
import { tablesOf } from "../../language/all_tables.ts";
import { isFaulty, type LinkOptions } from "./link_options.ts";

/** A link in words. */
export function describeLink(link: LinkOptions, language: Language = "en"): string {
  const words = tablesOf(language).link;
  const percent = (share: number) => words.code(`${Number((share * 100).toPrecision(6))} %`);
  const parts = [words.delay(words.code(`${link.delay} ms`))];
  if (link.jitter > 0) parts.push(words.jitter(words.code(`${link.jitter} ms`)));
  if (link.rate !== null) parts.push(words.code(`${link.rate.toLocaleString("en-US")} bit/s`));
  parts.push(words.code(`MTU ${link.mtu}`), link.offload ? words.offload : words.noOffload);
  if (link.loss > 0) parts.push(words.lost(percent(link.loss)));
  if (link.reorder > 0) parts.push(words.overtaken(percent(link.reorder)));
  if (link.duplicate > 0) parts.push(words.doubled(percent(link.duplicate)));
  if (link.corrupt > 0) parts.push(words.damaged(percent(link.corrupt)));
  for (const fault of link.faults) parts.push(words.fault(fault));
  if (isFaulty(link)) parts.push(words.code(`seed ${link.seed}`));
  return parts.join(", ");
}
