/** The server's API. Each call rejects with an Error whose message is for people. */

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (e) {
    if (e.name === 'AbortError') { // by whoever asked
      throw e;
    }
    throw new Error('The server does not answer. Is clipsearch still running?');
  }
  if (response.status === 401) {
    location.reload(); // asks for the token
  }
  const body = await response.text();
  if (response.ok) {
    return JSON.parse(body);
  }
  let detail;
  try {
    detail = JSON.parse(body).detail;
  } catch (e) { // of a proxy, which has its own words
    detail = `${response.status} ${response.statusText}`;
  }
  throw new Error(detail);
}

function form(fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    data.append(name, value);
  }
  return data;
}

/** What is indexed, and who answers. */
export const status = () => ask('/api/status', {signal: AbortSignal.timeout(4000)});

/** By `{q}`, by `{like: id}` or by `{image: File}`, at most k hits. */
export function search({q, like, image}, k, signal) {
  if (image) {
    return ask(`/api/search/image?k=${k}`, {method: 'POST', body: form({image}), signal});
  }
  const parameters = new URLSearchParams(q ? {q, k} : {like, k});
  return ask(`/api/search?${parameters}`, {signal});
}

/** Of `{image: File}` or `{id}`; labels and templates are texts of several lines. */
export const classify = (picture, labels, templates) =>
  ask('/api/classify', {method: 'POST', body: form({...picture, labels, templates})});

export const original = (id) => `/api/images/${id}`;

export const thumbnail = (id, size) => `/api/images/${id}/thumbnail?size=${size}`;
