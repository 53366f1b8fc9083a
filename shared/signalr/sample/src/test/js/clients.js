// Plays every scenario in Node or in a browser. Writes lines of JSON: how many there are, then the
// result of each.
// node clients.js node|browser HTTP-PORT HTTPS-PORT [CHROMIUM]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNetwork } from './network.js';
import { plan, play } from './play.js';

const BROWSER_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const MINUTES = 5;
setTimeout(() => process.exit(2), MINUTES * 60_000).unref();

const [runtime, port, securePort, chromium] = process.argv.slice(2);
const network = await startNetwork(Number(port));
const urls = {
  direct: `http://127.0.0.1:${port}`,
  secure: `https://127.0.0.1:${securePort}`,
  network: network.url,
};
// The host's certificate is of its own making.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

async function inNode() {
  const signalR = await import('@microsoft/signalr');
  const messagePack = await import('@microsoft/signalr-protocol-msgpack');
  const surroundings = { client: signalR, messagePack, urls, network };
  return {
    play: (name, combination) => play(name, combination, surroundings),
    close: () => {},
  };
}

async function inBrowser() {
  const { chromium: browsers } = await import('playwright-core');
  const profile = await mkdtemp(join(tmpdir(), 'signalr-clients-'));
  const browser = await browsers.launchPersistentContext(profile, {
    executablePath: chromium,
    args: BROWSER_ARGUMENTS,
    ignoreHTTPSErrors: true,
  });
  const page = await browser.newPage();
  await page.exposeFunction('network', (what) => network[what]());
  await page.goto(`${urls.direct}/lib/page.html`);
  await page.waitForFunction(() => window.play);
  return {
    play: (name, combination) =>
      page.evaluate(([...all]) => window.play(...all), [name, combination, urls]),
    close: async () => {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

function called({ transport, protocol, http2 }) {
  return transport ? `${transport}, ${protocol}${http2 ? ', over HTTP/2' : ''}` : 'negotiation';
}

function write(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const player = await (runtime === 'browser' ? inBrowser() : inNode());
const all = plan(runtime).flatMap(({ scenarios, ...combination }) =>
  scenarios.map((scenario) => ({ scenario, combination })),
);
write({ planned: all.length });
for (const { scenario, combination } of all) {
  const result = { combination: called(combination), scenario };
  try {
    await player.play(scenario, combination);
    write(result);
  } catch (error) {
    write({ ...result, failure: error.message });
  }
}
await player.close();
network.close();
