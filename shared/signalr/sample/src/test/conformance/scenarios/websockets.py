"""WebSocket upgrade, frames, control frames and closes (1.4)."""
import json
import time

import wire
from play import record
from scenarios import scenario
from wire import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT

HANDSHAKE = record({"protocol": "json", "version": 1})
ECHO = record({"type": 1, "invocationId": "1", "target": "Echo", "arguments": ["hello"]})
ENDED = "ws< end of the connection"
# after a broken frame .NET sends a close frame and cuts the connection, so that the frame may get lost
CUT = [("just ends", [f"ws< close {code}", ENDED], [ENDED]) for code in (1002, 1007)]


def upgrade(t, **raw):
    """An upgrade with some headers changed (None leaves one out)."""
    return t.ws("/testhub", mute=False, raw=[(n.replace("_", "-"), v) for n, v in raw.items()])


@scenario("websocket/upgrade-header-spelling", "1.4")
def _(t):
    upgrade(t, Upgrade="WebSocket", Connection="keep-alive, upgrade")


@scenario("websocket/no-subprotocol-by-default", "1.4")
def _(t):
    t.ws(headers=[("Sec-WebSocket-Protocol", "json, messagepack")], mute=False)


@scenario("websocket/no-compression-by-default", "1.4")
def _(t):
    ws = t.ws(headers=[("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")], mute=False)
    ws.send_frame(TEXT, HANDSHAKE)
    ws.get()


@scenario("websocket/wrong-version-is-no-upgrade", "1.4", allow=[
    ("426 with the supported version", ["ws< HTTP/1.1 400 Bad Request", "ws< cache-control: no-cache, no-store", "ws< content-type: text/plain", "ws< pragma: no-cache",
                                        "ws< body Connection ID required"], ["re:ws< HTTP/1.1 426 .*", "re:ws< .*", "re:ws< .*"])])
def _(t):
    """Not a WebSocket request, hence a poll."""
    upgrade(t, Sec_WebSocket_Version="8")


@scenario("websocket/missing-key-is-no-upgrade", "1.4")
def _(t):
    upgrade(t, Sec_WebSocket_Key=None)


@scenario("websocket/missing-connection-header-is-no-upgrade", "1.4")
def _(t):
    upgrade(t, Connection="keep-alive")


@scenario("websocket/missing-upgrade-header-is-no-upgrade", "1.4")
def _(t):
    upgrade(t, Upgrade=None)


@scenario("websocket/text-frames", "1.4")
def _(t):
    ws = t.ws()
    ws.send_frame(TEXT, HANDSHAKE)
    ws.get()
    ws.send_frame(TEXT, ECHO)
    ws.get()


@scenario("websocket/json-in-binary-frames", "1.4")
def _(t):
    """The official Java client sends everything binary; answers stay text."""
    ws = t.ws()
    ws.send_frame(BINARY, HANDSHAKE)
    ws.get()
    ws.send_frame(BINARY, ECHO)
    ws.get()
    ws.send_frame(TEXT, ECHO)
    ws.get()


@scenario("websocket/many-messages-in-one-frame", "1.4")
def _(t):
    ws = t.hub()
    ws.send(*[{"type": 1, "invocationId": str(i), "target": "Echo", "arguments": [f"number {i}"]} for i in range(5)])
    ws.get(5)


@scenario("websocket/message-over-two-frames", "1.4")
def _(t):
    ws = t.hub()
    ws.send_frame(TEXT, ECHO[:25])
    ws.quiet()
    ws.send_frame(TEXT, ECHO[25:])
    ws.get()


@scenario("websocket/message-over-continuation-frames", "1.4")
def _(t):
    ws = t.hub()
    ws.send_frame(TEXT, ECHO[:10], fin=False)
    ws.send_frame(CONTINUATION, ECHO[10:30], fin=False)
    ws.send_frame(CONTINUATION, b"", fin=False)
    ws.send_frame(CONTINUATION, ECHO[30:])
    ws.get()


@scenario("websocket/message-byte-by-byte", "1.4")
def _(t):
    ws = t.hub()
    for byte in ECHO:
        ws.send_frame(TEXT, bytes([byte]), mute=True)
    ws.get()


@scenario("websocket/one-and-a-half-messages-per-frame", "1.4")
def _(t):
    ws = t.hub()
    ws.send_frame(TEXT, ECHO + ECHO[:20])
    ws.get()
    ws.send_frame(TEXT, ECHO[20:] + ECHO)
    ws.get(2)


@scenario("websocket/unfinished-frame-is-already-read", "1.4")
def _(t):
    """The frame is not final but the message in it is whole: it is dispatched."""
    ws = t.hub()
    ws.send_frame(TEXT, ECHO, fin=False)
    ws.get()
    ws.send_frame(CONTINUATION, ECHO)
    ws.get()


@scenario("websocket/empty-frames", "1.4")
def _(t):
    ws = t.hub()
    ws.send_frame(TEXT, b"")
    ws.send_frame(BINARY, b"")
    ws.send_frame(TEXT, b"", fin=False)
    ws.send_frame(CONTINUATION, b"")
    ws.send_frame(TEXT, ECHO)
    ws.get()


@scenario("websocket/utf8-split-over-frames", "1.4")
def _(t):
    """A continued text may break inside a character."""
    ws = t.hub()
    message = record({"type": 1, "invocationId": "1", "target": "Echo", "arguments": ["grün 🙂"]})
    cut = message.index("ü".encode()) + 1
    ws.send_frame(TEXT, message[:cut], fin=False)
    ws.send_frame(CONTINUATION, message[cut:])
    ws.get()


@scenario("websocket/large-message-in-and-out", "1.4")
def _(t):
    ws = t.hub()
    text = "0123456789" * 3000
    ws.send({"type": 1, "invocationId": "1", "target": "Echo", "arguments": [text]}, mute=True)
    ws.get()


@scenario("websocket/ping-is-answered-by-pong", "1.4")
def _(t):
    ws = t.hub()
    ws.send_frame(PING, b"")
    ws.get()
    ws.send_frame(PING, b"hello")
    ws.get()
    ws.send_frame(PING, bytes(range(125)))
    ws.get()


@scenario("websocket/ping-before-the-handshake", "1.4")
def _(t):
    ws = t.ws()
    ws.send_frame(PING, b"early")
    ws.get()
    ws.send_frame(TEXT, HANDSHAKE)
    ws.get()


@scenario("websocket/ping-between-fragments", "1.4")
def _(t):
    ws = t.hub()
    ws.send_frame(TEXT, ECHO[:10], fin=False)
    ws.send_frame(PING, b"in between")
    ws.get()
    ws.send_frame(CONTINUATION, ECHO[10:])
    ws.get()


@scenario("websocket/unasked-pong-is-ignored", "1.4")
def _(t):
    ws = t.hub()
    ws.send_frame(PONG, b"nobody asked")
    ws.send_frame(TEXT, ECHO)
    ws.get()


# ---- closes by the client. The close is a normal end: no Close message needs to come, the status must be 1000.

@scenario("close-frame/normal", "1.4")
def _(t):
    ws = t.hub()
    ws.close(1000, "done")
    ws.to_end()


@scenario("close-frame/reserved-codes", "1.4", allow=CUT)
def _(t):
    """Codes that must not appear on the wire."""
    for code in (999, 1005, 1006, 5000):
        ws = t.hub()
        ws.close(code)
        ws.to_end()


@scenario("close-frame/reason-not-utf8", "1.4", allow=CUT)
def _(t):
    ws = t.hub()
    ws.close(payload=b"\x03\xe8\xff\xfe")
    ws.to_end()


@scenario("close-frame/before-the-handshake", "1.4")
def _(t):
    ws = t.ws()
    ws.close(1000)
    ws.to_end()


@scenario("close-frame/without-status-before-the-handshake", "1.4")
def _(t):
    ws = t.ws()
    ws.close()
    ws.to_end()


@scenario("close-frame/invocation-right-before-the-close", "1.4", allow=[
    ("the completion may still be sent", ["ws< close 1000"], ['ws< text {"type":3,"invocationId":"1","result":"hello"}␞', "ws< close 1000"])])
def _(t):
    """The invocation is dispatched; whether its completion still goes out is a race."""
    ws = t.hub()
    ws.tcp.send(wire.frame_bytes(TEXT, ECHO) + wire.frame_bytes(CLOSE, wire.close_payload(1000)))
    t.note("an invocation and close 1000 in one TCP segment")
    ws.to_end()


# ---- broken frames: RFC 6455 wants the connection failed; .NET sends a close frame with the status first

@scenario("broken-frame/reserved-opcode", "1.4", allow=CUT)
def _(t):
    for opcode in (3, 11):
        ws = t.hub()
        ws.send_frame(opcode, b"x")
        ws.to_end()


@scenario("broken-frame/fragmented-ping", "1.4", allow=CUT)
def _(t):
    ws = t.hub()
    ws.send_frame(PING, b"x", fin=False)
    ws.to_end()


@scenario("broken-frame/ping-over-125-bytes", "1.4", allow=CUT)
def _(t):
    ws = t.hub()
    ws.send_frame(PING, b"x" * 126)
    ws.to_end()


@scenario("broken-frame/invalid-utf8-in-text", "1.4", allow=CUT)
def _(t):
    ws = t.hub()
    ws.send_frame(TEXT, record(b'{"type":1,"invocationId":"1","target":"Echo","arguments":["\xff\xfe"]}\x1e'))
    ws.to_end()


@scenario("broken-frame/utf8-surrogate-in-text", "1.4", allow=CUT)
def _(t):
    ws = t.hub()
    ws.send_frame(TEXT, b'{"type":1,"invocationId":"1","target":"Echo","arguments":["\xed\xa0\x80"]}\x1e')
    ws.to_end()


@scenario("websocket/raw-endpoint-keeps-bytes", "1.1")
def _(t):
    """/echo has no hub protocol; what kind of frame comes back follows the endpoint's transfer format (text)."""
    ws = t.ws("/echo", headers=[("Cookie", "testCookie=testValue")])
    ws.send_frame(TEXT, "hello")
    ws.frames()
    ws.send_frame(BINARY, b"hello again")
    ws.frames()
    ws.send_frame(TEXT, "two ", fin=False)
    ws.send_frame(CONTINUATION, "halves")
    got = b""
    while len(got) < 10:
        got += ws.frame().payload
    t.note("both halves came back: " + got.decode())
    ws.close()
    ws.frames(2)


# ---- RFC 8441: CONNECT with :protocol=websocket over HTTP/2

def h2_frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def h2_read(tcp, want, deadline):
    while True:
        head = tcp.exactly(9, deadline)
        payload = tcp.exactly(int.from_bytes(head[:3], "big"), deadline)
        frame = head[3], head[4], int.from_bytes(head[5:], "big") & 0x7FFFFFFF, payload
        if want(frame):
            return frame


def h2_headers(pairs):
    """Literal without indexing, no Huffman."""
    out = b""
    for name, value in pairs:
        out += b"\x00" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()
    return out


@scenario("websocket/over-http2-connect", "1.1", needs="https", allow=[
    ("speaks HTTP/1.1 over TLS, which every client falls back to",
     ["# ALPN h2", "# SETTINGS_ENABLE_CONNECT_PROTOCOL 1", "# status 200", "# stream open", 'ws< text {}␞',
      'ws< text {"type":3,"invocationId":"1","result":"hello"}␞'],
     ["# ALPN None", "re:!! Closed.*"])])
def _(t):
    tcp = t.tcp(tls=True, alpn=["h2"])
    t.note(f"ALPN {tcp.sock.selected_alpn_protocol()}")
    deadline = time.monotonic() + 10
    tcp.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + h2_frame(4, 0, 0))
    kind, flags, _, payload = h2_read(tcp, lambda f: f[0] == 4 and not f[1] & 1, deadline)
    settings = {int.from_bytes(payload[i:i + 2], "big"): int.from_bytes(payload[i + 2:i + 6], "big") for i in range(0, len(payload), 6)}
    t.note(f"SETTINGS_ENABLE_CONNECT_PROTOCOL {settings.get(8, 0)}")
    _, token = t.negotiate()
    tcp.send(h2_frame(4, 1, 0) + h2_frame(1, 4, 1, h2_headers([
        (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "https"), (":path", f"/testhub?id={token}"),
        (":authority", "localhost"), ("sec-websocket-version", "13")])))
    frame = h2_read(tcp, lambda f: f[2] == 1, deadline)
    first = frame[3].lstrip(b"\x20\x3f\xe1\x1f") if frame[3][:1] in (b"\x20", b"\x3f") else frame[3]      # table size updates
    t.note("status 200" if frame[0] == 1 and first[:1] == b"\x88" else f"frame type {frame[0]}, {frame[3].hex()}")
    t.note(f"stream {'ended' if frame[1] & 1 else 'open'}")

    def say(data):
        tcp.send(h2_frame(0, 0, 1, wire.frame_bytes(TEXT, data)))

    def hear():
        got = b""
        while not got.endswith(b"\x1e"):
            frame = h2_read(tcp, lambda f: f[2] == 1, deadline)
            if frame[0] != 0:
                return t.note(f"frame type {frame[0]}")
            got += frame[3]
        size = 2 if got[1] < 126 else 4
        t.log(f"ws< {wire.OPCODES[got[0] & 15]} {got[size:].decode().replace(chr(30), '␞')}")
    say(HANDSHAKE)
    hear()
    say(ECHO)
    hear()
