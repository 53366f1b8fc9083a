// Asks the app's own page for a video in Chromium, under the page's own policy, and says what the
// player knows of it: width, height and seconds.
import { chromium } from 'playwright-core';

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
page.on('console', (message) => console.log('console', message.text()));
page.on('pageerror', (error) => console.log('page error', error.message));
await page.goto(`${process.env.APP}/#key=${process.env.KEY}`);
await page.check('input[value=video]', { force: true });
await page.fill('#prompt', 'a waterfall');
await page.click('#submit');
await page.waitForSelector('video', { state: 'attached' });
const measures = await page.evaluate(
  () =>
    new Promise((resolve) => {
      const video = document.querySelector('video');
      const tell = () => resolve([video.videoWidth, video.videoHeight, video.duration].join(' '));
      if (video.readyState >= HTMLMediaElement.HAVE_METADATA) tell();
      video.addEventListener('loadedmetadata', tell);
      video.addEventListener('error', () => resolve(`not playable: ${video.error?.message}`));
    }),
);
console.log('loaded', measures);
