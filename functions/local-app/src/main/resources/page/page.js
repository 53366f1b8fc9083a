import { openHub } from './hub.js';

const $ = (id) => document.getElementById(id);
const SHAPES = {
  image: [['1024x1024', 'Square'], ['1536x1024', 'Landscape'], ['1024x1536', 'Portrait'], ['1792x768', 'Wide']],
  video: [['1280x720', 'Landscape'], ['720x1280', 'Portrait'], ['720x720', 'Square']],
};
const HUBS = { image: '/hubs/image-generation', video: '/hubs/video-generation' };
const ENDED = ['completed', 'failed', 'cancelled'];
const hubs = new Map();
const cards = new Map();

// ---- The key: given in the address as #key=…, kept in this tab, never sent but as a key. ----
const given = new URLSearchParams(location.hash.slice(1)).get('key');
if (given) {
  sessionStorage.setItem('key', given);
  history.replaceState(null, '', location.pathname);
}
$('key').value = sessionStorage.getItem('key') ?? '';
$('key-field').open = !$('key').value;
$('key').addEventListener('input', () => sessionStorage.setItem('key', $('key').value.trim()));

const key = () => $('key').value.trim();

async function call(path, options = {}) {
  const headers = { Authorization: `Bearer ${key()}`, ...options.headers };
  const answer = await fetch(path, { ...options, headers });
  const text = await answer.text();
  const body = text && (answer.headers.get('Content-Type') ?? '').includes('json') ? JSON.parse(text) : null;
  if (!answer.ok && answer.status !== 304) {
    throw Object.assign(new Error(body?.error?.message ?? body?.detail ?? `The server answered ${answer.status}.`), {
      status: answer.status,
    });
  }
  return { answer, body };
}

// ---- The form. ----
const kind = () => new FormData($('ask')).get('kind');

function shapes() {
  $('size').replaceChildren(...SHAPES[kind()].map(([size, name]) => new Option(`${name} · ${size.replace('x', ' × ')}`, size)));
  $('count-field').hidden = kind() === 'video';
}
shapes();
$('ask').addEventListener('change', (event) => event.target.name === 'kind' && shapes());
document.querySelectorAll('.chips button').forEach((chip) =>
  chip.addEventListener('click', () => {
    $('prompt').value = chip.textContent;
    $('prompt').focus();
  }));
$('prompt').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) $('ask').requestSubmit();
});

function complain(message, field) {
  $('problem').textContent = message;
  $('problem').hidden = !message;
  field?.focus();
}

$('ask').addEventListener('submit', async (event) => {
  event.preventDefault();
  complain('');
  const prompt = $('prompt').value.trim();
  if (!prompt) return complain('Write what you would like to see.', $('prompt'));
  if (!key()) {
    $('key-field').open = true;
    return complain('A key is needed; ./conduit run prints one.', $('key'));
  }
  const type = kind();
  const request = { model: `demo-${type}`, prompt, size: $('size').value };
  if (type === 'image') request.n = Number($('count').value);
  $('submit').disabled = true;
  try {
    const { body } = await call(`/v1/${type}s/generations/async`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    follow(card(body.task_id, type, request));
  } catch (error) {
    if (error.status === 401) $('key-field').open = true;
    complain(error.message, error.status === 401 ? $('key') : null);
  } finally {
    $('submit').disabled = false;
  }
});

// ---- A result, from the first to the last news of it. ----
function card(id, type, request) {
  const item = $('card').content.cloneNode(true).firstElementChild;
  const part = (name) => item.querySelector(name);
  const [width, height] = request.size.split('x');
  part('.stage').style.setProperty('aspect-ratio', `${width} / ${height}`);
  part('.prompt').textContent = request.prompt;
  part('.id').textContent = id;
  part('progress').setAttribute('aria-label', `Progress of ${request.prompt}`);
  part('.cancel').addEventListener('click', () =>
    call(`/v1/tasks/${id}/cancel`, { method: 'POST' }).catch((error) => (part('.message').textContent = error.message)));
  $('results').prepend(item);
  $('empty').hidden = true;
  const made = { id, type, item, part, sequence: -1, ended: false };
  cards.set(id, made);
  return made;
}

function way(task, name, title) {
  task.part('.way').textContent = name;
  task.part('.way').dataset.way = name;
  task.part('.way').title = title;
}

function progress(task, percent, message) {
  task.part('progress').value = percent;
  task.part('.percent').textContent = `${percent} %`;
  if (message) task.part('.message').textContent = message;
}

/** One fresh look at the task; shows the end of it. */
async function look(task) {
  const { body } = await call(`/v1/tasks/${task.id}`);
  if (!task.ended) show(task, body);
}

function show(task, status) {
  progress(task, status.progress, status.message);
  if (!ENDED.includes(status.status)) return;
  task.ended = true;
  task.item.dataset.status = status.status;
  task.part('.actions').replaceChildren();
  if (status.status === 'completed') {
    finish(task, status.result);
  } else {
    task.part('.shimmer')?.remove();
    task.part('.message').textContent = status.error ?? 'Cancelled.';
    $('spoken').textContent = `${status.status}: ${task.part('.prompt').textContent}`;
  }
}

function finish(task, result) {
  const urls = task.type === 'image' ? result.imageUrls : [result.videoUrl];
  task.part('.stage').replaceChildren(...urls.map((url) => (task.type === 'image' ? picture(task, url) : video(url))));
  task.part('.stage').classList.toggle('many', urls.length > 1);
  const about = result.metadata;
  const measures = about ? ` · ${about.width} × ${about.height}${about.fps ? ` · ${about.fps} frames a second` : ''}` : '';
  task.part('.message').textContent = `Made by ${result.provider}${measures}`;
  task.part('.actions').append(...urls.map((url, i) => {
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank', rel: 'noopener' });
    link.textContent = urls.length > 1 ? `Open ${i + 1}` : 'Open';
    return link;
  }));
  $('spoken').textContent = `Ready: ${task.part('.prompt').textContent}`;
}

function picture(task, url) {
  return Object.assign(new Image(), { src: url, alt: task.part('.prompt').textContent });
}

function video(url) {
  return Object.assign(document.createElement('video'), {
    src: url, controls: true, loop: true, muted: true, playsInline: true,
    autoplay: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
}

// ---- Following a task: live over its hub, by polling where there is none. ----
function hub(type) {
  if (!hubs.has(type)) {
    const opening = openHub(HUBS[type], key()).then((open) => {
      open.onmessage = (_, [news]) => news?.taskId && heard(news);
      open.onclose = () => lost(type);
      return open;
    });
    opening.catch(() => hubs.delete(type));
    hubs.set(type, opening);
  }
  return hubs.get(type);
}

function lost(type) {
  hubs.delete(type);
  cards.forEach((task) => task.type === type && !task.ended && poll(task));
}

function heard(news) {
  const task = cards.get(news.taskId);
  if (!task || task.ended || news.sequence <= task.sequence) return;
  task.sequence = news.sequence;
  if (ENDED.includes(news.status)) look(task).catch(() => poll(task));
  else progress(task, news.progress ?? 0, news.message ?? 'At work');
}

async function follow(task) {
  try {
    const open = await hub(task.type);
    const status = await open.invoke('SubscribeToTask', task.id);
    way(task, 'live', 'Told by the hub as it happens');
    if (status?.status) show(task, status);
  } catch {
    if (!task.ended) poll(task);
  }
}

async function poll(task) {
  if (task.polling) return;
  task.polling = true;
  way(task, 'polling', 'The hub cannot be reached: asking again and again');
  let etag = null;
  let pause = 1000;
  while (!task.ended) {
    try {
      const { answer, body } = await call(`/v1/tasks/${task.id}?wait=10`, { headers: etag ? { 'If-None-Match': etag } : {} });
      etag = answer.headers.get('ETag') ?? etag;
      if (body) show(task, body);
      pause = 1000;
    } catch (error) {
      if (error.status === 404 || error.status === 401) {
        task.ended = true;
        task.part('.message').textContent = error.message;
      }
      pause = Math.min(pause * 2, 30000);
    }
    if (!task.ended) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

// ---- Health, in the corner. ----
async function health() {
  try {
    const { status } = await (await fetch('/health')).json();
    $('health').textContent = status.toLowerCase();
    $('health').dataset.status = status.toLowerCase();
  } catch {
    $('health').textContent = 'not reachable';
    $('health').dataset.status = 'unhealthy';
  }
}
health();
setInterval(health, 15000);
