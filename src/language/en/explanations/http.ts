/** HTTP/1.x as far as it can be read from the stream. */
export const HTTP = {
  "http.request": "It begins the {sender}'s request number {count} on this connection: {line}.",
  "http.request-host": "For host {host}.",
  "http.head-complete": "The request's head ends in this packet, after {bytes}.",
  "http.head-continues": "Its head is not complete yet: it goes on in the next packet.",
  "http.request-body": "A body of {bytes} follows the head.",
  "http.pipelined":
    "The answer to the request before it is not complete: the requests are pipelined, and answers come in the same order.",
  "http.response": "It begins the answer to {line} (packet {number}): {status}.",
  "http.response-unasked":
    "It begins an HTTP answer, {status}, and no request is known that waits for one: it came unasked, or what lies between is not in the capture.",
  "http.response-time": "{time} after the request.",
  "http.length": "Content-Length: {length}, so the body is {bytes} long.",
  "http.here": "{here} of it are in this packet.",
  "http.all-here": "All of it is in this packet.",
  "http.chunked":
    "Transfer-Encoding: chunked: the body comes in pieces, each with its length before it, and a piece of length 0 ends it.",
  "http.until-close": "Neither a length nor chunks are announced: the body is whatever comes until the server closes.",
  "http.no-body": "It has no body: with the empty line after its head the answer is complete.",
  "http.tunnel":
    "It has no body: from here on the connection is a tunnel, whose bytes the proxy passes on in both directions as they come.",
  "http.redirect": "It sends the browser on to {location}.",
  "http.close": "{reason}: after this answer the {sender} closes the connection.",
  "http.close-here":
    "{reason}: the {sender} closes the connection with this answer, and its FIN is in this very packet.",
  "http.close-said": "Connection: close",
  "http.close-version": "HTTP/1.0 without Connection: keep-alive",
  "http.keep-alive": "The connection stays open for more requests.",
  "http.body": "{here} of the body of {what}: bytes {from} to {to} of {total}.",
  "http.body-open": "{here} of the body of {what}: {to} bytes so far; its length is not announced.",
  "http.body-end": "With them it is complete.",
  "http.body-closed":
    "The close is also the end of {what}: its length was not announced, so the body is what came before the FIN, {length}.",
  "http.answer-to": "the answer to {line}",
  "http.some-answer": "an answer",
  "http.request-of": "the request {line}",
} as const;
