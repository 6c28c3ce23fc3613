import { toast } from './dom.js';

export async function get(path) {
  const answer = await fetch(path);
  return answer.json();
}

/** Posts and returns what came back, or null after saying what was wrong. */
export async function post(path, body) {
  const answer = await fetch(`/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const read = await answer.json().catch(() => ({ message: answer.statusText }));
  if (answer.ok) return read;
  toast(read.message);
  return null;
}
