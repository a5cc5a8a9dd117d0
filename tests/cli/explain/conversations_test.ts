import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { mixedCapture, pcapFile, smallExchange } from "../../report/sample_capture.ts";
import { inFolder } from "../in_folder.ts";
import { tcplab } from "../tcplab.ts";

/** A folder with two captures. */
async function withCaptures(
  use: (paths: { folder: string; small: string; mixed: string }) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const [small, mixed] = [join(folder, "small.pcap"), join(folder, "mixed.pcap")];
    await Deno.writeFile(small, pcapFile(smallExchange()));
    await Deno.writeFile(mixed, pcapFile(mixedCapture()));
    await use({ folder, small, mixed });
  });
}

Deno.test("explain --format flows: every conversation of every capture, a line each", async () => {
  await withCaptures(async ({ folder, small, mixed }) => {
    const { code, out, err } = await tcplab(["explain", folder, "--format", "flows"]);
    assertEquals([code, err], [0, ""]);
    const flows = out.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(
      flows.map(({ capture, stream }) => `${capture} ${stream}`).sort(),
      [
        `${mixed} 0`,
        `${mixed} 1`,
        `${small} 0`,
      ].sort(),
    );
    const zeek = await tcplab(["explain", mixed, "--format", "zeek", "--stream", "1"]);
    assertEquals(JSON.parse(zeek.out).conn_state, "REJ");
  });
});

Deno.test("explain --format conversations: sorted, cut, in the columns asked for", async () => {
  await withCaptures(async ({ folder, mixed }) => {
    const csv = await tcplab([
      "explain",
      mixed,
      "--format",
      "conversations",
      "--as",
      "csv",
      "--columns",
      "stream,state",
    ]);
    assertEquals(csv.out, "stream,state,conversations\r\n0,S1,1\r\n1,REJ,1\r\n");
    const byStream = ["--as", "csv", "--columns", "stream", "--sort", "stream", "--reverse", "--top", "1"];
    assertEquals(
      (await tcplab(["explain", mixed, "--format", "conversations", ...byStream])).out,
      "stream,conversations\r\n1,1\r\n",
    );
    const text = await tcplab(["explain", folder, "--format", "conversations", "--width", "120"]);
    assert(text.out.includes("mixed.pcap") && text.out.includes("small.pcap"), text.out);
  });
});

Deno.test("explain --format conversations, flows and zeek list the conversations that the filter chooses", async () => {
  await withCaptures(async ({ mixed }) => {
    const table: readonly (readonly [filter: string, streams: readonly number[]])[] = [
      ["RST", [1]],
      ["zero_window", [0]],
      ["flag SYN", [0, 1]],
      ["flag SYN and RST", []],
      ["conversation where flag SYN and conversation where RST", [1]],
      ["packets > 2", [0]],
      ["not conversation where RST and tcp", [0]],
      ["zero_window and RST", []],
      ["host 192.168.1.200 and port 8080", [1]],
      ["code rst-refused", [1]],
    ];
    for (const [filter, streams] of table) {
      const { out, code } = await tcplab(["explain", mixed, "--format", "flows", "--filter", filter]);
      const found = out.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line).stream);
      assertEquals([filter, found.toSorted(), code], [filter, streams, 0]);
    }
    const csv = ["--as", "csv", "--columns", "stream", "--filter", "zero_window"];
    const { out } = await tcplab(["explain", mixed, "--format", "conversations", ...csv]);
    assertEquals(out, "stream,conversations\r\n0,1\r\n");
    const whole = await tcplab(["explain", mixed, "--format", "zeek", "--stream", "0"]);
    const chosen = await tcplab(["explain", mixed, "--format", "zeek", "--filter", "zero_window"]);
    assertEquals(chosen.out, whole.out);
  });
});

Deno.test("explain --format conversations refuses what it does not know, in one line", async () => {
  await withCaptures(async ({ folder, mixed }) => {
    const cases = [
      { args: [mixed, "--sort", "losst"], code: 2, says: "did you mean lost?" },
      { args: [mixed, "--columns", "stream,nonsense"], code: 2, says: "one of capture, stream" },
      { args: [mixed, "--filter", "port 80 andd"], code: 2, says: "Cannot read --filter" },
      { args: [mixed, "--packets", "1-3"], code: 2, says: "Option --packets is about packets" },
      { args: [join(folder, "none.pcap")], code: 1, says: "none.pcap" },
    ];
    for (const { args, code, says } of cases) {
      const outcome = await tcplab(["explain", ...args, "--format", "conversations"]);
      assertEquals([outcome.code, outcome.out], [code, ""], args.join(" "));
      assertEquals(outcome.err.trimEnd().split("\n").length, 1, outcome.err);
      assertStringIncludes(outcome.err, says);
    }
  });
});

Deno.test("what orders lists of conversations is refused where none is asked for", async () => {
  await withCaptures(async ({ mixed }) => {
    for (const option of [["--as", "csv"], ["--sort", "lost"], ["--top", "3"], ["--no-groups"]]) {
      const { code, out, err } = await tcplab(["explain", mixed, ...option]);
      assertEquals([code, out], [2, ""], option.join(" "));
      assertStringIncludes(err, "it goes with --format conversations");
    }
  });
});

Deno.test("one damaged capture among others is told, and the others are listed", async () => {
  await withCaptures(async ({ folder, small }) => {
    const whole = await Deno.readFile(small);
    await Deno.writeFile(join(folder, "cut.pcap"), whole.subarray(0, whole.length - 5));
    const { code, out, err } = await tcplab(["explain", folder, "--format", "flows"]);
    assertEquals([code, out.trimEnd().split("\n").length], [1, 4]);
    assertStringIncludes(err, "cut.pcap is damaged at byte");
  });
});

Deno.test("explain joins captures in time, or explains one after the other", async () => {
  await withCaptures(async ({ small, mixed }) => {
    const joined = await tcplab(["explain", "--join", small, mixed, "--format", "ndjson"]);
    const packets = joined.out.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(packets.map(({ number }) => number), packets.map((_, index) => index + 1));
    const times = packets.map(({ time }) => time);
    assertEquals(times, times.toSorted());
    const each = await tcplab(["explain", small, mixed, "--format", "ndjson"]);
    assertEquals(each.out.trimEnd().split("\n").length, packets.length);
    const refused = await tcplab(["explain", small, mixed, "--html", "page.html"]);
    assertEquals(refused.code, 2);
    assertStringIncludes(refused.err, "--join makes one of them");
  });
});
