/** A report narrowed to one conversation, between two lines of its own: what the ladder draws when a reader looks at it alone. */
import type { PageWords } from "../../../language/en/page_words.ts";
import type { ConversationView, PacketView, ReportData } from "./report_data.ts";

/** The report of the conversation's packets, its client on the left; the numbers of packets are those of the report. */
export function oneConversation(
  data: ReportData,
  conversation: ConversationView,
  words: PageWords,
): ReportData {
  return {
    ...data,
    hosts: [{ name: words.client, address: conversation.client }, { name: words.server, address: conversation.server }],
    packets: data.packets.filter(({ tcp }) => tcp?.stream === conversation.stream).map(betweenTwo),
    conversations: [conversation],
  };
}

const CLIENT = 0;
const SERVER = 1;

function betweenTwo(packet: PacketView): PacketView {
  const [from, to] = packet.tcp?.fromClient ? [CLIENT, SERVER] : [SERVER, CLIENT];
  const states = packet.states.map((change) => ({ ...change, host: change.host === packet.from ? from : to }));
  return { ...packet, from, to, states };
}
