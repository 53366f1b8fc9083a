// What happens before there is a transport.
import { CLOSED_WITH_ERROR, Client, ending, failure, same } from './client.js';

const NEGOTIATION = 'Failed to complete negotiation with the server: ';
const NO_TRANSPORT = 'Unable to connect to the server with any of the available transports. ';

export const negotiating = {
  async theBestTransportIsTakenWhenNoneIsAskedFor(client) {
    const connection = await client.start('/testhub');
    same(await connection.invoke('GetActiveTransportName'), 'WebSockets');
    const next = await client.start('/testhub-nowebsockets');
    same(await next.invoke('GetActiveTransportName'), 'ServerSentEvents');
  },

  async aTransportThatTheEndpointLacksIsNotTaken(client) {
    const { HttpTransportType } = client.signalR;
    const connection = client.build('/testhub-nowebsockets', { transport: HttpTransportType.WebSockets });
    same(
      await failure(connection.start()),
      `${NO_TRANSPORT}ServerSentEvents failed: Error: 'ServerSentEvents' is disabled by the client. `
        + `LongPolling failed: Error: 'LongPolling' is disabled by the client.`,
    );
  },

  async serverSentEventsCarryNoMessagePack(client) {
    const binary = new Client(
      { transport: 'ServerSentEvents', protocol: 'messagepack' },
      { client: client.signalR, messagePack: client.messagePack, urls: client.urls, network: client.network },
    );
    same(
      await failure(binary.build('/testhub').start()),
      `${NO_TRANSPORT}WebSockets failed: Error: 'WebSockets' is disabled by the client. `
        + `ServerSentEvents failed: Error: 'ServerSentEvents' does not support Binary. `
        + `LongPolling failed: Error: 'LongPolling' is disabled by the client.`,
    );
  },

  async aRefusedNegotiationShowsItsText(client) {
    same(
      await failure(client.build('/bad-negotiate').start()),
      `${NEGOTIATION}Error: Some response from server: Status code '400'`,
    );
  },

  async anUnknownHubIsNotFound(client) {
    same(
      await failure(client.build('/nowhere').start()),
      `${NEGOTIATION}Error: Not Found: Status code '404' Either this is not a SignalR endpoint or there is a proxy blocking the connection.`,
    );
  },

  async aHubThatCannotBeMadeClosesWithAnError(client) {
    same(
      await ending(client.build('/uncreatable', { retries: [0] })),
      `${CLOSED_WITH_ERROR} InvalidOperationException: Unable to resolve what this hub needs.`,
    );
  },

  async cookiesOfTheNegotiationComeBack(client) {
    for (const name of ['WebSockets', 'ServerSentEvents', 'LongPolling']) {
      const connection = await client.start('/testhub', {
        transport: client.signalR.HttpTransportType[name],
      });
      same(await connection.invoke('GetCookie', 'testCookie'), 'testValue');
      same(await connection.invoke('GetCookie', 'expiredCookie'), null);
    }
  },

  async everyTransportWorksOverTls(client) {
    for (const name of ['WebSockets', 'ServerSentEvents', 'LongPolling']) {
      const connection = await client.start('/testhub', {
        base: client.urls.secure,
        transport: client.signalR.HttpTransportType[name],
      });
      same(await connection.invoke('GetActiveTransportName'), name);
      same(await connection.invoke('Echo', 'secret'), 'secret');
    }
  },
};
