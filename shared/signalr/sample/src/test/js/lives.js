// How connections end and come back, over every transport and with every protocol.
import { CLOSED_WITH_ERROR, ending, life, same } from './client.js';

// Calls until there is an answer: a call that is cut off fails.
async function answered(connection) {
  for (;;) {
    try {
      return await connection.invoke('Echo', 'again');
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

export const lives = {
  async anAbortByTheHubEndsTheConnectionForGood(client) {
    const connection = client.build('/chatHub', { retries: [0] });
    const stages = life(connection);
    await connection.start();
    connection.send('DisconnectMe');
    same(await stages.next(), ['closed', undefined]);
  },

  async aFailedWelcomeIsTold(client) {
    const connection = client.build('/extra?onconnect=throw', { retries: [0] });
    const told = await ending(connection);
    // The last step of the client's start is to post a ping where the transport has no keep-alive
    // of its own; when the connection is over by then, the start fails with that post's answer.
    const late = client.transport === 'ServerSentEvents'
      && told === "No Connection with that ID: Status code '404'";
    if (!late) same(told, `${CLOSED_WITH_ERROR} InvalidOperationException: no entry`);
  },

  async aMessageTooLargeIsToldAndTheClientReconnects(client) {
    const connection = client.build('/testhub', { retries: [0, 100, 1000] });
    const stages = life(connection);
    await connection.start();
    const id = connection.connectionId;
    connection.send('Echo', 'x'.repeat(40000)).catch(() => {});
    same(await stages.next(), [
      'reconnecting',
      `${CLOSED_WITH_ERROR} InvalidDataException: `
        + 'The maximum message size of 32768B was exceeded. The message size can be configured in AddHubOptions.',
    ]);
    const [stage, fresh] = await stages.next();
    same([stage, fresh === id, fresh === connection.connectionId], ['reconnected', false, true]);
    same(await connection.invoke('Echo', 'again'), 'again');
  },

  // A browser repeats a broken poll by itself, unseen by the client: over long polling, the
  // connection may or may not be a new one.
  async aClientFindsBackAfterTheNetworkBroke(client) {
    const connection = client.build('/testhub', { base: client.urls.network, retries: [0, 100, 1000] });
    const stages = life(connection);
    await connection.start();
    const id = connection.connectionId;
    await client.network.cut();
    const mustNotice = client.transport !== 'LongPolling';
    if (mustNotice) {
      same((await stages.next())[0], 'reconnecting');
    }
    await client.network.restore();
    if (mustNotice) {
      const [stage, fresh] = await stages.next();
      same([stage, fresh === id], ['reconnected', false]);
    }
    same(await answered(connection), 'again');
    same(stages.rest().filter(([stage]) => stage === 'closed'), []);
  },

  async aServerThatShutsDownLetsClientsReconnect(client) {
    const port = await client.post('/extra/second/start');
    const connection = client.build('/extra', { base: `http://127.0.0.1:${port}`, retries: [0] });
    const stages = life(connection);
    await connection.start();
    same(await connection.invoke('Add', 1, 2), 3);
    await client.post('/extra/second/stop');
    same((await stages.next())[0], 'reconnecting');
  },

  async stopEndsTheConnectionOnBothSides(client) {
    const connection = client.build('/extra', { retries: [0] });
    const stages = life(connection);
    await connection.start();
    const id = connection.connectionId;
    await connection.stop();
    same(await stages.next(), ['closed', undefined]);
    same(connection.state, 'Disconnected');
    let log = '';
    while (!log.includes('disconnected')) {
      log = await client.get(`/extra/log/${id}`);
    }
    same(log.trim().split('\n'), ['connected', 'disconnected null']);
    await connection.start();
    same(await connection.invoke('Add', 1, 2), 3);
  },
};
