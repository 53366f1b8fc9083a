// What calls do over every transport, with every protocol. Names are the sentences that must be true.
import { events, failure, items, same } from './client.js';

const COMPLEX = {
  String: 'hello world',
  IntArray: [1, 2, 3],
  Guid: '00010203-0405-0607-0706-050403020100',
};

function complexObject({ binary }) {
  return {
    ...COMPLEX,
    ByteArray: binary ? new Uint8Array([1, 2, 3]) : 'AQID',
    DateTime: binary ? new Date(Date.UTC(2000, 0, 1)) : '2000-01-01T00:00:00Z',
  };
}

function sameComplexObject(actual, client) {
  const wanted = complexObject(client);
  same(Object.keys(actual).sort(), Object.keys(wanted).sort());
  for (const member of Object.keys(wanted)) {
    const plain = member === 'ByteArray' && client.binary ? (value) => Array.from(value) : (value) => value;
    same(plain(actual[member]), plain(wanted[member]));
  }
}

const INVOKING = "An unexpected error occurred invoking";

export const calls = {
  async theTransportAskedForIsUsed(client) {
    const connection = await client.start('/testhub');
    same(await connection.invoke('GetActiveTransportName'), client.transport);
    same(await connection.invoke('GetCallerConnectionId'), connection.connectionId);
  },

  async textsComeBackAsTheyWent(client) {
    const connection = await client.start('/testhub');
    for (const sent of ['', 'Hello', 'line\nbreak\r\n', 'é < & " \\ \u001f 漢字 🚀', 'x'.repeat(20000)]) {
      same(await connection.invoke('Echo', sent), sent);
    }
    same(await connection.invoke('Echo', null), null);
  },

  async objectsAndBytesComeBackAsTheyWent(client) {
    const connection = await client.start('/testhub');
    sameComplexObject(await connection.invoke('SendComplexObject'), client);
    sameComplexObject(await connection.invoke('EchoComplexObject', complexObject(client)), client);
    const arrived = events(connection, 'CustomObject');
    await connection.send('SendCustomObject', { Name: 'test', Value: 42 });
    same(await arrived.next(), { Name: 'test', Value: 42 });
  },

  async numbersTextsAndNullsAreBoundToTheirTypes(client) {
    const connection = await client.start('/extra');
    same(await connection.invoke('Types', 7, 2, true, null, null), '7|20|true|null|null');
    same(await connection.invoke('Types', -70000, 1.5, false, 's', 9), '-70000|15|false|s|9');
    same(await connection.invoke('Nothing'), null);
    same(await connection.invoke('Null'), null);
    const any = { a: [1, 2.5, 'x', null, true], b: { c: {} } };
    same(await connection.invoke('Any', any), any);
  },

  async hubMethodsAreFoundWithoutRegardToCase(client) {
    const connection = await client.start('/TestHub');
    same(await connection.invoke('eChO', 'x'), 'x');
  },

  async errorsOfCallsAreTheReferenceServersOwn(client) {
    const connection = await client.start('/testhub');
    const failing = async (method, args, message) =>
      same(await failure(connection.invoke(method, ...args)), message);
    await failing('ThrowException', ['boom'], `${INVOKING} 'ThrowException' on the server. InvalidOperationException: boom`);
    await failing('Nope', [], "Failed to invoke 'Nope' due to an error on the server. HubException: Method does not exist.");
    await failing('echo', [], "Failed to invoke 'Echo' due to an error on the server. InvalidDataException: Invocation provides 0 argument(s) but target expects 1.");
    await failing('Stream', [], "The client attempted to invoke the streaming 'Stream' method with a non-streaming invocation.");
    same(await connection.invoke('Echo', 'still here'), 'still here');
  },

  async errorsSayNothingUnlessTheyAreMeantForClients(client) {
    const connection = await client.start('/extra/plain');
    same(await failure(connection.invoke('Error', 'secret')), `${INVOKING} 'Error' on the server.`);
    same(await failure(connection.invoke('AsyncError', 'secret')), `${INVOKING} 'AsyncError' on the server.`);
    same(await failure(connection.invoke('HubError', 'told')), `${INVOKING} 'HubError' on the server. HubException: told`);
    same(await failure(connection.invoke('Restricted')), "Failed to invoke 'Restricted' because user is unauthorized");
    same(await failure(connection.invoke('Add', 1)), "Failed to invoke 'Add' due to an error on the server.");
    same(
      await failure(items(connection.stream('StreamThenFail', 1, 'secret'))),
      'An error occurred on the server while streaming results.',
    );
  },

  async streamsDeliverEachItemInOrderAndEnd(client) {
    const connection = await client.start('/testhub');
    same(await items(connection.stream('Stream')), ['a', 'b', 'c']);
    same(await items(connection.stream('EmptyStream')), []);
    const chat = await client.start('/chatHub');
    same(await items(chat.stream('Counter', 200, 0)), [...Array(200).keys()]);
  },

  async streamErrorsAreTheReferenceServersOwn(client) {
    const connection = await client.start('/testhub');
    same(
      await failure(items(connection.stream('StreamThrowException', 'boom'))),
      `${INVOKING} 'StreamThrowException' on the server. InvalidOperationException: boom`,
    );
    same(
      await failure(items(connection.stream('Echo', 'x'))),
      "The client attempted to invoke the non-streaming 'Echo' method with a streaming invocation.",
    );
    const extra = await client.start('/extra');
    const told = 'An error occurred on the server while streaming results. ';
    same(await failure(items(extra.stream('StreamThenFail', 2, 'late'))), `${told}InvalidOperationException: late`);
    same(await failure(items(extra.stream('StreamThenHubFail', 2, 'late'))), `${told}HubException: late`);
  },

  async aDisposedSubscriptionCancelsTheStream(client) {
    const connection = await client.start('/testhub');
    const canceled = events(connection, 'StreamCanceled');
    const nothing = () => {};
    connection
      .stream('InfiniteStream')
      .subscribe({ next: nothing, complete: nothing, error: nothing })
      .dispose();
    await canceled.next();
    same(await connection.invoke('Echo', 'after'), 'after');
  },

  async uploadsReachTheHubInOrder(client) {
    const connection = await client.start('/testhub');
    const { Subject } = client.signalR;
    const letters = new Subject();
    const whole = connection.invoke('StreamingConcat', letters);
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      letters.next(letter);
    }
    letters.complete();
    same(await whole, 'abcdefghijklmnopqrstuvwxyz');
    const extra = await client.start('/extra');
    const [first, second] = [new Subject(), new Subject()];
    const both = extra.invoke('Upload2', first, 's', second);
    second.next(3);
    first.next(1);
    second.next(4);
    first.next(2);
    first.complete();
    second.complete();
    same(await both, '1+2|s|3+4');
  },

  async aFailedUploadFailsTheCallWithItsText(client) {
    const connection = await client.start('/testhub');
    const subject = new client.signalR.Subject();
    const failed = failure(connection.invoke('StreamingConcat', subject));
    subject.next('a');
    subject.error(new Error('no more'));
    same(await failed, `${INVOKING} 'StreamingConcat' on the server. HubException: no more`);
  },

  async anUploadCanComeBackAsAStream(client) {
    const connection = await client.start('/extra');
    const subject = new client.signalR.Subject();
    const echoed = items(connection.stream('UploadEcho', subject));
    ['x', 'y', 'z'].forEach((item) => subject.next(item));
    subject.complete();
    same(await echoed, ['x', 'y', 'z']);
  },

  async theServerGetsResultsOfClients(client) {
    const connection = await client.start('/testhub');
    const ask = () => client.get(`/clientresult/${connection.connectionId}`);
    same(await ask(), "Client didn't provide a result.");
    connection.on('Result', () => 42);
    same(await ask(), '42');
    connection.off('Result');
    connection.on('Result', () => {
      throw new Error('from callback');
    });
    same(await ask(), 'Error: from callback');
    same(await client.get('/clientresult/nobody'), "Connection 'nobody' does not exist.");
    const asking = await client.start('/extra');
    asking.on('Question', (question) => Promise.resolve(`${question}!`));
    same(await asking.invoke('AskCallerText', 'why'), 'why!');
  },

  async groupMessagesReachTheMembersAlone(client) {
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => client.start('/groupHub')));
    const inboxes = [a, b, c].map((connection) => events(connection, 'ReceiveMessage'));
    await a.invoke('Join', 'g');
    await b.invoke('Join', 'g');
    await b.invoke('Join', 'G');
    await c.invoke('SendToGroup', 'g', '1');
    await a.invoke('Leave', 'g');
    await c.invoke('SendToGroup', 'g', '2');
    await c.invoke('SendToGroup', 'G', '3');
    same(await inboxes[0].next(), ['g', '1']);
    same(await inboxes[1].next(), ['g', '1']);
    same(await inboxes[1].next(), ['g', '2']);
    same(await inboxes[1].next(), ['G', '3']);
    await a.invoke('Join', 'end');
    await c.invoke('SendToGroup', 'end', 'end');
    same(await inboxes[0].next(), ['end', 'end']);
    same(inboxes[2].rest(), []);
  },

  async usersAndConnectionsAreAddressed(client) {
    const [ann, ann2, bob] = await Promise.all(
      ['ann', 'ann', 'bob'].map((user) => client.start(`/extra?user=${user}-${client.protocol}-${client.transport}`)),
    );
    const notes = [ann, ann2, bob].map((connection) => events(connection, 'Note'));
    const user = await ann.invoke('UserId');
    await bob.invoke('Send', 'user', [user], [], 'to ann');
    same([await notes[0].next(), await notes[1].next()], ['to ann', 'to ann']);
    await bob.invoke('Send', 'clients', [ann2.connectionId, bob.connectionId], [], 'to two');
    same([await notes[1].next(), await notes[2].next()], ['to two', 'to two']);
    same(notes[0].rest(), []);
  },

  async aBearerTokenOpensTheHub(client) {
    const refused = client.build('/authorizedhub');
    same(
      await failure(refused.start()),
      // HTTP/2 has no reason phrases
      `Failed to complete negotiation with the server: Error: ${client.http2 ? '' : 'Unauthorized'}: Status code '401'`,
    );
    const connection = await client.start('/authorizedhub', {
      accessTokenFactory: () => client.get('/generateJwtToken'),
    });
    same(await connection.invoke('GetUserNameIdentifier'), 'testuser');
    same(await connection.invoke('Echo', 'in'), 'in');
  },

  async aRedirectIsFollowed(client) {
    const base = encodeURIComponent(client.home);
    const connection = await client.start(`/redirect?baseUrl=${base}`);
    const first = await connection.invoke('GetNumRedirects');
    const again = await client.start(`/redirect?baseUrl=${base}`);
    same(await again.invoke('GetNumRedirects'), first + 1);
  },

  async bothWaysCarryMuchAtOnce(client) {
    const connection = await client.start('/extra');
    const notes = events(connection, 'Note');
    const answers = Promise.all([...Array(100).keys()].map((number) => connection.invoke('Add', number, 1)));
    await connection.invoke('Burst', 300, 500);
    same(await answers, [...Array(100).keys()].map((number) => number + 1));
    for (let i = 0; i < 300; i++) {
      same(await notes.next(), String(i).padStart(5, '0') + 'x'.repeat(500));
    }
  },
};
