"""The JSON hub protocol (1.7)."""
import json

from play import record
from scenarios import scenario
from wire import BINARY, TEXT

CLOSED = ["ws< close 1000", "ws< end of the connection"]


def say(t, *records, path="/testhub", events=1):
    """Each record on a connection of its own, with the next answers or everything up to the end."""
    for text in records:
        ws = t.hub(path)
        ws.send(text)
        for _ in range(events):
            kind, message = ws.logged(ws.event(3))
            if '"type":7' in message:
                ws.to_end()
            if kind == "end" or '"type":7' in message:
                break


def then_echo(t, *records, path="/testhub", allow_quiet=False):
    """Records that must leave no trace, each followed by an invocation whose completion shows that the connection lives."""
    for text in records:
        ws = t.hub(path)
        ws.send(text)
        ws.send({"type": 1, "invocationId": "after", "target": "Echo", "arguments": ["alive"]})
        if allow_quiet:
            ws.quiet(0.6)
        else:
            kind, message = ws.logged(ws.event(3))
            if '"type":7' in message:
                ws.to_end()


# ---- invocations

@scenario("json/invocation-and-completion", "1.7")
def _(t):
    say(t, '{"type":1,"invocationId":"1","target":"Echo","arguments":["hello"]}')


@scenario("json/white-space", "1.7")
def _(t):
    say(t, ' \t\r\n{ "type" : 1 , "invocationId" : "1" ,\r\n"target" : "Echo" , "arguments" : [ "hello" ] } \n')


@scenario("json/unknown-members-are-skipped", "1.7")
def _(t):
    say(t, '{"type":1,"extra":1,"invocationId":"1","more":{"type":7,"a":[{"b":[]}]},"target":"Echo","last":[1,"2",null,true,1.5e3],"arguments":["hello"]}')


@scenario("json/members-are-case-sensitive", "1.7")
def _(t):
    say(t, '{"Type":1,"InvocationId":"1","Target":"Echo","Arguments":["hello"]}',
        '{"type":1,"invocationId":"1","Target":"Echo","arguments":["hello"]}')


@scenario("json/escaped-member-names", "1.7")
def _(t):
    say(t, r'{"\u0074ype":1,"invocationId":"1","t\u0061rget":"Ech\u006f","arguments":["hello"]}')


@scenario("json/members-given-twice", "1.7", allow=[
    ("the last one counts for arguments too", ['ws< text {"type":3,"invocationId":"2","error":"Failed to invoke \'Echo\' due to an error on the server. InvalidDataException: Invocation provides 2 argument(s) but target expects 1."}␞'],
     ['ws< text {"type":3,"invocationId":"2","result":"b"}␞'])])
def _(t):
    say(t, '{"type":6,"type":1,"invocationId":"0","invocationId":"1","target":"Nothing","target":"Echo","arguments":["hello"]}')


@scenario("json/no-id-no-answer", "1.7")
def _(t):
    then_echo(t, '{"type":1,"target":"Echo","arguments":["x"]}', '{"type":1,"target":"NoSuchMethod","arguments":[]}',
              '{"type":1,"target":"Echo","arguments":[]}', '{"type":1,"target":"ThrowException","arguments":["x"]}')


@scenario("json/id-is-any-string", "1.7")
def _(t):
    say(t, *['{"type":1,"invocationId":%s,"target":"Echo","arguments":["hello"]}' % i for i in ('"an id with spaces"', r'"\"quoted\" \\ /"', '"ünï"', '"%s"' % ("x" * 300), '" "')])


@scenario("json/target-missing-or-null", "1.7")
def _(t):
    say(t, '{"type":1,"invocationId":"1","arguments":[]}', '{"type":1,"invocationId":"1","target":null,"arguments":[]}', '{"type":1,"invocationId":"1","target":"","arguments":[]}')


@scenario("json/arguments-missing", "1.7")
def _(t):
    say(t, '{"type":1,"invocationId":"1","target":"GetActiveTransportName"}')


@scenario("json/arguments-null", "1.7")
def _(t):
    say(t, '{"type":1,"invocationId":"1","target":"GetActiveTransportName","arguments":null}')


@scenario("json/arguments-not-an-array", "1.7")
def _(t):
    say(t, '{"type":1,"invocationId":"1","target":"Echo","arguments":{"0":"x"}}', '{"type":1,"invocationId":"1","target":"Echo","arguments":"x"}')


COUNT = "InvalidDataException: Invocation provides 2 argument(s) but target expects 1."
BINDING = "InvalidDataException: Error binding arguments. Make sure that the types of the provided values match the types of the hub method being invoked."


def failed(id, detail):
    return 'ws< text {"type":3,"invocationId":"%s","error":"Failed to invoke \'Echo\' due to an error on the server. %s"}␞' % (id, detail)


@scenario("json/arguments-before-the-target-of-another-type", "1.7", allow=[
    ("counts before it binds", ['ws> text {"arguments":[1,2],"type":1,"invocationId":"1","target":"Echo"}␞', failed(1, BINDING)],
     ['ws> text {"arguments":[1,2],"type":1,"invocationId":"1","target":"Echo"}␞', failed(1, COUNT)])])
def _(t):
    """Buffered until the target is known, then a binding failure like any other."""
    say(t, '{"type":1,"invocationId":"1","arguments":[{}],"target":"Echo"}', '{"arguments":[1,2],"type":1,"invocationId":"1","target":"Echo"}')


@scenario("json/headers-of-another-shape", "1.7")
def _(t):
    say(t, '{"type":1,"headers":[],"invocationId":"1","target":"Echo","arguments":["hello"]}',
        '{"type":1,"headers":{"a":1},"invocationId":"1","target":"Echo","arguments":["hello"]}',
        '{"type":1,"headers":null,"invocationId":"1","target":"Echo","arguments":["hello"]}')


# ---- records that are no message

@scenario("json/broken-record-closes", "1.7")
def _(t):
    say(t, '{"type":1,"invocationId":"1","target":"Echo","arguments":["x"]', '{"type":1,}', "{]", "nonsense", "", " ")


@scenario("json/comments-close", "1.7")
def _(t):
    say(t, '{"type":6,/*c*/"x":1}')


@scenario("json/broken-inside-the-arguments", "1.7", allow=[
    ("refuses the whole record", [f"# {name}", "ws< (a completion with an error, then a Close message)"], [f"# {name}", "ws< (a Close message)"]) for name in ("trailing comma", "bad literal")])
def _(t):
    """.NET takes broken JSON met while binding for a binding failure first, and closes when it reads on."""
    for name, value in (("trailing comma", '["x",]'), ("bad literal", "[nul]"), ("unclosed", '["x"')):
        ws = t.hub()
        t.note(name)
        ws.send('{"type":1,"invocationId":"1","target":"Echo","arguments":%s}' % value, mute=True)
        kinds = []
        for _ in range(4):
            kind, text = ws.event(0.6)
            if kind != "text":
                break
            kinds.append("a completion with an error" if '"type":3' in text and '"error"' in text else "a Close message" if '"type":7' in text else text)
        t.log("ws< (" + ", then ".join(kinds) + ")")


@scenario("json/byte-order-mark-closes", "1.7")
def _(t):
    say(t, '\ufeff{"type":6}')


@scenario("json/type-of-another-json-type-closes", "1.7")
def _(t):
    say(t, '{"type":"1","invocationId":"1","target":"Echo","arguments":["x"]}', '{"type":1.5}', '{"type":true}', '{"type":2147483648}')


@scenario("json/type-written-as-1.0", "1.7", allow=[
    ("takes it for 1", ['re:ws< text {"type":7.*', *CLOSED], ['ws< text {"type":3,"invocationId":"1","result":"x"}␞'])])
def _(t):
    say(t, '{"type":1.0,"invocationId":"1","target":"Echo","arguments":["x"]}')


@scenario("json/unknown-type-in-one-frame-with-others", "1.7", allow=[
    ("ignores the record and goes on", ["ws< (quiet)"], ['ws< text {"type":3,"invocationId":"2","result":"behind"}␞'])])
def _(t):
    ws = t.hub()
    ws.send({"type": 1, "invocationId": "1", "target": "Echo", "arguments": ["before"]}, {"type": 99},
            {"type": 1, "invocationId": "2", "target": "Echo", "arguments": ["behind"]})
    ws.get()
    ws.quiet()


@scenario("json/unknown-type-without-a-receive-limit", "1.7", needs="extra", allow=[
    ("goes on at once", ["ws< (quiet)"], ['ws< text {"type":3,"invocationId":"1","result":3}␞']),
    ("has answered already", ['ws< text {"type":3,"invocationId":"1","result":3}␞'], ["ws< (nothing within 1 s)"])])
def _(t):
    """Where no limit is set .NET skips the record, but looks at what follows only when more bytes come."""
    ws = t.hub("/extra/nolimit")
    ws.send({"type": 99}, {"type": 1, "invocationId": "1", "target": "Add", "arguments": [1, 2]})
    ws.quiet()
    ws.send({"type": 1, "invocationId": "2", "target": "Add", "arguments": [3, 4]})
    ws.get_sorted(2, 1)


@scenario("json/separator-inside-a-string", "1.7")
def _(t):
    """An unescaped 0x1E ends the record wherever it stands; escaped it is data."""
    say(t, r'{"type":1,"invocationId":"1","target":"Echo","arguments":["a\u001eb"]}')
    ws = t.hub()
    ws.send_frame(TEXT, b'{"type":1,"invocationId":"1","target":"Echo","arguments":["a\x1eb"]}\x1e')
    ws.to_end()


# ---- other message types from the client

@scenario("json/ping-is-not-answered", "1.7")
def _(t):
    ws = t.hub()
    ws.pings = True
    ws.send({"type": 6})
    ws.send('{"type":6,"extra":[1]}')
    ws.invoke("Echo", "alive")


@scenario("json/completion-for-an-unknown-id", "1.7")
def _(t):
    then_echo(t, '{"type":3,"invocationId":"nobody","result":1}', '{"type":3,"invocationId":"nobody","error":"x"}', '{"type":3,"invocationId":"nobody"}')


@scenario("json/completion-without-id", "1.7")
def _(t):
    say(t, '{"type":3,"result":1}', '{"type":3,"invocationId":null}', '{"type":3,"invocationId":""}')


@scenario("json/item-for-an-unknown-stream", "1.7")
def _(t):
    then_echo(t, '{"type":2,"invocationId":"nobody","item":1}', '{"type":2,"invocationId":"nobody","item":{"deep":[1,{}]}}')


@scenario("json/item-without-item-or-id-closes", "1.7")
def _(t):
    say(t, '{"type":2,"invocationId":"1"}', '{"type":2,"item":1}')


@scenario("json/cancel-of-an-unknown-stream", "1.7")
def _(t):
    then_echo(t, '{"type":5,"invocationId":"nobody"}')


@scenario("json/cancel-without-id-closes", "1.7")
def _(t):
    say(t, '{"type":5}', '{"type":5,"invocationId":null}')


@scenario("json/stream-invocation-with-empty-id", "1.7")
def _(t):
    ws = t.hub()
    ws.send('{"type":4,"invocationId":"","target":"Stream","arguments":[]}')
    ws.get(1, 2)
    ws.quiet()


@scenario("json/ack-and-sequence-without-stateful-reconnect", "1.7")
def _(t):
    then_echo(t, '{"type":8,"sequenceId":1}', '{"type":9,"sequenceId":1}')


@scenario("json/bad-value-after-a-good-message", "1.7")
def _(t):
    """What came before the broken record is still answered."""
    ws = t.hub()
    ws.send({"type": 1, "invocationId": "1", "target": "Echo", "arguments": ["before"]}, "{broken", {"type": 1, "invocationId": "2", "target": "Echo", "arguments": ["after"]})
    ws.to_end()


# ---- output

@scenario("json/server-invocation", "1.7")
def _(t):
    """Messages sent by the method come before its completion; a void method completes with result null."""
    ws = t.hub()
    ws.call("InvokeWithString", "hello")
    ws.get(2)


@scenario("json/object-members-bind-without-case", "1.7")
def _(t):
    """Payload members bind case-insensitively; unknown ones are dropped, missing ones take the default."""
    ws = t.hub()
    for value in ({"name": "n", "VALUE": 7}, {"Name": "n", "Extra": [1]}, {}, {"Name": None, "Value": 0}):
        ws.call("SendCustomObject", value)
        ws.get(2)


@scenario("json/null-object-argument", "1.7")
def _(t):
    ws = t.hub()
    ws.call("SendCustomObject", None)
    ws.get(2)


def complex_result(ws):
    """Logs a completion's object member by member, in the order of names: the class may declare them in any order (and write Guid or GUID)."""
    kind, text = ws.event()
    try:
        members = json.loads(text)["result"]
        ws.log("< result " + " ".join(sorted(f"{name if name != 'GUID' else 'Guid'}={json.dumps(value)}" for name, value in members.items())))
    except (ValueError, KeyError, AttributeError):
        ws.logged((kind, text))


@scenario("json/null-result", "1.7")
def _(t):
    ws = t.hub()
    ws.invoke("Echo", None)
    ws.invoke("GetCookie", "absent")
    ws.invoke("EchoComplexObject", None)


@scenario("json/text-round-trip", "1.7")
def _(t):
    ws = t.hub()
    for text in ("", " ", "grün", "日本語", "🙂", "'", "<script>&amp;+/", "\\", "tab\tand\nnewline\r", "\u007f\u0080\u2028\ufeff"):
        ws.invoke("Echo", text)


@scenario("json/control-character-in-a-string-closes", "1.7")
def _(t):
    """Not valid JSON."""
    ws = t.hub()
    ws.send_frame(TEXT, b'{"type":1,"invocationId":"1","target":"Echo","arguments":["a\x01b"]}\x1e')
    ws.to_end(3)


@scenario("json/any-json-round-trip", "1.7", needs="extra")
def _(t):
    say(t, *['{"type":1,"invocationId":"1","target":"Any","arguments":[%s]}' % v for v in (
        '{"b":1,"a":{"x":[true,false,null]}}', "[]", "{}", "null", "true", "0", "-1.5", "9007199254740993", '"text"', "[[[[]]]]")], path="/extra")


@scenario("json/nesting-depth", "1.7", needs="extra")
def _(t):
    """The record itself counts: arguments begin at depth 2."""
    for depth in (30, 60, 61, 62, 63, 64, 65):
        ws = t.hub("/extra")
        t.note(f"{depth} nested arrays")
        ws.send('{"type":1,"invocationId":"1","target":"Any","arguments":[%s%s]}' % ("[" * depth, "]" * depth), mute=True)
        kind, text = ws.event(3)
        if '"type":7' in text:
            ws.logged((kind, text))
            ws.to_end()
        else:
            t.log(f"ws< {kind} {text.replace('[' * depth + ']' * depth, '<the same>')}")


@scenario("json/nesting-in-unknown-members", "1.7")
def _(t):
    for depth in (60, 63, 64, 70):
        ws = t.hub()
        t.note(f"{depth} nested arrays in an unknown member")
        ws.send('{"type":1,"x":%s%s,"invocationId":"1","target":"Echo","arguments":["x"]}' % ("[" * depth, "]" * depth), mute=True)
        ws.get()


# ---- binding of arguments

@scenario("binding/wrong-number-of-arguments", "1.9")
def _(t):
    ws = t.hub()
    ws.invoke("Echo")
    ws.invoke("Echo", "a", "b")
    ws.invoke("GetActiveTransportName", 1)


@scenario("binding/wrong-number-before-the-target", "1.9")
def _(t):
    say(t, '{"arguments":[],"type":1,"invocationId":"1","target":"Echo"}')


@scenario("binding/wrong-type", "1.9")
def _(t):
    ws = t.hub()
    for value in (1, True, {}, ["x"], 1.5):
        ws.invoke("Echo", value)


@scenario("binding/failure-keeps-the-connection", "1.9")
def _(t):
    ws = t.hub()
    ws.invoke("Echo", {"not": "text"})
    ws.invoke("Echo", "alive")


@scenario("binding/wrong-type-in-an-object", "1.9")
def _(t):
    ws = t.hub()
    ws.invoke("SendCustomObject", {"Name": 1, "Value": 1})
    ws.invoke("SendCustomObject", {"Name": "n", "Value": "1"})
    ws.invoke("EchoComplexObject", {"ByteArray": "not base64!"})
    ws.invoke("EchoComplexObject", {"DateTime": "yesterday"})
    ws.invoke("EchoComplexObject", {"GUID": "x"})
    ws.invoke("EchoComplexObject", {"IntArray": "1"})


@scenario("binding/unknown-method-with-arguments", "1.9")
def _(t):
    """Arguments of an unknown method are skipped whatever they are."""
    say(t, '{"type":1,"invocationId":"1","target":"NoSuchMethod","arguments":[{"a":[1]},null,"x"]}',
        '{"arguments":[{"a":[1]}],"type":1,"invocationId":"1","target":"NoSuchMethod"}')


# ---- size limit

def sized(size, target="Echo"):
    """A well-formed invocation of exactly that many bytes, separator included."""
    start, end = b'{"type":1,"invocationId":"1","target":"Echo","arguments":["', b'"]}\x1e'
    return start + b"x" * (size - len(start) - len(end)) + end


@scenario("limit/32-KB-edge", "1.10")
def _(t):
    """32 768 bytes are taken, counted with the separator; more closes the connection."""
    for size in (32767, 32768, 32769, 32770):
        ws = t.hub()
        ws.send_frame(TEXT, sized(size), mute=True)
        t.note(f"a message of {size} bytes with its separator")
        kind, text = ws.logged(ws.event(3))
        if '"type":7' in text:
            ws.to_end()


@scenario("limit/over-without-a-separator", "1.10")
def _(t):
    ws = t.hub()
    t.note("32 768 bytes without a separator")
    ws.send_frame(TEXT, b"x" * 32768, mute=True)
    ws.quiet()
    t.note("one byte more")
    ws.send_frame(TEXT, b"x", mute=True)
    ws.to_end(3)


@scenario("limit/none", "1.10", needs="extra")
def _(t):
    ws = t.hub("/extra/nolimit")
    start, end = b'{"type":1,"invocationId":"1","target":"Any","arguments":["', b'"]}\x1e'
    ws.send_frame(TEXT, start + b"x" * 300_000 + end, mute=True)
    t.note("a message of 300 KB")
    kind, text = ws.event()
    t.log(f"ws< {kind} {len(text)} characters")


@scenario("limit/partial-record-at-the-end", "1.10", needs="extra")
def _(t):
    """The client closes in the middle of a message: an error for onDisconnected."""
    ws = t.hub("/extra")
    identifier = ws.ask("Id")
    ws.send_frame(TEXT, '{"type":1,"invoc')
    ws.close(1000)
    ws.to_end()
    t.sleep(0.3)
    t.note("log: " + t.http("GET", "/extra/log/" + identifier, mute=True).body.decode().replace("\n", "; "))
