// Opens a page of the app in Chromium, runs a module script in it, and says what its console says.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const client = createRequire(import.meta.url).resolve('@microsoft/signalr/dist/browser/signalr.js');
const bundled = Object.keys(createRequire(import.meta.url)('@microsoft/signalr'))
  .map((name) => `export const ${name} = globalThis.signalR.${name};`)
  .join('');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
});
const page = await (await browser.newContext({ bypassCSP: true })).newPage();
page.on('console', (message) => console.log(message.text()));
page.on('pageerror', (error) => console.log('page error', error.message));
await page.goto(process.env.APP);
await page.evaluate(
  ([key, task]) => {
    globalThis.KEY = key;
    globalThis.TASK = task;
    localStorage.setItem('virtualKey', key);
  },
  [process.env.KEY, process.env.TASK],
);
await page.addScriptTag({ path: client });
// What a bundler does for `import ... from '@microsoft/signalr'`.
await page.addScriptTag({
  type: 'importmap',
  content: JSON.stringify({
    imports: { '@microsoft/signalr': `data:text/javascript,${encodeURIComponent(bundled)}` },
  }),
});
await page.addScriptTag({ type: 'module', content: readFileSync(process.argv[2], 'utf8') });
