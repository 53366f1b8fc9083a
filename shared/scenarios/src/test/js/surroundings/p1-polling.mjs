// A page that is signed in: relative URLs and the session are the browser's business.
const pageFetch = globalThis.fetch;
globalThis.fetch = (path, options) =>
  pageFetch(new URL(path, process.env.APP), { ...options, headers: { 'X-API-Key': process.env.KEY } });

// the example stands here
