// Plays one scenario with one transport, one protocol and one version of HTTP.
import { Client } from './client.js';
import { calls } from './calls.js';
import { overHttp2 } from './http2.js';
import { lives } from './lives.js';
import { webSocketsOnly } from './reconnecting.js';
import { negotiating } from './negotiating.js';

const everyTransport = { ...calls, ...lives };

const PROTOCOLS = {
  WebSockets: ['json', 'messagepack'],
  ServerSentEvents: ['json'],
  LongPolling: ['json', 'messagepack'],
};

// All there is to play in Node or in a browser, the one that speaks HTTP/2: combinations, and what
// each plays.
export function plan(runtime) {
  const transports = Object.entries(PROTOCOLS).flatMap(([transport, protocols]) =>
    protocols.map((protocol) => ({
      transport,
      protocol,
      scenarios: [
        ...Object.keys(everyTransport),
        ...(transport === 'WebSockets' ? Object.keys(webSocketsOnly) : []),
      ],
    })),
  );
  const streams = transports.map((combination) => ({
    ...combination,
    http2: true,
    scenarios: Object.keys({ ...calls, ...overHttp2 }),
  }));
  return [
    ...transports,
    ...(runtime === 'browser' ? streams : []),
    { protocol: 'json', scenarios: Object.keys(negotiating) },
  ];
}

const SECONDS = 20;

// Resolves when the scenario holds; rejects with what does not.
export async function play(name, combination, surroundings) {
  const scenario = { ...everyTransport, ...webSocketsOnly, ...overHttp2, ...negotiating }[name];
  const client = new Client(combination, surroundings);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${SECONDS} s`)), SECONDS * 1000);
  });
  try {
    await Promise.race([scenario(client), late]);
  } finally {
    clearTimeout(timer);
    await surroundings.network.restore();
    await client.stopAll();
  }
}
